//! What each field refuses, and what it keeps.

use proptest::prelude::*;

use super::*;
use crate::field_error::Problem;
use crate::identity::{BirthPlace, Certification, Sex};

fn today() -> Date {
    Date::parse("2026-11-23").unwrap()
}

fn born(place: &str, country: &str) -> Identity {
    Identity {
        certification: Certification::Fc,
        birth_name: "DUBOIS".to_owned(),
        first_names: vec!["Angela".to_owned(), "Claire".to_owned()],
        sex: Sex::F,
        birth_date: Date::parse("1962-08-24").unwrap(),
        birth_place: BirthPlace::of_codes(place, country).unwrap(),
        preferred_name: None,
    }
}

fn right() -> RawForm {
    RawForm {
        civilite: "MME".to_owned(),
        exercise_last_name: " D’HONDT ".to_owned(),
        exercise_first_name: "Angela".to_owned(),
        email: "wossewodda-3728@YOPMAIL.com".to_owned(),
        phone: "06 12 34 56 78".to_owned(),
        structure_finess: "750 712 184".to_owned(),
        role: "317".to_owned(),
        activity_kind: "GENR01".to_owned(),
        practice_mode: "S".to_owned(),
        category: "C".to_owned(),
        start_date: "2026-12-01".to_owned(),
        health_data_need: Some(true),
        ..RawForm::default()
    }
}

/// What is wrong once one field of a right form, of somebody born in France, is changed.
fn problems(change: impl FnOnce(&mut RawForm)) -> Vec<(&'static str, &'static str)> {
    let mut raw = right();
    change(&mut raw);
    let errors = raw.problems(&born("75107", "99100"), today());
    errors
        .iter()
        .map(|error| (error.field.code(), error.problem.code()))
        .collect()
}

#[test]
fn a_right_form_is_parsed_and_tidied() {
    let form = Form::parse(&right(), &born("75107", "99100"), today()).unwrap();
    assert_eq!(form.exercise_last_name.as_str(), "D'HONDT");
    assert_eq!(form.email.as_str(), "wossewodda-3728@yopmail.com");
    assert_eq!(form.phone.as_str(), "+33612345678");
    assert_eq!(form.structure_finess.as_str(), "750712184");
    assert_eq!((form.birth_town, form.end_date), (None, None));
}

#[test]
fn an_empty_form_has_every_error_at_once() {
    let errors = RawForm::default().problems(&born("", "99352"), today());
    let fields: Vec<&str> = errors.iter().map(|error| error.field.code()).collect();
    assert_eq!(
        fields,
        [
            "civilite",
            "exerciseLastName",
            "exerciseFirstName",
            "email",
            "phone",
            "birthTown",
            "structureFiness",
            "role",
            "activityKind",
            "practiceMode",
            "category",
            "startDate",
            "healthDataNeed"
        ]
    );
    assert!(
        errors
            .iter()
            .all(|error| error.problem == Problem::Required)
    );
}

#[test]
fn every_problem_is_named() {
    assert_eq!(
        problems(|raw| raw.civilite = "DR".to_owned()),
        [("civilite", "UNKNOWN_CODE")]
    );
    assert_eq!(
        problems(|raw| raw.exercise_last_name = "山田".to_owned()),
        [("exerciseLastName", "NAME_CHARACTER")]
    );
    assert_eq!(
        problems(|raw| raw.exercise_last_name = "-".to_owned()),
        [("exerciseLastName", "NAME_WITHOUT_LETTER")]
    );
    assert_eq!(
        problems(|raw| raw.exercise_first_name = "a".repeat(301)),
        [("exerciseFirstName", "TOO_LONG")]
    );
    assert_eq!(
        problems(|raw| raw.exercise_first_name = "a".repeat(10_000)),
        [("exerciseFirstName", "TOO_LONG")]
    );
    assert_eq!(
        problems(|raw| raw.exercise_last_name = "A\0B".to_owned()),
        [("exerciseLastName", "CONTROL_CHARACTER")]
    );
    assert_eq!(
        problems(|raw| raw.email = "a@b".to_owned()),
        [("email", "EMAIL_SHAPE")]
    );
    assert_eq!(
        problems(|raw| raw.email = format!("a@{}.fr", "b".repeat(260))),
        [("email", "TOO_LONG")]
    );
    assert_eq!(
        problems(|raw| raw.phone = "12".to_owned()),
        [("phone", "PHONE_SHAPE")]
    );
    assert_eq!(
        problems(|raw| raw.structure_finess = "750712185".to_owned()),
        [("structureFiness", "FINESS_KEY")]
    );
    assert_eq!(
        problems(|raw| raw.structure_finess = "75071218".to_owned()),
        [("structureFiness", "FINESS_SHAPE")]
    );
    assert_eq!(
        problems(|raw| raw.structure_finess = "2C0000014".to_owned()),
        [("structureFiness", "FINESS_DEPARTEMENT")]
    );
    assert_eq!(
        problems(|raw| raw.role = "353".to_owned()),
        [("role", "UNKNOWN_CODE")]
    );
    assert_eq!(
        problems(|raw| raw.activity_kind = "GENR02".to_owned()),
        [("activityKind", "UNKNOWN_CODE")]
    );
    assert_eq!(
        problems(|raw| raw.practice_mode = "s".to_owned()),
        [("practiceMode", "UNKNOWN_CODE")]
    );
    assert_eq!(
        problems(|raw| raw.category = "F".to_owned()),
        [("category", "UNKNOWN_CODE")]
    );
    assert_eq!(
        problems(|raw| raw.health_data_need = None),
        [("healthDataNeed", "REQUIRED")]
    );
}

