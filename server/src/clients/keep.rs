//! Clients are created, changed, given new secrets and revoked, by the ANS or by who represents their structure.

use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use shared::client::{
    LONGEST_DAYS, LONGEST_NAME, LONGEST_OVERLAP, MOST_CLIENTS, MOST_RANGES, Scope, USUAL_DAYS,
    USUAL_OVERLAP,
};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{AccountId, ClientId, StructureId};
use uuid::Uuid;

use super::{event, hash, stand_in};
use crate::app::App;
use crate::caller::{Caller, Grantor};
use crate::sign_in::Secret;
use crate::store::{Client, ClientKey, Key, NewClient, NewClientSecret, StoreError, Tx};
use crate::structures::{Refused, begin};

/// A client as typed.
#[derive(Clone, Debug)]
pub struct RawClient {
    pub name: String,
    pub scopes: Vec<String>,
    pub ranges: Vec<String>,
}

/// What is asked of a new secret.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rotation {
    /// Days for which it is good.
    pub days: Option<i32>,
    /// Days for which the one before it stays good.
    pub overlap_days: Option<i32>,
}

/// A client with its new secret, which is known this once: an answer that is given again has none.
#[derive(Clone, Debug)]
pub struct Issued {
    pub client: ClientId,
    pub secret: Option<Secret>,
}

struct Parsed {
    name: String,
    scopes: Vec<Scope>,
    ranges: Vec<IpNet>,
}

impl RawClient {
    fn parse(&self) -> Result<Parsed, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |field, problem| errors.push(FieldError::new(field, problem));
        let name = self.name.trim();
        if name.is_empty() {
            wrong(Field::Name, Problem::Required);
        } else if name.chars().nth(LONGEST_NAME).is_some() {
            wrong(Field::Name, Problem::TooLong);
        } else if name.chars().any(char::is_control) {
            wrong(Field::Name, Problem::ControlCharacter);
        }
        let scopes = Scope::parse_list(&self.scopes.join(" "));
        match &scopes {
            None => wrong(Field::Scopes, Problem::UnknownCode),
            Some(scopes) if scopes.is_empty() => wrong(Field::Scopes, Problem::Required),
            Some(_) => {}
        }
        let ranges: Option<Vec<IpNet>> = self.ranges.iter().map(|typed| network(typed)).collect();
        match &ranges {
            None => wrong(Field::Ranges, Problem::RangeShape),
            Some(ranges) if ranges.len() > MOST_RANGES => wrong(Field::Ranges, Problem::TooMany),
            Some(_) => {}
        }
        match (scopes, ranges) {
            (Some(scopes), Some(ranges)) if errors.is_empty() => Ok(Parsed {
                name: name.to_owned(),
                scopes,
                ranges,
            }),
            _ => Err(errors),
        }
    }
}

/// A network, or one address.
fn network(typed: &str) -> Option<IpNet> {
    let typed = typed.trim();
    let parsed = typed.parse::<IpNet>().ok();
    let parsed = parsed.or_else(|| typed.parse::<std::net::IpAddr>().ok().map(IpNet::from));
    parsed.map(|network| network.trunc())
}

/// How many days, of what is asked and usual.
fn days(asked: Option<i32>, usual: i32, least: i32, most: i32) -> Result<TimeDelta, FieldError> {
    match asked.unwrap_or(usual) {
        asked if asked < least => Err(FieldError::new(Field::Days, Problem::Required)),
        asked if asked > most => Err(FieldError::new(Field::Days, Problem::NumberTooLarge)),
        asked => Ok(TimeDelta::days(asked.into())),
    }
}

/// Creates a client of a structure, with its first secret.
pub async fn create_client(
    app: &App,
    caller: &Caller,
    structure: StructureId,
    (raw, rotation): (RawClient, Rotation),
    key: Option<Key>,
) -> Result<Issued, Refused> {
    caller.may_designate()?;
    let today = app.clock.today();
    let grantor = caller
        .grantor_of(structure, today)
        .map_err(|_| Refused::NotFound)?;
    grantor.holds_on(today)?;
    let grantor = app.fresh(grantor, grantor.signed_in())?.get();
    let parsed = raw.parse().map_err(Refused::InvalidClient)?;
    let lasts = days(rotation.days, USUAL_DAYS, 1, LONGEST_DAYS)
        .map_err(|error| Refused::InvalidClient(vec![error]))?;
    let mut tx = begin!(app, key, replayed);
    let found = tx.structure(structure).await?.ok_or(Refused::NotFound)?;
    if found.closed_at.is_some() {
        return Err(Refused::ClosedStructure);
    }
    let others = tx.clients_of(structure).await?;
    if others.iter().filter(|one| one.revoked_at.is_none()).count() >= MOST_CLIENTS {
        let error = FieldError::new(Field::Name, Problem::TooMany);
        return Err(Refused::InvalidClient(vec![error]));
    }
    let secret = Secret::random();
    let now = app.clock.now();
    let id = ClientId(Uuid::now_v7());
    let new = NewClient {
        id,
        identifier: id.to_string(),
        structure,
        // Stands there once it is kept.
        account: AccountId(Uuid::nil()),
        name: parsed.name,
        scopes: parsed.scopes,
        ranges: parsed.ranges,
        by: Some(grantor.signed_in().account),
    };
    add(&mut tx, new, secret.as_str(), (now, now + lasts)).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(Issued {
        client: id,
        secret: Some(secret),
    })
}

