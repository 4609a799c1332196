//! Who may hear of which events: the log as a feed, read page by page, live, or by webhooks.

use shared::date::Date;

use crate::app::App;
use crate::caller::{Provider, SignedIn};
use crate::clients;
use crate::live::Change;
use crate::store::{FeedActor, FeedEvent, FeedScope};

/// In which part somebody acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// Nobody: the calendar, the mail, the register.
    Portal,
    /// The professional whom it concerns.
    Professional,
    /// Somebody who acts for a structure.
    Structure,
    /// Software of a structure, by itself or for a manager.
    Client,
    Ans,
}

/// What the caller may hear of, as their rights are now: what is their own, and what is of the structures that they
/// manage or represent today; all of it for an agent of the ANS. Software hears of its structures alone, for whomever it
/// acts.
pub fn scope(signed_in: &SignedIn, today: Date) -> FeedScope {
    if signed_in.is_ans_agent {
        return FeedScope {
            all: true,
            account: Some(signed_in.account),
            person: signed_in.person,
            structures: Vec::new(),
        };
    }
    if signed_in.client.is_some() {
        return FeedScope {
            structures: signed_in.managed.clone(),
            ..FeedScope::default()
        };
    }
    let represented = signed_in.represented.iter();
    let represented = represented
        .filter(|(_, mandate)| mandate.holds_on(today))
        .map(|(structure, _)| *structure);
    let mut structures: Vec<_> = signed_in
        .managed
        .iter()
        .copied()
        .chain(represented)
        .collect();
    structures.sort_unstable();
    structures.dedup();
    FeedScope {
        all: false,
        account: Some(signed_in.account),
        person: signed_in.person,
        structures,
    }
}

/// Whether something that was told may be news to who hears of this.
pub fn concerns(scope: &FeedScope, change: &Change) -> bool {
    let Change::Event(notice) = change else {
        return true;
    };
    let of_structure = |id| scope.structures.contains(&id);
    let of_person = |id| scope.person == Some(id) || !scope.structures.is_empty();
    scope.all
        || notice.kind.changes_a_right()
        || notice.kind.may_end_a_right()
        || notice.owner.is_some() && notice.owner == scope.account
        || notice.structure.is_some_and(of_structure)
        || notice.person.is_some_and(of_person)
}

/// In which part the actor of an event acted.
pub fn actor(app: &App, event: &FeedEvent) -> ActorKind {
    let Some(actor) = &event.actor else {
        return ActorKind::Portal;
    };
    let FeedActor {
        account,
        provider,
        issuer,
        subject_name_id,
        person,
    } = actor;
    let is_own = event.owner == Some(*account) && event.request.is_some()
        || person.is_some() && *person == event.person;
    let is_agent = || {
        let subject = subject_name_id.as_deref();
        subject.is_some_and(|subject| app.config.is_ans_agent(subject))
    };
    match provider {
        _ if clients::vouches(issuer) => ActorKind::Client,
        Some(Provider::FranceConnect) => ActorKind::Professional,
        _ if is_own => ActorKind::Professional,
        _ if is_agent() => ActorKind::Ans,
        _ => ActorKind::Structure,
    }
}
