//! Posts: their role, structure and dates are changed, and they are closed, by managers of their structure.

use shared::eligibility::{self, Answers, RegisterFacts, Stage, Verdict};
use shared::entry::{ChangeKind, Changed, Post, RawClosing, RawPost};
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{PersonId, SituationId};
use shared::name::normalise;

use super::{Done, Refused, begin, finish, keep, nothing, nothing_waits};
use crate::app::App;
use crate::caller::{Caller, Manager, SignedIn};
use crate::regularisations;
use crate::store::{Key, Registration, Situation, Structure, Tx};

/// What a post is to be.
#[derive(Clone, Debug)]
pub struct AskedPost {
    pub post: RawPost,
    /// The manager knows that the registration may be deleted later.
    pub risk_acknowledged: bool,
}

/// Changes role, structure or dates of a post. The rules are asked as at a decision.
pub async fn change_situation(
    app: &App,
    caller: &Caller,
    asked: (SituationId, i32),
    raw: &AskedPost,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    caller.signed_in()?;
    let mut tx = begin!(app, key);
    let (found, situation, manager) = managed(&mut tx, caller, asked.0).await?;
    current(app, &situation)?;
    nothing_waits(&mut tx, app, &found).await?;
    if situation.revision != asked.1 {
        return Err(Refused::Stale);
    }
    let birth_date = found.person.identity.birth_date;
    let parsed = raw.post.parse(birth_date, app.clock.today());
    let post = parsed.map_err(Refused::Invalid)?;
    let structure = target(&mut tx, caller, &situation, &post).await?;
    let changed = changed(&situation, &post);
    if changed.is_empty() {
        return Err(nothing(Field::Role));
    }
    // A post goes on in a role that has ended; nobody takes it up any more.
    let reference = app.reference();
    let ended = changed
        .iter()
        .filter(|one| reference.has_ended(one.field, &one.after));
    let ended: Vec<FieldError> = ended
        .map(|one| FieldError::new(one.field, Problem::UnknownCode))
        .collect();
    if !ended.is_empty() {
        return Err(Refused::Invalid(ended));
    }
    let need = tx.request(situation.request).await?;
    let need = need.and_then(|view| view.request.form_as_sent().health_data_need);
    let judged = Judged {
        found: &found,
        post: &post,
        structure: &structure,
        need,
        risk_acknowledged: raw.risk_acknowledged,
    };
    let verdict = judged.verdict(app, manager.signed_in);
    if !verdict.is_eligible() {
        return Err(Refused::NotEligible(Box::new(verdict)));
    }
    let at_risk = verdict.is_at_risk();
    tx.change_situation(asked, structure.id, &post, at_risk)
        .await?;
    if at_risk {
        tx.keep_risk(situation.id, &verdict.risks(), app.clock.now())
            .await?;
    }
    let done = Done {
        kind: ChangeKind::Situation,
        event: EventKind::SituationChanged,
        changed: &changed,
        situation: Some(situation.id),
        reason: None,
        structure: Some(manager.structure),
    };
    keep(&mut tx, app, caller, &found, done).await?;
    if !at_risk {
        regularisations::settle(&mut tx, app, found.person.id, situation.id).await?;
    }
    finish(app, tx, key.as_ref(), found.person.id).await
}

/// Gives a post its last day, with the reason. It waits for no other change: whoever leaves has to be closed.
pub async fn close_situation(
    app: &App,
    caller: &Caller,
    asked: (SituationId, i32),
    raw: &RawClosing,
    key: Option<Key>,
) -> Result<PersonId, Refused> {
    caller.signed_in()?;
    let mut tx = begin!(app, key);
    let (found, situation, manager) = managed(&mut tx, caller, asked.0).await?;
    current(app, &situation)?;
    if situation.revision != asked.1 {
        return Err(Refused::Stale);
    }
    let start = shared::date::Date::parse(&situation.start_date);
    let start = start.unwrap_or(found.person.identity.birth_date);
    let closing = raw
        .parse(start, app.clock.today())
        .map_err(Refused::Invalid)?;
    let before = situation.end_date.clone().unwrap_or_default();
    let changed = [Changed {
        field: Field::EndDate,
        before,
        after: closing.end_date.to_string(),
    }];
    tx.close_situation(asked, closing, app.clock.now()).await?;
    let done = Done {
        kind: ChangeKind::Closing,
        event: EventKind::SituationClosed,
        changed: &changed,
        situation: Some(situation.id),
        reason: Some(closing.reason.code()),
        structure: Some(manager.structure),
    };
    keep(&mut tx, app, caller, &found, done).await?;
    finish(app, tx, key.as_ref(), found.person.id).await
}

