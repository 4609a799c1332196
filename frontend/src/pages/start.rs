//! Where an employer's link leads: what is asked, of which structure, and the way to begin.

use leptos::prelude::*;

use super::access::{Audience, page_for};
use super::requests::NewRequest;
use crate::address::Address;
use crate::api;
use crate::browser::say;
use crate::components::{Alert, AlertKind, Heading};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, start as words};
use crate::view::part;

pub(crate) fn start() -> AnyView {
    page_for(Audience::Professional, show)
}

fn show() -> AnyView {
    let finess = Address::of_page().query("structure").unwrap_or_default();
    let found = RwSignal::new(None);
    SessionState::of_page().read(api::structures(finess.clone()), move |answer| {
        let named = answer.map(|found| found.nodes).unwrap_or_default();
        found.set(Some(
            named
                .into_iter()
                .find(|structure| structure.finess == finess),
        ));
    });
    let named = move || {
        found.get().map(|structure| match structure {
            Some(structure) => view! {
                <p class="fr-text--lead">{fill(say(words::FOR), &structure.name)}</p>
                <NewRequest structure=Some(structure.finess) />
            }
            .into_any(),
            None => view! {
                <Alert kind=AlertKind::Warning title=say(words::UNKNOWN) />
                <NewRequest structure=None />
            }
            .into_any(),
        })
    };
    view! {
        <Heading title=say(words::TITLE) />
        {part(named)}
        <p class="fr-mt-3w">
            <a class="fr-link" href=Page::PreCheck.path()>{say(words::PRE_CHECK)}</a>
        </p>
    }
    .into_any()
}
