//! What is about to end, what waits in vain, and which of it was told already.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::{DesignationId, StructureId};
use sqlx::FromRow;
use uuid::Uuid;

use super::designation::{has_manager, holds};
use super::{StoreError, Tx, date, micros, on_db};

/// Something of a designation that ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub designation: DesignationId,
    /// `DESIGNATION`, or the step whose attestation ends.
    pub what: String,
    pub ends_on: Date,
}

#[derive(Debug, FromRow)]
struct EndingRow {
    designation_id: Uuid,
    what: String,
    ends_on: String,
}

impl Tx {
    /// Notes that something is told; `false` when it was before.
    pub async fn alert_once(
        &mut self,
        about: Uuid,
        what: &str,
        day: Date,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        const INSERT: &str = "
            insert into alerts (about, what, day, sent_at) values ($1, $2, $3, $4)
            on conflict (about, what, day) do nothing";
        let written = on_db!(self, |conn| sqlx::query(INSERT)
            .bind(about)
            .bind(what)
            .bind(day.to_string())
            .bind(micros(at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        Ok(written > 0)
    }

    /// Designations in force that end until that day, or a training or a card of theirs, and that nobody was told of.
    pub async fn endings_until(
        &mut self,
        until: Date,
        most: i64,
    ) -> Result<Vec<Ending>, StoreError> {
        const SELECT: &str = concat!(
            "select designation_id, what, ends_on from (
                select d.id as designation_id, 'DESIGNATION' as what, d.ends_on
                from designations d
                where d.ends_on is not null and d.ends_on <= $1 and ",
            holds!(),
            "
                union all
                select d.id, p.step, p.ends_on
                from prerequisites p join designations d on d.id = p.designation_id
                where p.ends_on is not null and p.ends_on <= $1 and ",
            holds!(),
            "
            ) as ending
            where not exists (
                select 1 from alerts a
                where a.about = ending.designation_id and a.what = ending.what and a.day = ending.ends_on
            )
            limit $2"
        );
        let rows: Vec<EndingRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(until.to_string())
            .bind(most)
            .fetch_all(conn)
            .await)?;
        let ending = |row: EndingRow| {
            let corrupt = || StoreError::corrupt("designations", row.designation_id, "ends_on");
            let ends_on = date(Some(&row.ends_on)).map_err(|()| corrupt())?;
            Ok(Ending {
                designation: DesignationId(row.designation_id),
                ends_on: ends_on.ok_or_else(corrupt)?,
                what: row.what,
            })
        };
        rows.into_iter().map(ending).collect()
    }

    /// Structures without a designated manager where requests sent before that wait, and of which nobody was told since.
    pub async fn waiting_in_vain(
        &mut self,
        before: DateTime<Utc>,
        most: i64,
    ) -> Result<Vec<StructureId>, StoreError> {
        const SELECT: &str = concat!(
            "select distinct s.id
            from requests r join structures s on s.id = r.structure_id
            where r.status = 'SUBMITTED' and r.submitted_at < $1 and not ",
            has_manager!(),
            " and not exists (
                select 1 from alerts a where a.about = s.id and a.what = 'WAITS' and a.sent_at > $1
            )
            limit $2"
        );
        let rows: Vec<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(micros(before))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        Ok(rows.into_iter().map(StructureId).collect())
    }
}
