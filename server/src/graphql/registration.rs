//! A person's entry in the register.

use async_graphql::{Context, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::access::Purpose;
use shared::id::PersonId;
use shared::rpps::RppsNumber;

use super::account::Identity;
use super::catalogue::Role;
use super::civil_status::CivilStatusCorrection;
use super::context::{app, coded, internal, signed_in};
use super::entry::{ClosingReason, RegistrationChange};
use super::regularisation::{RegistrationRisk, Regularisation};
use super::scalar::Date;
use super::structure::Structure;
use crate::accesses;
use crate::app::App;
use crate::caller::{Caller, SignedIn};
use crate::store::{self, StoreError};

/// A person's entry in the register, and what they do where.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Registration {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    exercise_last_name: String,
    exercise_first_name: String,
    /// The civil status in force, corrections included. What a manager typed is uncertified until the person confirms it;
    /// otherwise certified while an identity provider vouches for exactly its five
    /// traits.
    identity: Identity,
    /// The last correction of the civil status that was asked for.
    correction: Option<CivilStatusCorrection>,
    /// Counts up at each change of contact and names of exercise.
    revision: i32,
    email: String,
    phone: String,
    /// The change that waits to be confirmed: until then there is no other.
    change: Option<RegistrationChange>,
    /// Of somebody else, those in structures that the caller manages; all of them for ANS agents.
    situations: Vec<Situation>,
    /// How many situations in other structures are not shown.
    other_situations: i32,
}

/// A role of a person in a structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Situation {
    id: ID,
    /// Counts up at each change.
    revision: i32,
    role: Role,
    /// Genre d'activité, `TRE_R22`.
    activity_kind: String,
    /// Mode d'exercice, `TRE_R23`.
    practice_mode: String,
    /// Catégorie professionnelle, `TRE_R09`.
    category: String,
    structure: Structure,
    start_date: Date,
    end_date: Option<Date>,
    /// When a manager gave it its last day, and why.
    closed_at: Option<DateTime<Utc>>,
    closing_reason: Option<ClosingReason>,
    /// The person has not left, and the registration was not withdrawn. It may begin later.
    current: bool,
    /// The registration will probably be deleted later.
    at_risk: bool,
    /// Why, and what was acknowledged.
    risk: Option<RegistrationRisk>,
    request_id: Option<ID>,
    /// The registration there was withdrawn; the number is kept.
    withdrawn_at: Option<DateTime<Utc>>,
    /// The last that was done about it, where it was flagged.
    regularisation: Option<Regularisation>,
}

impl Registration {
    pub(super) fn new(app: &App, registration: store::Registration, reader: &SignedIn) -> Self {
        let store::Registration {
            person,
            situations,
            correction,
            change,
        } = registration;
        let sees_all = reader.person == Some(person.id) || reader.is_ans_agent;
        let all = situations.len();
        let shown: Vec<store::Situation> = situations
            .into_iter()
            .filter(|situation| sees_all || reader.managed.contains(&situation.structure.id))
            .collect();
        let others = all - shown.len();
        let correction = correction.map(|correction| {
            let as_person = correction.structure.is_none() && reader.person == Some(person.id);
            let asked_by_me = as_person || correction.asked_by == reader.account;
            let number = person.rpps_number.clone();
            CivilStatusCorrection::new(app, correction, number, reader, asked_by_me)
        });
        Self {
            rpps_number: person.rpps_number,
            birth_name: person.identity.birth_name.clone(),
            first_names: person.identity.first_names.clone(),
            identity: Identity::new(app, &person.identity),
            correction,
            exercise_last_name: person.exercise_last_name,
            exercise_first_name: person.exercise_first_name,
            revision: person.revision,
            email: person.email,
            phone: person.phone,
            change: change.map(|change| RegistrationChange::new(change, reader)),
            other_situations: i32::try_from(others).unwrap_or(i32::MAX),
            situations: shown
                .into_iter()
                .filter_map(|situation| Situation::new(app, situation))
                .collect(),
        }
    }
}

