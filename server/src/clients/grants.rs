//! A manager lets software act for them, and takes it back.

use serde_json::json;
use shared::event::EventKind;
use shared::id::{ClientId, GrantId};
use uuid::Uuid;

use super::{event, stand_in_for};
use crate::app::App;
use crate::caller::{Caller, Denied, SignedIn};
use crate::store::{Client, ClientKey, Key, NewEvent, NewGrant};
use crate::structures::{Refused, begin};

/// Lets a client act for the manager who says so, where both may.
pub async fn grant_client(
    app: &App,
    caller: &Caller,
    id: ClientId,
    key: Option<Key>,
) -> Result<ClientId, Refused> {
    let (client, signed_in, subject) = known(app, caller, id).await?;
    app.fresh((), signed_in)?;
    if !client.is_open() {
        return Err(Refused::NotFound);
    }
    let mut tx = begin!(app, key, ClientId);
    let now = app.clock.now();
    let account = stand_in_for(
        &mut tx,
        (id, &client.name),
        (subject, &signed_in.display_name),
        now,
    )
    .await?;
    let grant = NewGrant {
        id: GrantId(Uuid::now_v7()),
        client: id,
        subject_name_id: subject,
        by: signed_in.account,
        account,
    };
    let granted = about(EventKind::ClientGranted, &client, signed_in, subject, app);
    tx.add_client_grant(grant, granted).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes it back, at once.
pub async fn withdraw_grant(
    app: &App,
    caller: &Caller,
    id: ClientId,
    key: Option<Key>,
) -> Result<ClientId, Refused> {
    let (client, signed_in, subject) = known(app, caller, id).await?;
    let mut tx = begin!(app, key, ClientId);
    let withdrawn = about(
        EventKind::ClientGrantWithdrawn,
        &client,
        signed_in,
        subject,
        app,
    );
    if !tx.withdraw_client_grant(id, subject, withdrawn).await? {
        return Err(Refused::NotFound);
    }
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

fn about(
    kind: EventKind,
    client: &Client,
    manager: &SignedIn,
    subject: &str,
    app: &App,
) -> NewEvent {
    let by = Some(manager.account);
    NewEvent {
        data: json!({ "client": client.id, "subject": subject }),
        ..event(kind, client.id, client.structure, by, app.clock.now())
    }
}

/// A client, for a manager of one of the structures that it reaches; software lets no software act.
async fn known<'a>(
    app: &App,
    caller: &'a Caller,
    id: ClientId,
) -> Result<(Client, &'a SignedIn, &'a str), Refused> {
    let signed_in = caller.signed_in()?;
    let subject = match (&signed_in.subject_name_id, &signed_in.client) {
        (Some(subject), None) => subject,
        (_, Some(_)) => return Err(Denied::Forbidden.into()),
        (None, None) => return Err(Refused::NotFound),
    };
    let mut tx = app.store.read().await?;
    let client = tx.client(ClientKey::Id(id)).await?;
    let client = client.ok_or(Refused::NotFound)?;
    let reached = tx.structures_reached_by(&client.identifier).await?;
    let manages = reached.iter().any(|one| caller.manager_of(*one).is_ok());
    if manages {
        Ok((client, signed_in, subject))
    } else {
        Err(Refused::NotFound)
    }
}
