//! Both sides of a designation are told of what happens to it.

use std::collections::BTreeSet;

use shared::event::EventKind;
use shared::id::StructureId;

use crate::app::App;
use crate::mail;
use crate::store::{Designation, Ending, StoreError, Structure, Tx};

/// Writes the e-mails of a change: to the candidate, and to whoever represents the structure, where an address is known.
pub(super) async fn both(
    tx: &mut Tx,
    app: &App,
    designation: &Designation,
    kind: EventKind,
    reason: &str,
    event: i64,
) -> Result<(), StoreError> {
    for recipient in sides(tx, app, designation).await? {
        let mail = mail::designation(app, designation, kind, reason, &recipient, event);
        tx.add_mail(&mail, app.clock.now()).await?;
    }
    Ok(())
}

/// Tells both sides that something of a designation ends soon.
pub(super) async fn ends_soon(
    tx: &mut Tx,
    app: &App,
    designation: &Designation,
    ending: &Ending,
    event: i64,
) -> Result<(), StoreError> {
    for recipient in sides(tx, app, designation).await? {
        let mail = mail::ends_soon(app, designation, ending, &recipient, event);
        tx.add_mail(&mail, app.clock.now()).await?;
    }
    Ok(())
}

/// Tells who represents a structure without a manager that a request waits there.
pub async fn request_waits(
    tx: &mut Tx,
    app: &App,
    structure: &Structure,
    event: i64,
) -> Result<(), StoreError> {
    for recipient in office(tx, app, structure.id).await? {
        let mail = mail::waiting(app, structure, &recipient, event);
        tx.add_mail(&mail, app.clock.now()).await?;
    }
    Ok(())
}

/// Where both sides of a designation are written to, each address once.
async fn sides(
    tx: &mut Tx,
    app: &App,
    designation: &Designation,
) -> Result<BTreeSet<String>, StoreError> {
    let mut addresses = office(tx, app, designation.structure).await?;
    addresses.extend(designation.email.clone());
    Ok(addresses)
}

/// Where who represents a structure is written to, each address once.
pub async fn office(
    tx: &mut Tx,
    app: &App,
    structure: StructureId,
) -> Result<BTreeSet<String>, StoreError> {
    let today = app.clock.today();
    let mandates = tx.mandates_of(&[structure]).await?;
    let representatives = mandates
        .into_iter()
        .filter(|(_, mandate)| mandate.holds_on(today))
        .filter_map(|(_, mandate)| mandate.email);
    let organisations = tx.organisations_of(&[structure]).await?;
    let desk = organisations.into_iter().filter_map(|one| one.email);
    Ok(representatives.chain(desk).collect())
}
