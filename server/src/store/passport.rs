//! The steps of a designation, and the invitations of candidates who have no identifier yet.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::{AccountId, DesignationId};
use shared::passport::Step;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Designation, NewEvent, StoreError, Tx, instant, micros, on_db};

/// A step to record.
#[derive(Clone, Debug)]
pub struct NewStep {
    pub step: Step,
    pub done_on: Date,
    pub proof: String,
    pub ends_on: Option<Date>,
    pub by: AccountId,
}

/// A link that a candidate was sent.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub designation: DesignationId,
    pub expires_at: DateTime<Utc>,
    pub redeemed_at: Option<DateTime<Utc>>,
}

#[derive(Debug, FromRow)]
struct InvitationRow {
    designation_id: Uuid,
    expires_at: i64,
    redeemed_at: Option<i64>,
}

impl Tx {
    /// Records steps of a designation, each in the place of what was recorded before, with the event. `Stale` when the
    /// designation changed meanwhile or is over.
    pub async fn record_steps(
        &mut self,
        designation: &Designation,
        steps: &[NewStep],
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = "
            update designations set revision = revision + 1
            where id = $1 and revision = $2 and revoked_at is null and ended_at is null";
        const INSERT: &str = "
            insert into prerequisites (designation_id, step, done_on, proof, ends_on, recorded_at, recorded_by)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (designation_id, step) do update set
                done_on = excluded.done_on, proof = excluded.proof, ends_on = excluded.ends_on,
                recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(designation.id.0)
            .bind(designation.revision)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        for step in steps {
            on_db!(self, |conn| sqlx::query(INSERT)
                .bind(designation.id.0)
                .bind(step.step.code())
                .bind(step.done_on.to_string())
                .bind(&step.proof)
                .bind(step.ends_on.map(|day| day.to_string()))
                .bind(micros(event.at))
                .bind(step.by.0)
                .execute(conn)
                .await
                .map(drop))?;
        }
        self.add_event(event).await
    }

    /// Keeps the hash of a link; one sent before it is good no more. `Stale` when the designation changed meanwhile.
    pub async fn add_invitation(
        &mut self,
        designation: &Designation,
        token_hash: &[u8; 32],
        expires_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update designations set revision = revision + 1 where id = $1 and revision = $2";
        const FORGET: &str =
            "delete from invitations where designation_id = $1 and redeemed_at is null";
        const INSERT: &str =
            "insert into invitations (token_hash, designation_id, expires_at) values ($1, $2, $3)";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(designation.id.0)
            .bind(designation.revision)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        on_db!(self, |conn| sqlx::query(FORGET)
            .bind(designation.id.0)
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(token_hash.as_slice())
            .bind(designation.id.0)
            .bind(micros(expires_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    pub async fn invitation(
        &mut self,
        token_hash: &[u8; 32],
    ) -> Result<Option<Invitation>, StoreError> {
        const SELECT: &str = "
            select designation_id, expires_at, redeemed_at from invitations where token_hash = $1";
        let row: Option<InvitationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(token_hash.as_slice())
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(|row| Invitation {
            designation: DesignationId(row.designation_id),
            expires_at: instant(row.expires_at),
            redeemed_at: row.redeemed_at.map(instant),
        }))
    }

    /// Gives the designation to whoever holds the link, once, with the event. `Stale` when it was redeemed meanwhile,
    /// `Duplicate` when this person is designated there already.
    pub async fn redeem_invitation(
        &mut self,
        token_hash: &[u8; 32],
        designation: DesignationId,
        subject_name_id: &str,
        by: AccountId,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const REDEEM: &str = "
            update invitations set redeemed_at = $2, redeemed_by = $3
            where token_hash = $1 and redeemed_at is null";
        const UPDATE: &str = "
            update designations set subject_name_id = $2, revision = revision + 1
            where id = $1 and subject_name_id = '' and revoked_at is null and ended_at is null";
        let redeemed = on_db!(self, |conn| sqlx::query(REDEEM)
            .bind(token_hash.as_slice())
            .bind(micros(event.at))
            .bind(by.0)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(designation.0)
            .bind(subject_name_id)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if redeemed == 0 || updated == 0 {
            return Err(StoreError::Stale);
        }
        self.add_event(event).await
    }

    /// Forgets invitations that ended before that moment and that nobody redeemed. Returns how many.
    pub async fn forget_invitations(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        const DELETE: &str =
            "delete from invitations where redeemed_at is null and expires_at < $1";
        Ok(on_db!(self, |conn| sqlx::query(DELETE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }
}