/// What an answer that is given again still says.
fn replayed(id: Uuid) -> Issued {
    Issued {
        client: ClientId(id),
        secret: None,
    }
}

/// Keeps a client with the account that stands in for it, and its first secret.
pub async fn add(
    tx: &mut Tx,
    mut new: NewClient,
    secret: &str,
    (at, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), StoreError> {
    new.account = stand_in(tx, new.id, &new.name, at).await?;
    let created = event(EventKind::ClientCreated, new.id, new.structure, new.by, at);
    tx.add_client(&new, created).await?;
    tx.add_client_secret(&NewClientSecret {
        client: new.id,
        hash: hash(secret),
        at,
        expires_at,
        other_ends: at,
    })
    .await
}

/// Gives a client a new secret. The one before it stays good for a while, those before that end now.
pub async fn rotate_secret(
    app: &App,
    caller: &Caller,
    (id, revision): (ClientId, i32),
    rotation: Rotation,
    key: Option<Key>,
) -> Result<Issued, Refused> {
    let lasts = days(rotation.days, USUAL_DAYS, 1, LONGEST_DAYS);
    let overlap = days(rotation.overlap_days, USUAL_OVERLAP, 0, LONGEST_OVERLAP);
    let (client, grantor) = kept(app, caller, id, true).await?;
    let (lasts, overlap) = lasts
        .and_then(|lasts| Ok((lasts, overlap?)))
        .map_err(|error| Refused::InvalidClient(vec![error]))?;
    let mut tx = begin!(app, key, replayed);
    let now = app.clock.now();
    let secret = Secret::random();
    let rotated = event(
        EventKind::ClientSecretRotated,
        id,
        client.structure,
        Some(grantor.signed_in().account),
        now,
    );
    tx.change_client(&Client { revision, ..client }, vec![rotated])
        .await?;
    tx.add_client_secret(&NewClientSecret {
        client: id,
        hash: secret.hash(),
        at: now,
        expires_at: now + lasts,
        other_ends: now + overlap,
    })
    .await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(Issued {
        client: id,
        secret: Some(secret),
    })
}

/// Changes what a client is called, may do and may come from, and lets it rest or go on.
pub async fn update_client(
    app: &App,
    caller: &Caller,
    (id, revision): (ClientId, i32),
    (raw, suspended): (RawClient, bool),
    key: Option<Key>,
) -> Result<ClientId, Refused> {
    let (client, grantor) = kept(app, caller, id, true).await?;
    let parsed = raw.parse().map_err(Refused::InvalidClient)?;
    let mut tx = begin!(app, key, ClientId);
    let now = app.clock.now();
    let by = Some(grantor.signed_in().account);
    let about = |kind| event(kind, id, client.structure, by, now);
    let mut events = vec![about(EventKind::ClientChanged)];
    match (client.suspended_at.is_some(), suspended) {
        (false, true) => events.push(about(EventKind::ClientSuspended)),
        (true, false) => events.push(about(EventKind::ClientResumed)),
        _ => {}
    }
    stand_in(&mut tx, id, &parsed.name, now).await?;
    let changed = Client {
        revision,
        name: parsed.name,
        scopes: parsed.scopes,
        ranges: parsed.ranges,
        suspended_at: suspended.then(|| client.suspended_at.unwrap_or(now)),
        ..client
    };
    tx.change_client(&changed, events).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// Ends a client for ever, its tokens and open sockets at once.
pub async fn revoke_client(
    app: &App,
    caller: &Caller,
    (id, revision): (ClientId, i32),
    key: Option<Key>,
) -> Result<ClientId, Refused> {
    let (client, grantor) = kept(app, caller, id, false).await?;
    let mut tx = begin!(app, key, ClientId);
    let now = app.clock.now();
    let revoked = event(
        EventKind::ClientRevoked,
        id,
        client.structure,
        Some(grantor.signed_in().account),
        now,
    );
    let changed = Client {
        revision,
        revoked_at: Some(now),
        ..client
    };
    tx.change_client(&changed, vec![revoked]).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// A client, for whoever keeps it: the ANS, or who represents its structure.
async fn kept<'a>(
    app: &App,
    caller: &'a Caller,
    id: ClientId,
    is_sensitive: bool,
) -> Result<(Client, Grantor<'a>), Refused> {
    caller.signed_in()?;
    let client = app
        .store
        .read()
        .await?
        .client(ClientKey::Id(id))
        .await?
        .ok_or(Refused::NotFound)?;
    let today = app.clock.today();
    let grantor = caller
        .grantor_of(client.structure, today)
        .map_err(|_| Refused::NotFound)?;
    grantor.holds_on(today)?;
    let grantor = if is_sensitive {
        app.fresh(grantor, grantor.signed_in())?.get()
    } else {
        grantor
    };
    Ok((client, grantor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_or_an_address_is_kept_as_a_network() {
        for (typed, kept) in [
            ("192.0.2.7/24", "192.0.2.0/24"),
            (" 192.0.2.7 ", "192.0.2.7/32"),
            ("2001:db8::1/48", "2001:db8::/48"),
            ("2001:db8::1", "2001:db8::1/128"),
        ] {
            assert_eq!(
                network(typed).map(|one| one.to_string()).as_deref(),
                Some(kept)
            );
        }
        for typed in ["", "192.0.2.7/33", "hopital.example", "192.0.2"] {
            assert_eq!(network(typed), None, "{typed}");
        }
    }
}
