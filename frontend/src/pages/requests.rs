//! One's own requests, and a way to begin another.

use leptos::prelude::*;
use shared::form::RawForm;
use shared::status::Status;

use super::access::{Audience, page_for};
use super::loading::load;
use super::notices::notices;
use crate::address::Address;
use crate::api::{self, Answered, Registration, RequestRow};
use crate::browser::{self, say};
use crate::components::{Alert, AlertKind, Failure, Heading, StatusBadge};
use crate::route::{Page, RequestPage};
use crate::session::SessionState;
use crate::text::{fill, of_error, requests as words};
use crate::view::{act, part};

pub(crate) fn requests() -> AnyView {
    page_for(Audience::Professional, || load(read, show))
}

fn read() -> Answered<(Vec<RequestRow>, Option<Registration>)> {
    Box::pin(async {
        let page = api::mine().await?;
        Ok((page.nodes, api::registration().await?))
    })
}

fn show((rows, registration): (Vec<RequestRow>, Option<Registration>)) -> AnyView {
    let none = rows.is_empty().then(|| view! { <p>{say(words::NONE)}</p> });
    let announced = registration.as_ref().map(notices);
    let registered = registration.map(|registration| {
        view! {
            <Alert kind=AlertKind::Success title=say(words::REGISTERED_TITLE)>
                <p>{fill(say(words::REGISTERED_TEXT), &registration.rpps_number)}</p>
                <p>
                    <a class="fr-link" href=Page::Registration.path()>{say(words::SEE_ENTRY)}</a>
                </p>
            </Alert>
        }
    });
    view! {
        <Heading title=say(words::TITLE) />
        {announced}
        {registered}
        {none}
        <ul class="request-list">{rows.into_iter().map(line).collect_view()}</ul>
        <NewRequest structure=None />
    }
    .into_any()
}

fn line(row: RequestRow) -> impl IntoView {
    let href = Page::Request(row.id.inner().to_owned(), RequestPage::Home).path();
    let action = if row.status.0.is_editable() {
        words::RESUME
    } else {
        words::FOLLOW
    };
    let dated = match (&row.submitted_at, row.status.0) {
        (Some(at), status) if status != Status::Draft => {
            fill(say(words::SUBMITTED_ON), &browser::day_and_time(at))
        }
        _ => fill(
            say(words::SAVED_ON),
            &browser::day_and_time(&row.updated_at),
        ),
    };
    let kept = row
        .deleted_at
        .as_ref()
        .filter(|_| row.status.0 == Status::Draft);
    let kept = kept.map(|at| {
        let words = fill(say(words::KEPT_UNTIL), &browser::day(at));
        view! { <p class="fr-text--sm fr-mb-1v">{words}</p> }
    });
    let role = row
        .role
        .map_or_else(|| say(words::NO_ROLE).to_owned(), |role| role.label);
    let structure = row.structure.map_or_else(
        || say(words::NO_STRUCTURE).to_owned(),
        |structure| structure.name,
    );
    view! {
        <li class="request-list__request">
            <div>
                <h2 class="fr-h6 fr-mb-1v">{role}</h2>
                <p class="fr-mb-1v">{structure}</p>
                <p class="fr-text--sm fr-mb-1v">{row.reference.clone()} " · " {dated}</p>
                {kept}
                <StatusBadge status=row.status.0 />
            </div>
            <a class="fr-btn fr-btn--secondary" href=href>
                {say(action)} <span class="fr-sr-only">" " {row.reference}</span>
            </a>
        </li>
    }
}

/// A button that begins a request, to a structure where one is named.
#[component]
pub(super) fn NewRequest(structure: Option<String>) -> impl IntoView {
    let session = SessionState::of_page();
    let address = Address::of_page();
    // One key for the wish: pressing again after a lost answer makes no second draft.
    let key = StoredValue::new(browser::new_key());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let create = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        session.write(begin(key.get_value(), structure.clone()), move |answer| {
            busy.set(false);
            match answer {
                Ok(id) => {
                    let page = Page::Request(id.into_inner(), RequestPage::Home);
                    address.visit(&page.path());
                }
                Err(error) => failed.set(Some(of_error(&error))),
            }
        });
    };
    let label = move || {
        say(if busy.get() {
            words::CREATING
        } else {
            words::NEW
        })
    };
    view! {
        {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <button class="fr-btn fr-mt-3w" type="button" on:click=act(create)>{part(label)}</button>
    }
}

/// A draft, sent to the structure where one is named.
fn begin(key: String, structure: Option<String>) -> Answered<cynic::Id> {
    Box::pin(async move {
        let draft = api::create_draft(key).await?;
        let Some(finess) = structure else {
            return Ok(draft.id);
        };
        let mut form = RawForm::from(&draft.form);
        form.structure_finess = finess;
        let id = draft.id.inner().to_owned();
        api::save_draft(id, draft.revision, form).await?;
        Ok(draft.id)
    })
}