#[test]
fn dates_are_neither_absurd_nor_out_of_order() {
    assert_eq!(
        problems(|raw| raw.start_date = "2026-02-30".to_owned()),
        [("startDate", "DATE_SHAPE")]
    );
    assert_eq!(
        problems(|raw| raw.start_date = "1962-08-23".to_owned()),
        [("startDate", "DATE_BEFORE_BIRTH")]
    );
    assert_eq!(
        problems(|raw| raw.start_date = "2031-11-24".to_owned()),
        [("startDate", "DATE_TOO_FAR")]
    );
    assert_eq!(problems(|raw| raw.start_date = "2031-11-23".to_owned()), []);
    assert_eq!(
        problems(|raw| raw.end_date = "2026-11-30".to_owned()),
        [("endDate", "END_BEFORE_START")]
    );
    assert_eq!(problems(|raw| raw.end_date = "2026-12-01".to_owned()), []);
    assert_eq!(
        problems(|raw| raw.end_date = "9999-12-31".to_owned()),
        [("endDate", "DATE_TOO_FAR")]
    );
    assert_eq!(
        problems(|raw| raw.end_date = "soon".to_owned()),
        [("endDate", "DATE_SHAPE")]
    );
    let old = Identity {
        birth_date: Date::parse("1907-01-01").unwrap(),
        ..born("75107", "99100")
    };
    let raw = RawForm {
        start_date: "1949-12-31".to_owned(),
        ..right()
    };
    assert_eq!(
        raw.problems(&old, today()),
        [FieldError::new(Field::StartDate, Problem::DateTooEarly)]
    );
}

#[test]
fn a_town_is_asked_from_people_born_abroad_only() {
    let abroad = born("", "99352");
    let with_town = |town: &str| RawForm {
        birth_town: town.to_owned(),
        ..right()
    };
    assert_eq!(
        Form::parse(&with_town("Alger"), &abroad, today())
            .unwrap()
            .birth_town
            .unwrap()
            .as_str(),
        "Alger"
    );
    assert_eq!(
        with_town(" ").problems(&abroad, today()),
        [FieldError::new(Field::BirthTown, Problem::Required)]
    );
    assert_eq!(
        with_town("الجزائر").problems(&abroad, today()),
        [FieldError::new(Field::BirthTown, Problem::TownCharacter)]
    );
    assert_eq!(
        problems(|raw| raw.birth_town = "Paris".to_owned()),
        [("birthTown", "NOT_EXPECTED")]
    );
}

#[test]
fn acknowledgements_and_terms_are_not_problems_of_the_form() {
    assert_eq!(problems(|raw| raw.ecps_only_acknowledged = false), []);
    assert_eq!(problems(|raw| raw.terms_version = "2020-01".to_owned()), []);
}

#[test]
fn changed_fields_are_named() {
    assert_eq!(right().changed_fields(&right()), []);
    let other = RawForm {
        phone: "0612345679".to_owned(),
        health_data_need: Some(false),
        dmp_acknowledged: true,
        terms_version: "2026-11".to_owned(),
        ..right()
    };
    let changed = [
        Field::Phone,
        Field::HealthDataNeed,
        Field::DmpAcknowledged,
        Field::TermsVersion,
    ];
    assert_eq!(right().changed_fields(&other), changed);
    assert_eq!(
        RawForm::default()
            .changed_fields(&RawForm {
                health_data_need: Some(false),
                ..RawForm::default()
            })
            .len(),
        1
    );
}

#[test]
fn a_draft_keeps_anything_but_what_no_database_holds() {
    let draft = RawForm {
        email: "half@".to_owned(),
        role: "999".to_owned(),
        ..RawForm::default()
    };
    assert_eq!(draft.unstorable(), []);
    let hostile = RawForm {
        phone: "0".repeat(401),
        birth_town: "A\0".to_owned(),
        ..RawForm::default()
    };
    let expected = [
        FieldError::new(Field::Phone, Problem::TooLong),
        FieldError::new(Field::BirthTown, Problem::ControlCharacter),
    ];
    assert_eq!(hostile.unstorable(), expected);
}

proptest! {
    #[test]
    fn any_form_is_answered(texts in proptest::collection::vec(".*", 13), abroad in any::<bool>()) {
        let identity = if abroad { born("", "99352") } else { born("75107", "99100") };
        let [a, b, c, d, e, f, g, h, i, j, k, l, m] = <[String; 13]>::try_from(texts).unwrap();
        let raw = RawForm {
            civilite: a,
            exercise_last_name: b,
            exercise_first_name: c,
            email: d,
            phone: e,
            birth_town: f,
            structure_finess: g,
            role: h,
            activity_kind: i,
            practice_mode: j,
            category: k,
            start_date: l,
            end_date: m,
            ..RawForm::default()
        };
        prop_assert!(!raw.problems(&identity, today()).is_empty());
        let _ = (raw.unstorable(), raw.changed_fields(&right()));
    }
}
