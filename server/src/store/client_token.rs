//! Tokens of clients: short-lived, found by their hash.

use chrono::{DateTime, Utc};
use shared::client::Scope;
use shared::id::ClientId;
use sqlx::FromRow;
use uuid::Uuid;

use super::client::{ClientRow, columns};
use super::{Client, NewEvent, StoreError, Tx, instant, micros, on_db};

/// A token with the client that it was given to.
#[derive(Clone, Debug)]
pub struct ClientToken {
    pub id: Uuid,
    pub client: Client,
    /// Those that were asked for and that the client still has.
    pub scopes: Vec<Scope>,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// A token to keep.
#[derive(Clone, Copy, Debug)]
pub struct NewClientToken<'a> {
    pub hash: [u8; 32],
    pub id: Uuid,
    pub client: ClientId,
    pub scopes: &'a [Scope],
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct TokenRow {
    token_id: Uuid,
    token_scopes: String,
    issued_at: i64,
    expires_at: i64,
    #[sqlx(flatten)]
    client: ClientRow,
}

impl Tx {
    /// Keeps a token, and when its client last had one.
    pub async fn add_client_token(&mut self, token: &NewClientToken<'_>) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into client_tokens (token_hash, id, client_id, scopes, issued_at, expires_at)
            values ($1, $2, $3, $4, $5, $6)";
        const NOTE: &str = "update clients set last_token_at = $2 where id = $1";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(token.hash.as_slice())
            .bind(token.id)
            .bind(token.client.0)
            .bind(Scope::list(token.scopes))
            .bind(micros(token.issued_at))
            .bind(micros(token.expires_at))
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(NOTE)
            .bind(token.client.0)
            .bind(micros(token.issued_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The token of this hash, whether or not it has expired.
    pub async fn client_token(
        &mut self,
        hash: &[u8; 32],
    ) -> Result<Option<ClientToken>, StoreError> {
        const SELECT: &str = concat!(
            "select k.id as token_id, k.scopes as token_scopes, k.issued_at, k.expires_at, ",
            columns!(),
            " from client_tokens k join clients c on c.id = k.client_id join structures s on s.id = c.structure_id
            where k.token_hash = $1"
        );
        let row: Option<TokenRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(hash.as_slice())
            .fetch_optional(conn)
            .await)?;
        let Some(row) = row else { return Ok(None) };
        let corrupt = || StoreError::corrupt("client_tokens", row.token_id, "scopes");
        let scopes = Scope::parse_list(&row.token_scopes).ok_or_else(corrupt)?;
        let client = Client::try_from(row.client)?;
        Ok(Some(ClientToken {
            id: row.token_id,
            scopes: scopes
                .into_iter()
                .filter(|scope| client.scopes.contains(scope))
                .collect(),
            client,
            issued_at: instant(row.issued_at),
            expires_at: instant(row.expires_at),
        }))
    }

    /// Ends a token of that client, with the event; whether there was one.
    pub async fn revoke_client_token(
        &mut self,
        hash: &[u8; 32],
        client: ClientId,
        event: NewEvent,
    ) -> Result<bool, StoreError> {
        const DELETE: &str = "delete from client_tokens where token_hash = $1 and client_id = $2";
        let gone = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(hash.as_slice())
            .bind(client.0)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Ok(false);
        }
        self.add_event(event).await?;
        Ok(true)
    }

    /// Forgets tokens that ended before that moment, `most` at once. Returns how many there were.
    pub async fn forget_client_tokens(
        &mut self,
        before: DateTime<Utc>,
        most: i64,
    ) -> Result<i64, StoreError> {
        const DELETE: &str = "
            delete from client_tokens
            where id in (select k.id from client_tokens k where k.expires_at <= $1 order by k.expires_at limit $2)";
        let gone = on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .bind(most)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(i64::try_from(gone).unwrap_or(i64::MAX))
    }
}