impl Situation {
    /// `None` for a role or a date that this version cannot read.
    pub(super) fn new(app: &App, situation: store::Situation) -> Option<Self> {
        let date = |text: &str| shared::date::Date::parse(text).ok().map(Date);
        let current = situation.is_current(app.clock.today());
        let risk = situation.risk.map(RegistrationRisk::from);
        let reason = situation.closing_reason.as_deref();
        let reason = reason.and_then(shared::entry::ClosingReason::from_code);
        Some(Self {
            id: situation.id.to_string().into(),
            revision: situation.revision,
            activity_kind: situation.activity_kind,
            practice_mode: situation.practice_mode,
            category: situation.category,
            closed_at: situation.closed_at,
            closing_reason: reason.map(Into::into),
            current,
            role: Role::new(app, shared::role::Role::parse(&situation.role).ok()?),
            structure: Structure::new(app, situation.structure),
            start_date: date(&situation.start_date)?,
            end_date: situation.end_date.as_deref().and_then(date),
            at_risk: situation.at_risk,
            risk,
            request_id: Some(situation.request.to_string().into()),
            withdrawn_at: situation.withdrawn_at,
            regularisation: situation.regularisation.map(Regularisation::from),
        })
    }
}

/// The entry that a use case returned, as it is now: the caller's own.
pub(super) async fn own(context: &Context<'_>, id: PersonId) -> Result<Registration> {
    let signed_in = signed_in(context).await?;
    let found = async { app(context).store.read().await?.registration(id).await };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(Registration::new(app(context), found, &signed_in))
}

/// The entry that somebody changed, as it is now: for the person, and for managers of one of the structures.
pub(super) async fn changed(context: &Context<'_>, id: PersonId) -> Result<Registration> {
    let signed_in = signed_in(context).await?;
    let found = async { app(context).store.read().await?.registration(id).await };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let may = |found: &store::Registration| {
        let mut posts = found.situations.iter();
        signed_in.person == Some(id)
            || posts.any(|post| signed_in.managed.contains(&post.structure.id))
    };
    let found = found
        .filter(may)
        .ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(Registration::new(app(context), found, &signed_in))
}

/// Why an entry was not read.
#[derive(Debug)]
pub(super) enum Unread {
    /// An agent did not say why.
    PurposeRequired,
    Store(StoreError),
}

impl From<StoreError> for Unread {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The caller's own entry, or by number one that the caller may read: agents of the ANS who say why, and managers of one
/// of the structures. That somebody else's is read is kept before it is shown.
pub(super) async fn read(
    app: &App,
    caller: &Caller,
    rpps_number: Option<&RppsNumber>,
    purpose: Option<Purpose>,
) -> Result<Option<store::Registration>, Unread> {
    let Ok(signed_in) = caller.signed_in() else {
        return Ok(None);
    };
    let agent = caller.ans_agent().ok();
    // Whoever gives no reason learns nothing, not even whether there is somebody.
    if rpps_number.is_some() && agent.is_some() && purpose.is_none() && signed_in.managed.is_empty()
    {
        return Err(Unread::PurposeRequired);
    }
    let mut tx = app.store.read().await?;
    let found = match (rpps_number, signed_in.person) {
        (Some(number), _) => tx.registration_by_number(number).await?,
        (None, Some(own)) => tx.registration(own).await?,
        (None, None) => None,
    };
    drop(tx);
    let Some(found) = found else { return Ok(None) };
    if signed_in.person == Some(found.person.id) {
        return Ok(Some(found));
    }
    let of_caller = |situation: &store::Situation| {
        let structure = situation.structure.id;
        signed_in.managed.contains(&structure).then_some(structure)
    };
    let managed = found.situations.iter().find_map(of_caller);
    match (agent, purpose, managed) {
        (Some(agent), Some(purpose), _) => {
            accesses::agent_opened_registration(app, agent, &found, purpose).await?;
        }
        (_, _, Some(structure)) => {
            accesses::opened_registration(app, signed_in, structure, &found).await?;
        }
        (Some(_), None, None) => return Err(Unread::PurposeRequired),
        (None, _, None) => return Ok(None),
    }
    Ok(Some(found))
}
