//! Requests for registration: read whole in one statement, saved with their event.

mod counts;
mod figures;
mod lease;
mod list;
mod retention;
mod row;
mod statement;
mod stock;

use shared::eligibility::FindingCode;
use shared::id::{PersonId, RequestId, StructureId};
use shared::name::search_key;
use shared::request::{Decision, Request, Submission};
use shared::status::{Route, Status};
use uuid::Uuid;

pub use list::{Narrowed, Order, Page, Scope, Slice, of_client};
pub use row::{RequestView, Step};

use super::designation::holds;
use super::{NewEvent, StoreError, Tx, json, micros, on_db};
use figures::Left;

/// What a request was when it was read: what `save_request` compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    revision: i32,
    status: Status,
    structure: Option<StructureId>,
    submissions: i32,
}

impl Version {
    pub fn of(request: &Request) -> Self {
        Self {
            revision: request.revision,
            status: request.status,
            structure: request
                .submission
                .as_ref()
                .map(|submission| submission.structure),
            submissions: request
                .submission
                .as_ref()
                .map_or(0, |submission| submission.number),
        }
    }
}

/// Saves a request; what else it sets and tells differs between a turn to another state and any other change.
macro_rules! update {
    ($more:literal, $told:expr) => {
        concat!(
            "update requests set
                revision = revision + 1, status = $3, form = $4, structure_finess = $5, submitted_form = $6,
                structure_id = $7, submissions = $8, verdict = $9, at_risk = $10, confirmed_email = $11,
                claimed_by = $12, claimed_until = $13, correction = $14, decision = $15, decided_by = $16,
                person_id = $17, updated_at = $18, submitted_at = $19, decided_at = $20, role = $21",
            $more,
            "
            where id = $1 and revision = $2
            returning ",
            $told
        )
    };
}

/// Since when somebody decides at the structure of the request, of those who may now.
macro_rules! managed_since {
    () => {
        concat!(
            "(
                select min(d.active_at) from designations d
                where d.structure_id in (
                    select s.id from structures s where s.id = requests.structure_id
                    union all
                    select e.id from structures s
                    join structures e on e.finess = s.parent_finess and e.kind = 'EJ' and e.is_central
                    where s.id = requests.structure_id
                ) and not d.by_right and ",
            holds!(),
            ")"
        )
    };
}

