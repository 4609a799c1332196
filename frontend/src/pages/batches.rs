//! A manager's batches: all of them, one as it goes on, and the two ways to begin one.

mod choice;
mod file;
mod progress;
mod rows;

use leptos::prelude::*;
use shared::text::Text;

pub(crate) use self::choice::batch_choice;
pub(crate) use self::file::batch_file;
pub(crate) use self::progress::batch;
use super::access::{Audience, page_for};
use super::loading::load;
use crate::api::{self, ApiError, Batch, BatchKind, Detail};
use crate::browser::{day_and_time, encoded, say};
use crate::components::Heading;
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{batches as words, fill, of_error};
use crate::view::part;

pub(crate) fn batches() -> AnyView {
    page_for(Audience::Manager, || load(api::batches, list))
}

fn list(all: Vec<Batch>) -> AnyView {
    let none = all
        .is_empty()
        .then(|| view! { <p class="fr-mt-3w">{say(words::NONE)}</p> });
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <p>{say(words::TO_DECIDE)}</p>
        <p>
            <a class="fr-btn fr-btn--secondary" href=Page::BatchFile.path()>{say(words::TO_FILE)}</a>
        </p>
        {none}
        <ul class="request-list fr-mt-3w">{all.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

/// One batch; one that goes on is followed.
fn line(batch: Batch) -> AnyView {
    let id = batch.id.inner().to_owned();
    let href = Page::Batch(id.clone()).path();
    let title = say(kind(batch.kind));
    let is_running = batch.finished_at.is_none();
    let shown = RwSignal::new(batch);
    if is_running {
        SessionState::of_page().while_signed_in(move || {
            api::batch_changed(id.clone(), |_| (), move |batch| shown.set(batch));
        });
    }
    view! {
        <li class="request-list__request">
            <div>
                <a class="fr-link" href=href>{title}</a>
                {part(move || view! { <p class="fr-text--sm fr-mb-1v">{shown.with(told)}</p> })}
            </div>
            {part(move || shown.with(badge))}
        </li>
    }
    .into_any()
}

const fn kind(kind: BatchKind) -> Text {
    match kind {
        BatchKind::Validate => words::VALIDATION,
        BatchKind::Reject => words::REJECTION,
        BatchKind::Register => words::REGISTRATION,
    }
}

fn badge(batch: &Batch) -> AnyView {
    let (class, text) = if batch.finished_at.is_some() {
        (
            "fr-badge fr-badge--success fr-badge--no-icon",
            words::FINISHED,
        )
    } else {
        ("fr-badge fr-badge--info fr-badge--no-icon", words::RUNNING)
    };
    view! { <p class=class>{say(text)}</p> }.into_any()
}

/// When it was begun and what came of it.
fn told(batch: &Batch) -> String {
    let started = fill(say(words::STARTED), &day_and_time(&batch.started_at));
    [&started, ". ", &counted(batch)].concat()
}

/// How many rows have their result, and which.
fn counted(batch: &Batch) -> String {
    let settled = (batch.done + batch.refused).to_string();
    let of = [&settled, "\u{a0}/\u{a0}", &batch.items.to_string()].concat();
    let number = |text: Text, number: i32| fill(say(text), &number.to_string());
    [
        fill(say(words::PROGRESS), &of),
        number(words::COUNTS, batch.done),
        number(words::COUNTS_REFUSED, batch.refused),
    ]
    .join(" ")
}

/// Why a batch was not taken, with the columns that are meant.
fn failed(error: &ApiError) -> String {
    let Detail::Batch(problem) = &error.detail else {
        return of_error(error);
    };
    if problem.columns.is_empty() {
        return problem.text.clone();
    }
    [&problem.text, " ", &problem.columns.join(", ")].concat()
}

/// A file that the browser makes by itself.
fn made_here(name: Text, label: Text, text: &str) -> AnyView {
    let href = ["data:text/csv;charset=utf-8,", &encoded(text)].concat();
    view! { <a class="fr-link fr-link--download" href=href download=say(name)>{say(label)}</a> }
        .into_any()
}
