//! A request as its one statement returns it: the row, its structure, who holds it, and its steps.

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use shared::event::EventKind;
use shared::id::{AccountId, PersonId, RequestId, StructureId};
use shared::request::{Claim, Request, Submission};
use shared::status::{Route, Status};
use shared::structure::StructureKind;
use shared::text::Language;
use sqlx::FromRow;
use uuid::Uuid;

use super::corrupt;
use crate::store::designation::has_manager;
use crate::store::structure::{Structure, shown_name};
use crate::store::{StoreError, instant};

/// Of the author's working copy.
macro_rules! drafted {
    () => {
        "s.finess = r.structure_finess"
    };
}

/// Of what was sent.
macro_rules! sent {
    () => {
        "s.id = r.structure_id"
    };
}
pub(super) use {drafted, sent};

/// A request with the structure that its reader is to see.
macro_rules! select {
    ($structure:expr, $history:expr, $tail:literal) => {
        concat!(
            "select r.id, r.revision, r.status, r.route, r.account_id, r.language, r.identity, r.form,
                r.submitted_form, r.structure_id, r.submissions, r.verdict, r.confirmed_email, r.claimed_by,
                r.claimed_until, r.correction, r.decision, r.person_id, r.created_at, r.updated_at, r.submitted_at,
                r.decided_at,
                s.id as s_id, s.finess as s_finess, s.kind as s_kind, s.name as s_name, s.siret as s_siret,
                s.town as s_town, s.category as s_category, s.closed_at as s_closed_at,
                s.revision as s_revision, s.typical_wait, ",
            has_manager!(),
            " as s_has_manager,
                h.display_name as holder, y.display_name as decider, p.rpps_number as rpps_number, a.person_id as account_person,
                exists (
                    select 1 from requests o
                    where o.account_id = r.account_id and o.structure_id = s.id and o.id <> r.id
                        and o.status in ('SUBMITTED', 'CORRECTION_REQUESTED')
                ) as open_elsewhere,
                r.person_id is null and ",
            $crate::store::duplicate::may_be_registered!(),
            " as possible_duplicate,
                (select x.person_id from duplicate_decisions x where x.request_id = r.id and x.is_same) as same_person, ",
            $history,
            " as history
            from requests r
            join accounts a on a.id = r.account_id
            left join structures s on ",
            $structure,
            "
            left join accounts h on h.id = r.claimed_by
            left join accounts y on y.id = r.decided_by
            left join persons p on p.id = r.person_id ",
            $tail
        )
    };
}
pub(super) use select;

/// The events that the timeline shows.
macro_rules! history {
    () => {
        "(
            select string_agg(e.kind || '@' || e.at || '@' || e.id, ',' order by e.id) from events e
            where e.request_id = r.id and e.kind in (
                'REQUEST_CREATED', 'REGISTERED_BY_MANAGER', 'EMAIL_CONFIRMED', 'REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED', 'REQUEST_WITHDRAWN',
                'DRAFT_RESTORED', 'REQUEST_CLAIMED', 'REQUEST_RELEASED', 'CORRECTION_REQUESTED', 'REQUEST_VALIDATED',
                'REQUEST_REJECTED', 'NUMBER_SENT', 'MAIL_FAILED', 'REGULARISATION_NOTICED', 'REGULARISATION_REPLIED',
                'REGULARISATION_CANCELLED', 'REGULARISATION_TRANSFERRED', 'REGISTRATION_WITHDRAWN',
                'REGISTRATION_CONFIRMED', 'REGISTRATION_CONTESTED'
            )
        )"
    };
}

/// One request, as its author has it.
pub(super) const ONE: &str = select!(drafted!(), history!(), "where r.id = $1");
/// One request, as it was sent.
pub(super) const ONE_SENT: &str = select!(sent!(), history!(), "where r.id = $1");

/// Some requests by their ids, without what happened to them; the ids follow.
pub(super) const SOME: &str = select!(drafted!(), "cast(null as text)", "where r.id in (");

/// A request and what surrounds it.
#[derive(Clone, Debug)]
pub struct RequestView {
    pub request: Request,
    /// The structure of the working copy's FINESS number, or that to which the request was sent.
    pub structure: Option<Structure>,
    /// Display name of who holds the lease.
    pub holder: Option<String>,
    /// Display name of who decided.
    pub decider: Option<String>,
    pub rpps_number: Option<String>,
    /// The person that the author's account is joined to.
    pub account_person: Option<PersonId>,
    /// The author has another request under way at the same structure.
    pub open_elsewhere: bool,
    /// Somebody who is registered may be the same person, and no manager said so or said no.
    pub possible_duplicate: bool,
    /// Whom a manager recognised.
    pub same_person: Option<PersonId>,
    /// From sending to decision, as the structure's last decisions took.
    pub typical_wait: Option<TimeDelta>,
    /// What happened, the oldest first; empty in lists.
    pub history: Vec<Step>,
}

impl RequestView {
    /// As managers read it: what the author changes in a correction is not theirs to see before it is sent.
    pub(super) fn into_sent(mut self) -> Self {
        if let Some(sent) = &self.request.submission {
            self.request.form.clone_from(&sent.form);
        }
        self
    }
}

