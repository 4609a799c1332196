//! Steps 1 and 2 of an employer: is it worth it, and who does what.

use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::StructureId;
use shared::structure::{Department, Management};

use super::{Refused, address, begin, event};
use crate::app::App;
use crate::caller::Representative;
use crate::store::{Key, NewEvent, Organisation, Worth};

const MOST_MANAGERS: i32 = 100;

/// An organisation as typed.
#[derive(Clone, Debug)]
pub struct RawOrganisation {
    pub structure: StructureId,
    /// Zero before it was saved once.
    pub revision: i32,
    pub worth: Worth,
    pub department: Option<Department>,
    pub managers_wished: Option<i32>,
    pub email: Option<String>,
    pub management: Management,
}

/// Keeps how a structure organises registration. Rights of a legal entity's managers over its sites follow at once.
pub async fn save_organisation(
    app: &App,
    representative: Representative<'_>,
    raw: RawOrganisation,
    key: Option<Key>,
) -> Result<StructureId, Refused> {
    representative.holds_on(app.clock.today())?;
    let mut errors = Vec::new();
    let email = address(raw.email.as_deref(), &mut errors);
    let problem = match raw.managers_wished {
        Some(number) if number < 1 => Some(Problem::Required),
        Some(number) if number > MOST_MANAGERS => Some(Problem::NumberTooLarge),
        _ => None,
    };
    errors.extend(problem.map(|problem| FieldError::new(Field::ManagersWished, problem)));
    if !errors.is_empty() {
        return Err(Refused::InvalidOrganisation(errors));
    }
    let mut tx = begin!(app, key, StructureId);
    let mut before = tx.organisations_of(&[raw.structure]).await?;
    let before = before.pop().ok_or(Refused::NotFound)?;
    let organisation = Organisation {
        structure: raw.structure,
        worth: raw.worth,
        department: raw.department,
        managers_wished: raw.managers_wished,
        email,
        management: raw.management,
        saved_at: None,
        revision: raw.revision,
    };
    let account = Some(representative.signed_in.account);
    let about = |kind| NewEvent {
        account,
        ..event(kind, raw.structure, "", app.clock.now())
    };
    let by = representative.signed_in.account;
    let saved = about(EventKind::OrganisationSaved);
    tx.save_organisation(&organisation, by, saved).await?;
    if before.management != organisation.management {
        // Sessions of managers are read anew.
        tx.add_event(about(EventKind::StructureChanged)).await?;
        for manager in tx.designations_of(&[raw.structure]).await? {
            let subject = &manager.subject_name_id;
            tx.release_leases(raw.structure, subject, app.clock.now())
                .await?;
        }
    }
    tx.keep_answer(key.as_ref(), raw.structure.0).await?;
    tx.commit().await?;
    Ok(raw.structure)
}
