//! The structures that somebody represents, and what they organise in each: the brief's steps, in order.

use leptos::prelude::*;
use shared::passport::Party;

use super::access::{Audience, page_for};
use super::office::{Office, SHOWN_ID, facts, managers, mandates, organisation};
use crate::api::Structure;
use crate::browser::say;
use crate::components::Heading;
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{clients, office as words};
use crate::view::{memo, part};

/// Every structure that the caller represents.
pub(crate) fn representation() -> AnyView {
    page_for(Audience::Representative, list)
}

fn list() -> AnyView {
    let session = SessionState::of_page();
    let structures = session
        .account()
        .map(|account| account.represented_structures)
        .unwrap_or_default();
    let line = |structure: Structure| {
        let href = Page::Represented(structure.finess.clone()).path();
        let state = if structure.has_manager {
            words::HAS_MANAGER
        } else {
            words::WITHOUT_MANAGER
        };
        view! {
            <li class="request-list__request">
                <div>
                    <a class="fr-link" href=href>{structure.name}</a>
                    <p class="fr-text--sm fr-mb-1v">{structure.finess} " · " {say(state)}</p>
                </div>
            </li>
        }
    };
    view! {
        <Heading title=say(words::REPRESENTED) />
        <p class="fr-text--lead">{say(words::REPRESENTED_LEAD)}</p>
        <ul class="request-list">{structures.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

/// One of them.
pub(crate) fn represented(finess: String) -> AnyView {
    page_for(Audience::Representative, move || structure(finess.clone()))
}

fn structure(finess: String) -> AnyView {
    let is_own = SessionState::of_page().account().is_some_and(|account| {
        account
            .represented_structures
            .iter()
            .any(|structure| structure.finess == finess)
    });
    if !is_own {
        return super::not_found();
    }
    let office = Office::new(Some(Party::Representative));
    office.open(finess);
    let id = memo(move || {
        office.shown.with(|shown| {
            shown
                .as_ref()
                .map(|structure| structure.id.inner().to_owned())
        })
    });
    let follow = move || {
        if let Some(id) = id.get() {
            office.follow(Some(id));
        }
    };
    let shown = move || {
        office.shown.get().map(|structure| {
            view! {
                <Heading title=structure.name.clone() />
                {facts(&structure)}
                <p>
                    <a class="fr-link" href=Page::Clients(structure.finess.clone()).path()>{say(clients::LINK)}</a>
                </p>
                <h2 class="fr-h5 fr-mt-4w">{say(words::MANDATES)}</h2>
                {mandates(office, &structure)}
                {organisation(office, &structure)}
                <h2 class="fr-h5 fr-mt-4w">{say(words::DESIGNATION)}</h2>
                <p>{say(words::DESIGNATION_TEXT)}</p>
                {managers(office, &structure)}
            }
        })
    };
    view! {
        <div id=SHOWN_ID tabindex="-1">{office.outcome()}</div>
        {part(follow)}
        {part(shown)}
    }
    .into_any()
}