/// One dated event of the timeline.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub kind: EventKind,
    pub at: DateTime<Utc>,
    /// Its place in the log.
    pub event: i64,
}

#[derive(Debug, FromRow)]
pub(super) struct RequestRow {
    id: Uuid,
    revision: i32,
    status: String,
    route: String,
    account_id: Uuid,
    language: String,
    identity: String,
    form: String,
    submitted_form: Option<String>,
    structure_id: Option<Uuid>,
    submissions: i32,
    verdict: Option<String>,
    confirmed_email: Option<String>,
    claimed_by: Option<Uuid>,
    claimed_until: Option<i64>,
    correction: Option<String>,
    decision: Option<String>,
    person_id: Option<Uuid>,
    created_at: i64,
    updated_at: i64,
    submitted_at: Option<i64>,
    decided_at: Option<i64>,
    s_id: Option<Uuid>,
    s_finess: Option<String>,
    s_kind: Option<String>,
    s_name: Option<String>,
    s_siret: Option<String>,
    s_town: Option<String>,
    s_category: Option<String>,
    s_closed_at: Option<i64>,
    s_has_manager: Option<bool>,
    s_revision: Option<i32>,
    holder: Option<String>,
    decider: Option<String>,
    rpps_number: Option<String>,
    account_person: Option<Uuid>,
    open_elsewhere: bool,
    possible_duplicate: bool,
    same_person: Option<Uuid>,
    typical_wait: Option<i64>,
    history: Option<String>,
}

impl TryFrom<RequestRow> for RequestView {
    type Error = StoreError;

    fn try_from(row: RequestRow) -> Result<Self, StoreError> {
        let structure = row.structure();
        let history = row.history.as_deref().map(steps).unwrap_or_default();
        let (holder, rpps_number) = (row.holder.clone(), row.rpps_number.clone());
        let decider = row.decider.clone();
        let (account_person, open_elsewhere) =
            (row.account_person.map(PersonId), row.open_elsewhere);
        let typical_wait = row.typical_wait.map(TimeDelta::microseconds);
        let (possible_duplicate, same_person) =
            (row.possible_duplicate, row.same_person.map(PersonId));
        Ok(Self {
            request: row.request()?,
            structure,
            holder,
            decider,
            rpps_number,
            account_person,
            open_elsewhere,
            possible_duplicate,
            same_person,
            typical_wait,
            history,
        })
    }
}

impl RequestRow {
    fn request(self) -> Result<Request, StoreError> {
        let id = self.id;
        let submission = match (self.structure_id, &self.submitted_form, &self.verdict) {
            (Some(structure), Some(form), Some(verdict)) => Some(Submission {
                number: self.submissions,
                structure: StructureId(structure),
                form: parse(id, "submitted_form", form)?,
                verdict: parse(id, "verdict", verdict)?,
            }),
            _ => None,
        };
        let claim = self.claimed_by.zip(self.claimed_until);
        Ok(Request {
            id: RequestId(id),
            revision: self.revision,
            status: Status::from_code(&self.status).ok_or_else(|| corrupt(id, "status"))?,
            route: Route::from_code(&self.route).ok_or_else(|| corrupt(id, "route"))?,
            owner: AccountId(self.account_id),
            language: Language::from_code(&self.language),
            identity: parse(id, "identity", &self.identity)?,
            form: parse(id, "form", &self.form)?,
            submission,
            confirmed_email: self.confirmed_email,
            claim: claim.map(|(by, until)| Claim {
                by: AccountId(by),
                until: instant(until),
            }),
            correction: self
                .correction
                .as_deref()
                .map(|text| parse(id, "correction", text))
                .transpose()?,
            decision: self
                .decision
                .as_deref()
                .map(|text| parse(id, "decision", text))
                .transpose()?,
            person: self.person_id.map(PersonId),
            created_at: instant(self.created_at),
            updated_at: instant(self.updated_at),
            submitted_at: self.submitted_at.map(instant),
            decided_at: self.decided_at.map(instant),
        })
    }

    fn structure(&self) -> Option<Structure> {
        Some(Structure {
            id: StructureId(self.s_id?),
            finess: self.s_finess.clone()?,
            kind: StructureKind::from_code(self.s_kind.as_deref()?)?,
            name: shown_name(self.s_name.clone()?, self.s_finess.as_deref()?),
            siret: self.s_siret.clone(),
            town: self.s_town.clone()?,
            category: self.s_category.clone()?,
            closed_at: self.s_closed_at.map(instant),
            has_manager: self.s_has_manager?,
            revision: self.s_revision?,
        })
    }
}

fn parse<T: DeserializeOwned>(id: Uuid, column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| corrupt(id, column))
}

fn steps(history: &str) -> Vec<Step> {
    history
        .split(',')
        .filter_map(|step| {
            let (kind, at_event) = step.split_once('@')?;
            let (at, event) = at_event.split_once('@')?;
            Some(Step {
                kind: EventKind::from_code(kind)?,
                at: instant(at.parse().ok()?),
                event: event.parse().ok()?,
            })
        })
        .collect()
}
