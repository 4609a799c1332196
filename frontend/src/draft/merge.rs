//! Two people, or two windows, at the same form: what was typed here stays, the rest is taken over.

use shared::field_error::Field;
use shared::form::RawForm;

/// The form to go on with, and the fields that were changed elsewhere.
pub(super) fn merge(base: &RawForm, typed: &RawForm, current: &RawForm) -> (RawForm, Vec<Field>) {
    let elsewhere = current.changed_fields(base);
    let mut merged = current.clone();
    for field in typed.changed_fields(base) {
        copy(field, typed, &mut merged);
    }
    (merged, elsewhere)
}

/// Writes a text, or a tick as `true`, into a field of the form.
pub(crate) fn write(form: &mut RawForm, field: Field, text: String) {
    let ticked = !text.is_empty();
    match field {
        Field::Civilite => form.civilite = text,
        Field::ExerciseLastName => form.exercise_last_name = text,
        Field::ExerciseFirstName => form.exercise_first_name = text,
        Field::Email => form.email = text,
        Field::Phone => form.phone = text,
        Field::BirthTown => form.birth_town = text,
        Field::StructureFiness => form.structure_finess = text,
        Field::Role => form.role = text,
        Field::ActivityKind => form.activity_kind = text,
        Field::PracticeMode => form.practice_mode = text,
        Field::Category => form.category = text,
        Field::StartDate => form.start_date = text,
        Field::EndDate => form.end_date = text,
        Field::TermsVersion => form.terms_version = text,
        Field::HealthDataNeed => {
            form.health_data_need = match text.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            }
        }
        Field::EcpsOnlyAcknowledged => form.ecps_only_acknowledged = ticked,
        Field::DmpAcknowledged => form.dmp_acknowledged = ticked,
        Field::RiskAcknowledged => form.risk_acknowledged = ticked,
        _ => {}
    }
}

/// What a field holds, as `write` takes it.
pub(crate) fn read(form: &RawForm, field: Field) -> String {
    match (form.text(field), form.flag(field)) {
        (Some(text), _) => text.to_owned(),
        (None, Some(true)) => "true".to_owned(),
        (None, Some(false)) if field == Field::HealthDataNeed => "false".to_owned(),
        _ => String::new(),
    }
}

fn copy(field: Field, from: &RawForm, to: &mut RawForm) {
    write(to, field, read(from, field));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(email: &str, phone: &str) -> RawForm {
        RawForm {
            email: email.to_owned(),
            phone: phone.to_owned(),
            ..RawForm::default()
        }
    }

    #[test]
    fn what_changed_on_either_side_is_kept() {
        let (merged, elsewhere) =
            merge(&form("", ""), &form("a@b.fr", ""), &form("", "0612345678"));
        assert_eq!(merged, form("a@b.fr", "0612345678"));
        assert_eq!(elsewhere, [Field::Phone]);
    }

    #[test]
    fn what_was_typed_here_wins_and_the_other_change_is_named() {
        let (merged, elsewhere) = merge(
            &form("a@b.fr", ""),
            &form("here@b.fr", ""),
            &form("there@b.fr", ""),
        );
        assert_eq!(merged, form("here@b.fr", ""));
        assert_eq!(elsewhere, [Field::Email]);
    }

    #[test]
    fn every_field_of_the_form_reads_back_as_written() {
        for &field in Field::FORM {
            let mut form = RawForm::default();
            write(&mut form, field, "true".to_owned());
            assert_eq!(read(&form, field), "true", "{field:?}");
            write(&mut form, field, String::new());
            assert_eq!(form, RawForm::default(), "{field:?}");
        }
    }
}