/// The post, of a structure of the caller's and not the caller's own.
async fn managed<'a>(
    tx: &mut Tx,
    caller: &'a Caller,
    id: SituationId,
) -> Result<(Registration, Situation, Manager<'a>), Refused> {
    let person = tx.person_of_situation(id).await?.ok_or(Refused::NotFound)?;
    let found = tx.registration(person).await?.ok_or(Refused::NotFound)?;
    let situation = found.situations.iter().find(|situation| situation.id == id);
    let situation = situation.cloned().ok_or(Refused::NotFound)?;
    let manager = caller
        .manager_of(situation.structure.id)
        .map_err(|_| Refused::NotFound)?;
    if manager.signed_in.person == Some(person) {
        return Err(Refused::OwnSituation);
    }
    Ok((found, situation, manager))
}

fn current(app: &App, situation: &Situation) -> Result<(), Refused> {
    if situation.is_current(app.clock.today()) {
        Ok(())
    } else {
        Err(Refused::SituationEnded)
    }
}

/// Where the post is to be: its structure, or another of the manager's.
async fn target(
    tx: &mut Tx,
    caller: &Caller,
    situation: &Situation,
    post: &Post,
) -> Result<Structure, Refused> {
    let finess = post.structure_finess.as_str();
    if finess == situation.structure.finess {
        return Ok(situation.structure.clone());
    }
    let wrong = |problem| Refused::Invalid(vec![FieldError::new(Field::StructureFiness, problem)]);
    let found = tx.structure_by_finess(finess).await?;
    let structure = found.ok_or_else(|| wrong(Problem::StructureUnknown))?;
    caller
        .manager_of(structure.id)
        .map_err(|_| wrong(Problem::NotYourStructure))?;
    Ok(structure)
}

fn changed(situation: &Situation, post: &Post) -> Vec<Changed> {
    let end = post.end_date.map(|date| date.to_string());
    Changed::among([
        (
            Field::StructureFiness,
            situation.structure.finess.clone(),
            post.structure_finess.as_str().to_owned(),
        ),
        (
            Field::Role,
            situation.role.clone(),
            post.role.code().to_owned(),
        ),
        (
            Field::ActivityKind,
            situation.activity_kind.clone(),
            post.activity_kind.code().to_owned(),
        ),
        (
            Field::PracticeMode,
            situation.practice_mode.clone(),
            post.practice_mode.code().to_owned(),
        ),
        (
            Field::Category,
            situation.category.clone(),
            post.category.code().to_owned(),
        ),
        (
            Field::StartDate,
            situation.start_date.clone(),
            post.start_date.to_string(),
        ),
        (
            Field::EndDate,
            situation.end_date.clone().unwrap_or_default(),
            end.unwrap_or_default(),
        ),
    ])
}

/// What the rules are asked about.
struct Judged<'a> {
    found: &'a Registration,
    post: &'a Post,
    structure: &'a Structure,
    /// Whether the person needs health data, as was said when the post was registered.
    need: Option<bool>,
    risk_acknowledged: bool,
}

impl Judged<'_> {
    fn verdict(&self, app: &App, manager: &SignedIn) -> Verdict {
        let today = app.clock.today();
        let rules = app.rules.on(today);
        let identity = &self.found.person.identity;
        let answers = Answers {
            role: Some(self.post.role),
            sector: None,
            health_data_need: self.need,
            birth_date: Some(identity.birth_date),
            start_date: Some(self.post.start_date),
            identity_certified: Some(identity.certification.is_certified()),
            // Accepted when the person was registered.
            ecps_only_acknowledged: true,
            dmp_acknowledged: true,
            terms_accepted: true,
            risk_acknowledged: self.risk_acknowledged,
        };
        let facts = RegisterFacts {
            sector: Some(rules.sector_of(&self.structure.category)),
            structure_closed: Some(self.structure.closed_at.is_some()),
            structure_has_manager: Some(self.structure.has_manager),
            birth_place_known: Some(app.reference().knows(&identity.birth_place)),
            maybe_own_request: Some(self.bears_name_of(manager)),
            ..RegisterFacts::default()
        };
        eligibility::verdict(&rules, Stage::Deciding, today, &answers, &facts)
    }

    /// Whether the person may be the manager: then another has to do it.
    fn bears_name_of(&self, manager: &SignedIn) -> bool {
        let person = &self.found.person;
        let identity = &person.identity;
        let first_names = [&person.exercise_first_name];
        let first_names = first_names.into_iter().chain(&identity.first_names);
        let last_names = [&person.exercise_last_name, &identity.birth_name];
        let last_names = last_names.into_iter().chain(&identity.preferred_name);
        let manager = normalise(&manager.display_name);
        last_names
            .flat_map(|last| {
                first_names
                    .clone()
                    .map(move |first| format!("{first} {last}"))
            })
            .any(|name| normalise(&name) == manager)
    }
}
