//! Software of structures, with the secrets that it signs in with: hashes alone are kept.

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use shared::client::Scope;
use shared::id::{AccountId, ClientId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

/// Software of a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    pub id: ClientId,
    /// What it names itself by.
    pub identifier: String,
    pub structure: StructureId,
    pub structure_finess: String,
    pub structure_name: String,
    /// Stands in for it.
    pub account: AccountId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub ranges: Vec<IpNet>,
    pub created_at: DateTime<Utc>,
    pub suspended_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub last_token_at: Option<DateTime<Utc>>,
    pub revision: i32,
}

impl Client {
    /// Whether it may sign in at all.
    pub const fn is_open(&self) -> bool {
        self.suspended_at.is_none() && self.revoked_at.is_none()
    }
}

/// A client to keep.
#[derive(Clone, Debug)]
pub struct NewClient {
    pub id: ClientId,
    pub identifier: String,
    pub structure: StructureId,
    pub account: AccountId,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub ranges: Vec<IpNet>,
    pub by: Option<AccountId>,
}

/// A secret of a client, without what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientSecret {
    pub id: Uuid,
    pub client: ClientId,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// A secret to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewClientSecret {
    pub client: ClientId,
    pub hash: [u8; 32],
    pub at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// When the one before it ends, unless that is sooner; those before that end at once.
    pub other_ends: DateTime<Utc>,
}

/// Which client.
#[derive(Clone, Copy, Debug)]
pub enum ClientKey<'a> {
    Id(ClientId),
    Identifier(&'a str),
    /// The one with a secret of this hash that is good at that moment.
    Secret(&'a str, &'a [u8; 32], DateTime<Utc>),
}

macro_rules! columns {
    () => {
        "c.id, c.identifier, c.structure_id, s.finess as structure_finess, s.name as structure_name, c.account_id, c.name,
            c.scopes, c.ranges, c.created_at, c.suspended_at, c.revoked_at, c.last_token_at, c.revision"
    };
}
pub(super) use columns;

/// What a client may read in: its structure, and the sites of a legal entity. The name stands in two places.
macro_rules! reached_by {
    ($identifier:literal) => {
        concat!(
            "select c.structure_id from clients c where c.identifier = ",
            $identifier,
            "
            union all
            select t.id from clients c
            join structures e on e.id = c.structure_id and e.kind = 'EJ'
            join structures t on t.parent_finess = e.finess
            where c.identifier = ",
            $identifier
        )
    };
}
pub(super) use reached_by;

#[derive(Debug, FromRow)]
pub(super) struct ClientRow {
    id: Uuid,
    identifier: String,
    structure_id: Uuid,
    structure_finess: String,
    structure_name: String,
    account_id: Uuid,
    name: String,
    scopes: String,
    ranges: String,
    created_at: i64,
    suspended_at: Option<i64>,
    revoked_at: Option<i64>,
    last_token_at: Option<i64>,
    revision: i32,
}

impl TryFrom<ClientRow> for Client {
    type Error = StoreError;

    fn try_from(row: ClientRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("clients", row.id, column);
        let ranges = row.ranges.split_whitespace().map(str::parse);
        Ok(Self {
            id: ClientId(row.id),
            identifier: row.identifier,
            structure: StructureId(row.structure_id),
            structure_finess: row.structure_finess,
            structure_name: row.structure_name,
            account: AccountId(row.account_id),
            name: row.name,
            scopes: Scope::parse_list(&row.scopes).ok_or_else(|| corrupt("scopes"))?,
            ranges: ranges
                .collect::<Result<_, _>>()
                .map_err(|_| corrupt("ranges"))?,
            created_at: instant(row.created_at),
            suspended_at: row.suspended_at.map(instant),
            revoked_at: row.revoked_at.map(instant),
            last_token_at: row.last_token_at.map(instant),
            revision: row.revision,
        })
    }
}

/// Networks in one line.
fn listed(ranges: &[IpNet]) -> String {
    let ranges: Vec<_> = ranges.iter().map(IpNet::to_string).collect();
    ranges.join(" ")
}

