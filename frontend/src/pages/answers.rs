//! What a form holds, in words.

use shared::date::Date;
use shared::field_error::Field;
use shared::form::RawForm;
use shared::identity::Sex;
use shared::role::Role;
use shared::structure::Sector;
use shared::text::Text;
use shared::value_set::{ActivityKind, Civilite, PracticeMode, ProfessionalCategory};

use crate::api::{Identity, Structure};
use crate::browser::{language, say};
use crate::components::SummaryRow;
use crate::text::{form as words, phrases};

/// The value of a field as a person reads it; empty when there is no answer.
pub(super) fn value(form: &RawForm, structure: Option<&Structure>, field: Field) -> String {
    let text = form.text(field).unwrap_or_default();
    match field {
        Field::StructureFiness => structure.map_or_else(|| text.to_owned(), structure_name),
        Field::HealthDataNeed => match form.health_data_need {
            Some(true) => say(phrases::YES).to_owned(),
            Some(false) => say(phrases::NO).to_owned(),
            None => String::new(),
        },
        Field::TermsVersion => accepted(!text.is_empty()),
        _ => match form.flag(field) {
            Some(ticked) => accepted(ticked),
            None => coded(field, text),
        },
    }
}

/// A text of a field as a person reads it: a label for a code, a day for a date.
pub(super) fn coded(field: Field, text: &str) -> String {
    let coded =
        |label: Option<Text>| label.map_or_else(|| text.to_owned(), |label| say(label).to_owned());
    match field {
        Field::Civilite => coded(Civilite::from_code(text).map(Civilite::label)),
        Field::ActivityKind => coded(ActivityKind::from_code(text).map(ActivityKind::label)),
        Field::PracticeMode => coded(PracticeMode::from_code(text).map(PracticeMode::label)),
        Field::Category => {
            coded(ProfessionalCategory::from_code(text).map(ProfessionalCategory::label))
        }
        Field::Role => {
            Role::parse(text).map_or_else(|_| text.to_owned(), |role| role.label().to_owned())
        }
        Field::StartDate | Field::EndDate => day(text),
        _ => text.to_owned(),
    }
}

/// Every answer of some fields, one line each.
pub(super) fn rows(
    form: &RawForm,
    structure: Option<&Structure>,
    fields: &[Field],
) -> Vec<SummaryRow> {
    fields
        .iter()
        .map(|&field| SummaryRow::new(say(field.label()), value(form, structure, field)))
        .collect()
}

/// The certified civil status, one line each.
pub(super) fn identity_rows(identity: &Identity) -> Vec<SummaryRow> {
    let certified = if identity.certification.0.is_certified() {
        words::CERTIFIED
    } else {
        words::NOT_CERTIFIED
    };
    let mut rows = vec![
        SummaryRow::new(say(words::CIVIL_STATUS), say(certified)),
        SummaryRow::new(say(Field::BirthName.label()), identity.birth_name.clone()),
        SummaryRow::new(
            say(Field::FirstNames.label()),
            identity.first_names.join(" "),
        ),
    ];
    if let Some(name) = &identity.preferred_name {
        rows.push(SummaryRow::new(
            say(Field::PreferredName.label()),
            name.clone(),
        ));
    }
    rows.push(SummaryRow::new(
        say(Field::Sex.label()),
        say(sex(identity.sex.0)),
    ));
    rows.push(SummaryRow::new(
        say(Field::BirthDate.label()),
        identity.birth_date.long(language()),
    ));
    rows.push(SummaryRow::new(
        say(Field::BirthPlace.label()),
        identity.birth_place_label.clone(),
    ));
    rows
}

pub(super) const fn sex(sex: Sex) -> Text {
    match sex {
        Sex::M => words::SEX_M,
        Sex::F => words::SEX_F,
        Sex::I => words::SEX_I,
    }
}

pub(super) fn structure_name(structure: &Structure) -> String {
    [&structure.name, " (FINESS ", &structure.finess, ")"].concat()
}

pub(super) const fn sector(sector: Sector) -> Text {
    match sector {
        Sector::Sanitaire => words::SECTOR_SANITAIRE,
        Sector::SocialMedicoSocial => words::SECTOR_SOCIAL,
        Sector::Unknown => words::SECTOR_UNKNOWN,
    }
}

fn day(text: &str) -> String {
    Date::parse(text).map_or_else(|_| text.to_owned(), |date| date.long(language()))
}

fn accepted(ticked: bool) -> String {
    say(if ticked {
        words::ACCEPTED
    } else {
        words::NOT_ACCEPTED
    })
    .to_owned()
}
