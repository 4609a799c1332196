//! Leases of a manager whose right ended: the requests are free again at once.

use chrono::{DateTime, Utc};
use shared::event::EventKind;
use shared::id::{AccountId, RequestId, StructureId};
use uuid::Uuid;

use crate::store::designation::managed_by;
use crate::store::{NewEvent, StoreError, Tx, on_db};

impl Tx {
    /// Takes the leases that this `SubjectNameID` holds at the structure or its sites and has no right to any more, each
    /// with its event.
    pub async fn release_leases(
        &mut self,
        structure: StructureId,
        subject_name_id: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = concat!(
            "
            update requests set claimed_by = null, claimed_until = null, revision = revision + 1
            where claimed_by in (select a.id from accounts a where a.subject_name_id = $1)
                and status in ('SUBMITTED', 'CORRECTION_REQUESTED') and structure_id in (
                    select s.id from structures s where s.id = $2
                    union all
                    select c.id from structures e join structures c on c.parent_finess = e.finess
                    where e.id = $2 and e.kind = 'EJ'
                ) and structure_id not in (",
            managed_by!("$1"),
            ")
            returning id, account_id, structure_id"
        );
        let freed: Vec<(Uuid, Uuid, Uuid)> = on_db!(self, |conn| sqlx::query_as(UPDATE)
            .bind(subject_name_id)
            .bind(structure.0)
            .fetch_all(conn)
            .await)?;
        for (request, owner, structure) in freed {
            let event = NewEvent {
                owner: Some(AccountId(owner)),
                request: Some(RequestId(request)),
                structure: Some(StructureId(structure)),
                ..NewEvent::new(EventKind::RequestReleased, at)
            };
            self.add_event(event).await?;
        }
        Ok(())
    }
}