impl Tx {
    /// Keeps a new draft with its event.
    pub async fn add_request(
        &mut self,
        request: &Request,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into requests (
                id, revision, status, route, account_id, language, identity, form, structure_finess, at_risk,
                created_at, updated_at, name_date_key, date_place_key, name_place_key, certified_traits
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
        let identity = &request.identity;
        let keys = identity.duplicate_keys();
        let certified = identity.certification.is_certified();
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(request.id.0)
            .bind(request.revision)
            .bind(request.status.code())
            .bind(request.route.code())
            .bind(request.owner.0)
            .bind(request.language.code())
            .bind(json(&request.identity))
            .bind(json(&request.form))
            .bind(&request.form.structure_finess)
            .bind(false)
            .bind(micros(request.created_at))
            .bind(micros(request.updated_at))
            .bind(&keys.name_date)
            .bind(&keys.date_place)
            .bind(&keys.name_place)
            .bind(if certified {
                identity.traits()
            } else {
                String::new()
            })
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    /// Keeps a changed request with its event; `Stale` when it has changed since it was read. Returns the event.
    pub async fn save_request(
        &mut self,
        before: Version,
        request: &mut Request,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = update!("", "cast(null as bigint), cast(null as bigint)");
        const TURN: &str = update!(
            ", left_since = state_since, state_since = $18",
            concat!("left_since, ", managed_since!())
        );
        let sent = request.submission.as_ref();
        let decided_by = request.decided_at.and(event.account);
        let turns = {
            let after = Version::of(request);
            (before.status, before.submissions) != (after.status, after.submissions)
        };
        let update = if turns { TURN } else { UPDATE };
        let updated: Option<(Option<i64>, Option<i64>)> =
            on_db!(self, |conn| sqlx::query_as(update)
                .bind(request.id.0)
                .bind(before.revision)
                .bind(request.status.code())
                .bind(json(&request.form))
                .bind(request.form.structure_finess.trim())
                .bind(sent.map(|submission| json(&submission.form)))
                .bind(sent.map(|submission| submission.structure.0))
                .bind(sent.map_or(0, |submission| submission.number))
                .bind(sent.map(|submission| json(&submission.verdict)))
                .bind(sent.is_some_and(|submission| submission.verdict.is_at_risk()))
                .bind(&request.confirmed_email)
                .bind(request.claim.map(|claim| claim.by.0))
                .bind(request.claim.map(|claim| micros(claim.until)))
                .bind(request.correction.as_ref().map(json))
                .bind(request.decision.as_ref().map(json::<Decision>))
                .bind(decided_by.map(|id| id.0))
                .bind(request.person.map(|id: PersonId| id.0))
                .bind(micros(request.updated_at))
                .bind(request.submitted_at.map(micros))
                .bind(request.decided_at.map(micros))
                .bind(sent.map_or("", |submission| submission.form.role.trim()))
                .fetch_optional(conn)
                .await)?;
        let Some((since, managed_since)) = updated else {
            return Err(StoreError::Stale);
        };
        request.revision = before.revision + 1;
        let after = Version::of(request);
        if after.submissions > before.submissions {
            self.add_submission(request).await?;
        }
        if after.submissions > before.submissions || request.status == Status::Validated {
            self.keep_terms(before, request).await?;
        }
        let waited = request.route == Route::Professional;
        if waited && matches!(request.status, Status::Validated | Status::Rejected) {
            self.note_wait(request).await?;
        }
        self.count_queues(before, after).await?;
        if turns {
            let left = Left {
                since,
                managed_since,
            };
            self.count_figures(before, request, left).await?;
        }
        self.add_event(event).await
    }

    async fn add_submission(&mut self, request: &Request) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into submissions (request_id, number, form, verdict, submitted_at) values ($1, $2, $3, $4, $5)";
        let Some(sent) = &request.submission else {
            return Ok(());
        };
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(request.id.0)
            .bind(sent.number)
            .bind(json(&sent.form))
            .bind(json(&sent.verdict))
            .bind(micros(request.updated_at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// What the structure's managers find the request by: what was sent and what the verdict says of it, and the
    /// number once there is one.
    async fn keep_terms(&mut self, before: Version, request: &Request) -> Result<(), StoreError> {
        const DELETE: &str = "delete from request_terms where request_id = $1";
        const INSERT: &str = "insert into request_terms (structure_id, term, request_id) ";
        const NUMBER: &str = "
            insert into request_terms (structure_id, term, request_id)
            select $1, rpps_number, $2 from persons where id = $3
            on conflict do nothing";
        let Some(sent) = &request.submission else {
            return Ok(());
        };
        if before.submissions > 0 {
            on_db!(self, |conn| sqlx::query(DELETE)
                .bind(request.id.0)
                .execute(conn)
                .await
                .map(drop))?;
        }
        let terms = terms(request, sent);
        on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(INSERT);
            query.push_values(&terms, |mut row, term| {
                row.push_bind(sent.structure.0)
                    .push_bind(term)
                    .push_bind(request.id.0);
            });
            query.push(" on conflict do nothing");
            query.build().execute(conn).await.map(drop)
        })?;
        if let Some(person) = request.person {
            on_db!(self, |conn| sqlx::query(NUMBER)
                .bind(sent.structure.0)
                .bind(request.id.0)
                .bind(person.0)
                .execute(conn)
                .await
                .map(drop))?;
        }
        Ok(())
    }

    /// Names of the fields that changed after a revision, for who was too late.
    pub async fn changed_since(
        &mut self,
        request: RequestId,
        revision: i32,
    ) -> Result<Vec<String>, StoreError> {
        const SELECT: &str =
            "select data from events where request_id = $1 order by id desc limit 100";
        let rows: Vec<String> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(request.0)
            .fetch_all(conn)
            .await)?;
        let mut changed: Vec<String> = Vec::new();
        for data in rows
            .iter()
            .filter_map(|data| serde_json::from_str::<serde_json::Value>(data).ok())
        {
            if data
                .get("revision")
                .and_then(serde_json::Value::as_i64)
                .is_some_and(|at| at > i64::from(revision))
            {
                let fields = data
                    .get("fields")
                    .and_then(serde_json::Value::as_array)
                    .into_iter()
                    .flatten();
                changed.extend(fields.filter_map(|field| field.as_str().map(str::to_owned)));
            }
        }
        changed.sort_unstable();
        changed.dedup();
        Ok(changed)
    }

    /// When the longest undecided request was sent.
    pub async fn queue_age(&mut self) -> Result<Option<i64>, StoreError> {
        const SELECT: &str = "select min(submitted_at) from requests where status = 'SUBMITTED'";
        Ok(on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .fetch_one(conn)
            .await)?)
    }

    /// The whole request, as managers read it: what was sent.
    pub async fn request_as_sent(
        &mut self,
        id: RequestId,
    ) -> Result<Option<RequestView>, StoreError> {
        let row: Option<row::RequestRow> = on_db!(self, |conn| sqlx::query_as(row::ONE_SENT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(|row| RequestView::try_from(row).map(RequestView::into_sent))
            .transpose()
    }

    /// Several requests at once, in no order, without their histories.
    pub async fn requests_by_id(
        &mut self,
        ids: &[RequestId],
    ) -> Result<Vec<RequestView>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<row::RequestRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(row::SOME);
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            list.push_unseparated(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(RequestView::try_from).collect()
    }

    /// The whole request, as its author has it.
    pub async fn request(&mut self, id: RequestId) -> Result<Option<RequestView>, StoreError> {
        let row: Option<row::RequestRow> = on_db!(self, |conn| sqlx::query_as(row::ONE)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(RequestView::try_from).transpose()
    }
}

/// As searches compare them; a code of the verdict has a mark before it that no search begins with.
fn terms(request: &Request, sent: &Submission) -> Vec<String> {
    let identity = &request.identity;
    let (last, first) = (
        &sent.form.exercise_last_name,
        &sent.form.exercise_first_name,
    );
    let certified = format!("{} {}", identity.birth_name, identity.first_names.join(" "));
    let typed = [
        certified,
        format!("{last} {first}"),
        format!("{first} {last}"),
        request.id.reference(),
        sent.form.email.clone(),
    ];
    let typed = typed.iter().map(|text| search_key(text));
    let said = sent.verdict.findings.iter();
    let mut terms: Vec<String> = typed
        .filter(|term| !term.is_empty())
        .chain(said.map(|finding| said_by(finding.code)))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The term of a code of the verdict.
fn said_by(code: FindingCode) -> String {
    format!("#{code}")
}

/// A corrupt column of a request.
pub(super) fn corrupt(id: Uuid, column: &'static str) -> StoreError {
    StoreError::corrupt("requests", id, column)
}
