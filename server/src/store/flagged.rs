//! Posts that were flagged: whose they are, how many, and what was acknowledged.

use chrono::{DateTime, Utc};
use shared::acknowledgement::Risk;
use shared::id::{SituationId, StructureId};

use super::civil_status::correction_columns;
use super::designation::{has_manager, managed_by};
use super::entry::change_columns;
use super::registration::{Flagged, RegistrationRow, registrations};
use super::regularisation::regularisation_columns;
use super::{StoreError, Tx, micros, on_db};

/// Whose flagged posts.
#[derive(Clone, Copy, Debug)]
pub enum FlaggedScope<'a> {
    All,
    /// In the structures of a manager, or in one of them.
    Managed(&'a str, Option<StructureId>),
}

impl Tx {
    /// Situations that were flagged and not withdrawn, those after `after`.
    pub async fn flagged_situations(
        &mut self,
        scope: FlaggedScope<'_>,
        after: SituationId,
        most: i64,
    ) -> Result<Vec<Flagged>, StoreError> {
        const ALL: &str = registrations!(
            "t.at_risk and t.withdrawn_at is null and t.id > $1 order by t.id limit $2"
        );
        const MANAGED: &str = registrations!(
            "t.at_risk and t.withdrawn_at is null and t.id > $1 and t.structure_id in (",
            managed_by!("$3"),
            ") order by t.id limit $2"
        );
        const ONE: &str = registrations!(
            "t.at_risk and t.withdrawn_at is null and t.id > $1 and t.structure_id in (",
            managed_by!("$3"),
            ") and t.structure_id = $4 order by t.id limit $2"
        );
        let rows: Vec<RegistrationRow> = match scope {
            FlaggedScope::All => on_db!(self, |conn| sqlx::query_as(ALL)
                .bind(after.0)
                .bind(most)
                .fetch_all(conn)
                .await)?,
            FlaggedScope::Managed(subject, None) => on_db!(self, |conn| sqlx::query_as(MANAGED)
                .bind(after.0)
                .bind(most)
                .bind(subject)
                .fetch_all(conn)
                .await)?,
            FlaggedScope::Managed(subject, Some(structure)) => {
                on_db!(self, |conn| sqlx::query_as(ONE)
                    .bind(after.0)
                    .bind(most)
                    .bind(subject)
                    .bind(structure.0)
                    .fetch_all(conn)
                    .await)?
            }
        };
        rows.into_iter().map(RegistrationRow::read).collect()
    }

    /// How many there are of them.
    pub async fn count_flagged(&mut self, scope: FlaggedScope<'_>) -> Result<i64, StoreError> {
        const ALL: &str =
            "select count(*) from situations t where t.at_risk and t.withdrawn_at is null";
        const MANAGED: &str = concat!(
            "select count(*) from situations t
            where t.at_risk and t.withdrawn_at is null and t.structure_id in (",
            managed_by!("$1"),
            ")"
        );
        const ONE: &str = concat!(
            "select count(*) from situations t
            where t.at_risk and t.withdrawn_at is null and t.structure_id = $2 and t.structure_id in (",
            managed_by!("$1"),
            ")"
        );
        Ok(match scope {
            FlaggedScope::All => {
                on_db!(self, |conn| sqlx::query_scalar(ALL).fetch_one(conn).await)?
            }
            FlaggedScope::Managed(subject, None) => {
                on_db!(self, |conn| sqlx::query_scalar(MANAGED)
                    .bind(subject)
                    .fetch_one(conn)
                    .await)?
            }
            FlaggedScope::Managed(subject, Some(structure)) => {
                on_db!(self, |conn| sqlx::query_scalar(ONE)
                    .bind(subject)
                    .bind(structure.0)
                    .fetch_one(conn)
                    .await)?
            }
        })
    }

    /// Keeps why a post was flagged, when its manager said that they know, and under which wording.
    pub async fn keep_risk(
        &mut self,
        situation: SituationId,
        findings: &[&str],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "
            update situations set risk_findings = $2, risk_acknowledged_at = $3, risk_wording = $4 where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(situation.0)
            .bind(super::json(findings))
            .bind(micros(at))
            .bind(Risk::CURRENT.version)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
