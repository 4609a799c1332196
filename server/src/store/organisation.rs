//! How an employer organises registration.

use serde::{Deserialize, Serialize};
use shared::id::{AccountId, StructureId};
use shared::structure::{Department, Management};
use sqlx::FromRow;
use uuid::Uuid;

use super::{NewEvent, StoreError, Tx, instant, json, micros, on_db};

/// The pre-check's questions, as the representative answered them for the structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four questions, answered independently"
)]
pub struct Worth {
    /// Professionals à rôle of the structure need health data every day.
    pub health_data_need: bool,
    /// Their roles are among those in scope.
    pub roles_in_scope: bool,
    pub ecps_only_acknowledged: bool,
    pub dmp_acknowledged: bool,
}

/// What the representative keeps of steps 1 and 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub structure: StructureId,
    pub worth: Worth,
    pub department: Option<Department>,
    pub managers_wished: Option<i32>,
    pub email: Option<String>,
    pub management: Management,
    pub saved_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Zero before it was saved once.
    pub revision: i32,
}

#[derive(Debug, FromRow)]
struct OrganisationRow {
    id: Uuid,
    is_central: bool,
    worth: Option<String>,
    department: Option<String>,
    managers_wished: Option<i32>,
    email: Option<String>,
    saved_at: Option<i64>,
    revision: Option<i32>,
}

impl TryFrom<OrganisationRow> for Organisation {
    type Error = StoreError;

    fn try_from(row: OrganisationRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("organisations", row.id, column);
        let worth = row.worth.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            structure: StructureId(row.id),
            worth: worth.map_err(|_| corrupt("worth"))?.unwrap_or_default(),
            department: row.department.as_deref().and_then(Department::from_code),
            managers_wished: row.managers_wished,
            email: row.email,
            management: if row.is_central {
                Management::Central
            } else {
                Management::Local
            },
            saved_at: row.saved_at.map(instant),
            revision: row.revision.unwrap_or_default(),
        })
    }
}

impl Tx {
    /// How these structures are organised, saved or not, in the order of their ids.
    pub async fn organisations_of(
        &mut self,
        structures: &[StructureId],
    ) -> Result<Vec<Organisation>, StoreError> {
        const SELECT: &str = "
            select s.id, s.is_central, o.worth, o.department, o.managers_wished, o.email, o.saved_at, o.revision
            from structures s left join organisations o on o.structure_id = s.id
            where s.id in (";
        if structures.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<OrganisationRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut ids = query.separated(", ");
            for structure in structures {
                ids.push_bind(structure.0);
            }
            query.push(") order by s.id");
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(Organisation::try_from).collect()
    }

    /// Keeps an organisation, with the event. `Stale` when it changed since the revision that it has.
    pub async fn save_organisation(
        &mut self,
        organisation: &Organisation,
        by: AccountId,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into organisations (
                structure_id, worth, department, managers_wished, email, saved_at, saved_by, revision
            ) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (structure_id) do update set
                worth = excluded.worth, department = excluded.department, managers_wished = excluded.managers_wished,
                email = excluded.email, saved_at = excluded.saved_at, saved_by = excluded.saved_by,
                revision = excluded.revision
            where organisations.revision + 1 = excluded.revision";
        const MANAGEMENT: &str = "update structures set is_central = $2 where id = $1";
        let updated = on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(organisation.structure.0)
            .bind(json(&organisation.worth))
            .bind(organisation.department.map_or("", Department::code))
            .bind(organisation.managers_wished)
            .bind(organisation.email.as_deref())
            .bind(micros(event.at))
            .bind(by.0)
            .bind(organisation.revision + 1)
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        on_db!(self, |conn| sqlx::query(MANAGEMENT)
            .bind(organisation.structure.0)
            .bind(organisation.management == Management::Central)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }
}
