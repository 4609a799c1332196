//! A manager's right over a structure, with the steps to it: the designation passport.

use async_graphql::{ComplexObject, Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::DesignationId;

use super::context::{app, caller, coded, internal};
use super::scalar::Date;
use crate::caller::Caller;
use crate::store;

/// A step of a designation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::passport::Step")]
pub(crate) enum PrerequisiteKind {
    /// The online training of managers.
    Training,
    /// A CPE card was ordered on TOM; nothing waits for it.
    CardOrder,
    /// A CPE card was received, or a CPS or an e-CPS was there already.
    Card,
    /// The habilitation on mesHabilitations.
    Habilitation,
    /// The candidate accepted the terms.
    Terms,
    /// The representative says that the candidate is the person who was meant.
    Confirmation,
}

/// One of the two sides of a designation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::passport::Party")]
pub(crate) enum Party {
    Candidate,
    Representative,
}

/// Where a designation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::passport::State")]
pub(crate) enum DesignationState {
    /// The candidate has not opened the invitation yet.
    Invited,
    /// A step is missing, or the first day has not come.
    Pending,
    Active,
    Suspended,
    /// Its last day is over, or the mandate that it follows from has ended.
    Ended,
    Revoked,
}

/// A manager's right over a structure.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(complex)]
pub(crate) struct Designation {
    id: ID,
    revision: i32,
    state: DesignationState,
    structure_id: ID,
    structure_finess: String,
    structure_name: String,
    /// Null until an invited candidate has opened the invitation.
    subject_name_id: Option<String>,
    /// The candidate's address, as typed.
    email: Option<String>,
    /// Under which name the invitation was opened.
    redeemed_by: Option<String>,
    since: DateTime<Utc>,
    starts_on: Option<Date>,
    ends_on: Option<Date>,
    /// Since when the right holds.
    active_at: Option<DateTime<Utc>>,
    /// Since when the right rests; null while it does not.
    suspended_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    /// It follows from a mandate: no step is asked.
    by_right: bool,
    /// By whose mandate it was given: the chain goes on in `mandates` of the structure. Null for what the ANS designated.
    mandate_id: Option<ID>,
    granted_by: Option<String>,
    /// Each step, done or not; none where the ANS designated or a mandate gives the right.
    steps: Vec<Prerequisite>,
    /// What was done to it and why, the oldest first.
    turns: Vec<DesignationTurn>,
    #[graphql(skip)]
    missing: Vec<shared::passport::Step>,
}

#[ComplexObject]
impl Designation {
    /// Who has to act next; empty when nobody has.
    async fn waits_for(&self) -> Vec<Party> {
        let mut parties = Vec::new();
        for step in &self.missing {
            let party = Party::from(step.owner());
            if !parties.contains(&party) {
                parties.push(party);
            }
        }
        parties
    }
}

/// A step of a designation, with its owner, its date and its proof.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Prerequisite {
    kind: PrerequisiteKind,
    /// Who has to act.
    owner: Party,
    /// The designation waits for it.
    needed: bool,
    done: bool,
    done_on: Option<Date>,
    /// Reference of a certificate, version of the terms.
    proof: Option<String>,
    /// When what it attests ends.
    ends_on: Option<Date>,
    recorded_at: Option<DateTime<Utc>>,
}

/// A designation was suspended, resumed, revoked, or came to its end.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct DesignationTurn {
    /// Code of the event in the log.
    code: &'static str,
    at: DateTime<Utc>,
    reason: String,
}

impl From<store::Designation> for Designation {
    fn from(designation: store::Designation) -> Self {
        let missing = if designation.is_over() {
            Vec::new()
        } else {
            designation.missing()
        };
        Self {
            state: designation.state().into(),
            steps: steps(&designation),
            missing,
            id: designation.id.to_string().into(),
            revision: designation.revision,
            structure_id: designation.structure.to_string().into(),
            structure_finess: designation.structure_finess,
            structure_name: designation.structure_name,
            subject_name_id: Some(designation.subject_name_id).filter(|id| !id.is_empty()),
            email: designation.email,
            redeemed_by: designation.redeemed_by,
            since: designation.since,
            starts_on: designation.starts_on.map(Date),
            ends_on: designation.ends_on.map(Date),
            active_at: designation.active_at,
            suspended_at: designation.suspended_at,
            revoked_at: designation.revoked_at,
            ended_at: designation.ended_at,
            by_right: designation.by_right,
            mandate_id: designation.mandate.map(|id| id.to_string().into()),
            granted_by: designation.granted_by,
            turns: designation
                .turns
                .into_iter()
                .map(DesignationTurn::from)
                .collect(),
        }
    }
}

fn steps(designation: &store::Designation) -> Vec<Prerequisite> {
    if designation.mandate.is_none() || designation.by_right {
        return Vec::new();
    }
    let step = |&step: &shared::passport::Step| {
        let done = designation.steps.iter().find(|done| done.step == step);
        Prerequisite {
            kind: step.into(),
            owner: step.owner().into(),
            needed: step.is_needed(),
            done: done.is_some(),
            done_on: done.map(|done| Date(done.done_on)),
            proof: done
                .map(|done| done.proof.clone())
                .filter(|proof| !proof.is_empty()),
            ends_on: done.and_then(|done| done.ends_on).map(Date),
            recorded_at: done.map(|done| done.recorded_at),
        }
    };
    shared::passport::Step::ALL.iter().map(step).collect()
}

impl From<store::Turn> for DesignationTurn {
    fn from(turn: store::Turn) -> Self {
        Self {
            code: turn.kind.code(),
            at: turn.at,
            reason: turn.reason,
        }
    }
}

/// The designations of a structure for who may know them, or the caller's own.
pub(super) async fn designations(
    app: &crate::app::App,
    caller: &Caller,
    structure: Option<shared::id::StructureId>,
) -> std::result::Result<Option<Vec<Designation>>, store::StoreError> {
    let Ok(signed_in) = caller.signed_in() else {
        return Ok(None);
    };
    let mut tx = app.store.read().await?;
    let found = match (structure, &signed_in.subject_name_id) {
        (Some(structure), _) if caller.may_know_office_of(structure, app.clock.today()) => {
            tx.designations_of(&[structure]).await?
        }
        (None, Some(subject)) => tx.designations_for(subject).await?,
        _ => return Ok(None),
    };
    Ok(Some(found.into_iter().map(Designation::from).collect()))
}

/// The designation that a use case returned, as it is now.
pub(super) async fn designation(context: &Context<'_>, id: DesignationId) -> Result<Designation> {
    let found = async { app(context).store.read().await?.designation(id).await };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    let caller = caller(context).await?;
    if caller.is_candidate_of(&found)
        || caller.may_know_office_of(found.structure, app(context).clock.today())
    {
        Ok(found.into())
    } else {
        Err(coded(context, "NOT_FOUND"))
    }
}
