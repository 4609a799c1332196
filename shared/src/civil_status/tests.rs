//! What a correction of a civil status may hold.

use super::*;

fn today() -> Date {
    Date::parse("2026-12-03").unwrap()
}

fn angela() -> Identity {
    Identity {
        certification: Certification::Fc,
        birth_name: "DUBOIS".to_owned(),
        first_names: vec!["Angela".to_owned(), "Claire Louise".to_owned()],
        sex: Sex::F,
        birth_date: Date::parse("1962-08-24").unwrap(),
        birth_place: BirthPlace::of_codes("75107", "99100").unwrap(),
        preferred_name: None,
    }
}

fn raw() -> RawCorrection {
    RawCorrection {
        birth_name: Some(" Dubois–Martin ".to_owned()),
        reason: "Mon nom est incomplet.".to_owned(),
        document_kind: "PASSPORT".to_owned(),
        document_issued_on: "2024-02-29".to_owned(),
        document_seen_by: "Mme Martin, service RH".to_owned(),
        ..RawCorrection::default()
    }
}

fn problems(raw: &RawCorrection) -> Vec<String> {
    let errors = Correction::parse(raw, &angela(), today()).unwrap_err();
    let line = |error: &FieldError| format!("{} {}", error.field, error.problem);
    errors.iter().map(line).collect()
}

#[test]
fn what_is_not_given_stays() {
    let correction = Correction::parse(&raw(), &angela(), today()).unwrap();
    let expected = Identity {
        birth_name: "Dubois-Martin".to_owned(),
        ..angela()
    };
    assert_eq!(correction.proposed, expected);
    assert_eq!(correction.fields, [Field::BirthName]);
    assert_eq!(correction.evidence.kind, DocumentKind::Passport);
}

#[test]
fn every_error_comes_at_once() {
    let wrong = RawCorrection {
        birth_name: Some("Dub0is".to_owned()),
        first_names: Some(vec![" ".to_owned()]),
        preferred_name: Some("-".to_owned()),
        sex: Some("X".to_owned()),
        birth_date: Some("2026-12-04".to_owned()),
        birth_country: Some("99100".to_owned()),
        birth_commune: Some("99352".to_owned()),
        reason: " ".to_owned(),
        document_kind: "CARD".to_owned(),
        document_issued_on: "2026-02-29".to_owned(),
        document_seen_by: String::new(),
    };
    assert_eq!(
        problems(&wrong),
        [
            "birthName NAME_CHARACTER",
            "firstNames REQUIRED",
            "preferredName NAME_WITHOUT_LETTER",
            "sex UNKNOWN_CODE",
            "birthDate DATE_IN_FUTURE",
            "birthCommune UNKNOWN_CODE",
            "reason REQUIRED",
            "documentKind UNKNOWN_CODE",
            "documentIssuedOn DATE_SHAPE",
            "documentSeenBy REQUIRED",
        ]
    );
}

#[test]
fn a_correction_that_changes_nothing_is_none() {
    let nothing = RawCorrection {
        birth_name: Some("DUBOIS".to_owned()),
        first_names: Some(angela().first_names),
        birth_commune: Some(" 75107".to_owned()),
        ..raw()
    };
    assert_eq!(problems(&nothing), ["items REQUIRED"]);
}

#[test]
fn a_birth_place_is_a_country_or_a_commune_of_france() {
    let abroad = RawCorrection {
        birth_name: None,
        birth_country: Some("99352".to_owned()),
        birth_commune: Some("75107".to_owned()),
        ..raw()
    };
    let correction = Correction::parse(&abroad, &angela(), today()).unwrap();
    assert_eq!(correction.proposed.birth_place.code(), "99352");
    let back = RawCorrection {
        birth_country: Some("99100".to_owned()),
        birth_commune: None,
        ..abroad
    };
    let errors = Correction::parse(&back, &correction.proposed, today()).unwrap_err();
    assert_eq!(
        errors,
        [FieldError::new(Field::BirthCommune, Problem::Required)]
    );
}

#[test]
fn a_certified_name_that_stays_is_not_parsed_again() {
    let odd = Identity {
        first_names: vec!["Ñandú".to_owned(), "Ana".to_owned()],
        ..angela()
    };
    let given = RawCorrection {
        first_names: Some(vec!["Ñandú".to_owned(), "Anna".to_owned()]),
        birth_name: None,
        ..raw()
    };
    let correction = Correction::parse(&given, &odd, today()).unwrap();
    assert_eq!(correction.proposed.first_names, ["Ñandú", "Anna"]);
}

#[test]
fn a_provider_certifies_the_same_five_traits_or_none() {
    let corrected = Identity {
        birth_name: "DUBOIS-MARTIN".to_owned(),
        ..angela()
    };
    assert_eq!(
        certification(&corrected, &angela(), &[angela()]),
        Certification::Nc
    );
    let vouched = Identity {
        birth_name: "Dubois-Martin".to_owned(),
        certification: Certification::Fcp,
        ..angela()
    };
    assert_eq!(
        certification(&corrected, &angela(), &[vouched]),
        Certification::Fcp
    );
    let renamed = Identity {
        preferred_name: Some("Martin".to_owned()),
        ..angela()
    };
    assert_eq!(certification(&renamed, &angela(), &[]), Certification::Fc);
}