impl Tx {
    /// Keeps a client, with the event. `Duplicate` when its name for itself is taken.
    pub async fn add_client(
        &mut self,
        client: &NewClient,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into clients (
                id, identifier, structure_id, account_id, name, scopes, ranges, created_by, created_at, revision
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(client.id.0)
            .bind(&client.identifier)
            .bind(client.structure.0)
            .bind(client.account.0)
            .bind(&client.name)
            .bind(Scope::list(&client.scopes))
            .bind(listed(&client.ranges))
            .bind(client.by.map(|id| id.0))
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    /// Keeps a secret; those before it end as it says.
    pub async fn add_client_secret(&mut self, secret: &NewClientSecret) -> Result<(), StoreError> {
        const END_OLDER: &str = "
            update client_secrets set expires_at = $2
            where client_id = $1 and expires_at > $2 and id <> (
                select l.id from client_secrets l where l.client_id = $1 order by l.id desc limit 1
            )";
        const END: &str =
            "update client_secrets set expires_at = $2 where client_id = $1 and expires_at > $2";
        const INSERT: &str = "
            insert into client_secrets (id, client_id, secret_hash, created_at, expires_at)
            values ($1, $2, $3, $4, $5)";
        on_db!(self, |conn| sqlx::query(END_OLDER)
            .bind(secret.client.0)
            .bind(micros(secret.at))
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(END)
            .bind(secret.client.0)
            .bind(micros(secret.other_ends))
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(Uuid::now_v7())
            .bind(secret.client.0)
            .bind(secret.hash.as_slice())
            .bind(micros(secret.at))
            .bind(micros(secret.expires_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// A client.
    pub async fn client(&mut self, key: ClientKey<'_>) -> Result<Option<Client>, StoreError> {
        const ID: &str = concat!(
            "select ",
            columns!(),
            " from clients c join structures s on s.id = c.structure_id where c.id = $1"
        );
        const IDENTIFIER: &str = concat!(
            "select ",
            columns!(),
            " from clients c join structures s on s.id = c.structure_id where c.identifier = $1"
        );
        const SECRET: &str = concat!(
            "select ",
            columns!(),
            " from client_secrets k join clients c on c.id = k.client_id join structures s on s.id = c.structure_id
            where k.secret_hash = $2 and k.expires_at > $3 and c.identifier = $1"
        );
        let row: Option<ClientRow> = match key {
            ClientKey::Id(id) => on_db!(self, |conn| sqlx::query_as(ID)
                .bind(id.0)
                .fetch_optional(conn)
                .await)?,
            ClientKey::Identifier(identifier) => on_db!(self, |conn| sqlx::query_as(IDENTIFIER)
                .bind(identifier)
                .fetch_optional(conn)
                .await)?,
            ClientKey::Secret(identifier, hash, at) => on_db!(self, |conn| sqlx::query_as(SECRET)
                .bind(identifier)
                .bind(hash.as_slice())
                .bind(micros(at))
                .fetch_optional(conn)
                .await)?,
        };
        row.map(Client::try_from).transpose()
    }

    /// The clients of a structure, the latest first, revoked ones last.
    pub async fn clients_of(&mut self, structure: StructureId) -> Result<Vec<Client>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            columns!(),
            " from clients c join structures s on s.id = c.structure_id
            where c.structure_id = $1 order by c.revoked_at is not null, c.id desc"
        );
        let rows: Vec<ClientRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(structure.0)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Client::try_from).collect()
    }

    /// The structures that a client reaches.
    pub async fn structures_reached_by(
        &mut self,
        identifier: &str,
    ) -> Result<Vec<StructureId>, StoreError> {
        const SELECT: &str = reached_by!("$1");
        let rows: Vec<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(identifier)
            .fetch_all(conn)
            .await)?;
        Ok(rows.into_iter().map(StructureId).collect())
    }

    /// The secrets of these clients that are good at that moment, the latest first.
    pub async fn client_secrets(
        &mut self,
        clients: &[ClientId],
        at: DateTime<Utc>,
    ) -> Result<Vec<ClientSecret>, StoreError> {
        const SELECT: &str =
            "select id, client_id, created_at, expires_at from client_secrets where expires_at > ";
        if clients.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(Uuid, Uuid, i64, i64)> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            query.push_bind(micros(at)).push(" and client_id in (");
            let mut ids = query.separated(", ");
            for client in clients {
                ids.push_bind(client.0);
            }
            query.push(") order by id desc");
            query.build_query_as().fetch_all(conn).await
        })?;
        Ok(rows.into_iter().map(ClientSecret::from).collect())
    }

    /// Keeps what changed of a client, with the events. `Stale` when it changed since the revision that it has.
    pub async fn change_client(
        &mut self,
        client: &Client,
        events: Vec<NewEvent>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update clients set name = $3, scopes = $4, ranges = $5, suspended_at = $6, revoked_at = $7, revision = $2 + 1
            where id = $1 and revision = $2 and revoked_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(client.id.0)
            .bind(client.revision)
            .bind(&client.name)
            .bind(Scope::list(&client.scopes))
            .bind(listed(&client.ranges))
            .bind(client.suspended_at.map(micros))
            .bind(client.revoked_at.map(micros))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        for event in events {
            self.add_event(event).await?;
        }
        Ok(())
    }

    /// Secrets that end by then, of which nobody was told, unless another lasts longer.
    pub async fn client_secrets_ending(
        &mut self,
        until: DateTime<Utc>,
        at: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<ClientSecret>, StoreError> {
        const SELECT: &str = "
            select k.id, k.client_id, k.created_at, k.expires_at
            from client_secrets k join clients c on c.id = k.client_id
            where k.announced_at is null and k.expires_at <= $1 and k.expires_at > $2 and c.revoked_at is null
                and not exists (
                    select 1 from client_secrets l where l.client_id = k.client_id and l.expires_at > k.expires_at
                )
            order by k.expires_at limit $3";
        let rows: Vec<(Uuid, Uuid, i64, i64)> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(micros(until))
            .bind(micros(at))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        Ok(rows.into_iter().map(ClientSecret::from).collect())
    }

    /// Notes that somebody is told of the end of a secret; whether nobody was before.
    pub async fn announce_client_secret(
        &mut self,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const UPDATE: &str =
            "update client_secrets set announced_at = $2 where id = $1 and announced_at is null";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(id)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(updated == 1)
    }
}

impl From<(Uuid, Uuid, i64, i64)> for ClientSecret {
    fn from((id, client, created_at, expires_at): (Uuid, Uuid, i64, i64)) -> Self {
        Self {
            id,
            client: ClientId(client),
            created_at: instant(created_at),
            expires_at: instant(expires_at),
        }
    }
}
