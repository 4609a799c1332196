//! The tracking page: where the request stands, what happened and what happens next, without reloading.

use leptos::prelude::*;
use shared::catalogue;
use shared::field_error::Field;
use shared::form::RawForm;
use shared::status::Status;

use super::LiveState;
use super::email_code::EmailCode;
use super::receipt::{Paper, paper};
use super::restore::restore;
use super::withdraw::Withdraw;
use crate::api::{Request, TimelineEntry};
use crate::browser::{self, say};
use crate::components::{
    Alert, AlertKind, Heading, StatusBadge, SummaryList, Timeline, TimelineStep,
};
use crate::draft::{Draft, in_language};
use crate::pages::{answers, contact, looks};
use crate::route::{Page, RequestPage};
use crate::text::{fill, form, phrases, tracking as words};
use crate::view::{memo, part};

pub(super) fn tracking(draft: Draft) -> AnyView {
    let request = draft.request;
    let live: LiveState = expect_context();
    let status = draft.status();
    let steps =
        Signal::derive(move || request.with(|request| request.timeline.iter().map(step).collect()));
    let number = memo(move || request.with(|request| request.rpps_number.clone()));
    let rejection = memo(move || request.with(|request| request.rejection.clone()));
    let restorable = memo(move || request.with(|request| request.restorable_until.clone()));
    let at_risk = memo(move || {
        request.with(|request| request.at_risk && request.status.0 == Status::Validated)
    });
    let waits_for_email =
        memo(move || !status.get().is_final() && request.with(|request| !request.email_confirmed));
    let id = draft.id();
    let receipt = Page::Request(draft.id(), RequestPage::Receipt).path();
    let reference = request.with_untracked(|request| request.reference.clone());
    let down = move || {
        if live.is_down() {
            say(phrases::LINK_DOWN)
        } else {
            say(words::LIVE)
        }
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p>{say(form::REFERENCE)} " " <strong>{reference}</strong></p>
        // One sentence is announced when the state changes, and nothing else on the page.
        <p class="fr-text--lead" role="status">
            {say(words::STATE)} " " {part(move || view! { <StatusBadge status=status.get() /> })}
            <span class="fr-sr-only">{part(move || number.get().map(|number| [say(words::NUMBER), " ", &number].concat()))}</span>
        </p>
        {part(move || number.get().map(|number| registered(&id, number)))}
        {part(move || at_risk.get().then(|| view! {
            <Alert kind=AlertKind::Warning title=say(words::AT_RISK)>
                <p>{say(words::AT_RISK_TEXT)}</p>
            </Alert>
        }))}
        {part(move || rejection.get().map(|rejection| rejected(in_language(&rejection.reason_text), rejection.text)))}
        {part(move || waits_for_email.get().then(|| view! { <EmailCode draft /> }))}
        <h2 class="fr-h4 fr-mt-4w">{say(words::TIMELINE)}</h2>
        <Timeline steps />
        <p class="fr-hint-text" role="status">{part(down)}</p>
        <p>
            <a class="fr-link" href=receipt>{say(words::RECEIPT_LINK)}</a>
        </p>
        <details class="fr-mt-2w">
            <summary>{say(words::ANSWERS)}</summary>
            {part(move || request.with(sent))}
        </details>
        {looks::looks()}
        {part(move || (!status.get().is_final()).then(|| view! { <Withdraw draft /> }))}
        {part(move || restorable.get().map(|until| restore(draft, &until)))}
        <p class="fr-mt-4w">{contact::about(draft.id().as_str())}</p>
        <p>
            <a class="fr-link" href=Page::Requests.path()>{say(phrases::BACK_TO_REQUESTS)}</a>
        </p>
    }
    .into_any()
}

/// A step of the server as the page shows it. Texts of known codes are the catalogue's own.
pub(in crate::pages) fn step(entry: &TimelineEntry) -> TimelineStep {
    let known = catalogue::TIMELINE
        .iter()
        .any(|(code, ..)| *code == entry.code);
    let (title, detail) = if known {
        let (title, detail) = catalogue::timeline(&entry.code);
        (say(title).to_owned(), say(detail).to_owned())
    } else {
        (in_language(&entry.title), in_language(&entry.detail))
    };
    let when = match (&entry.at, &entry.expected_at) {
        (Some(at), _) => fill(say(words::HAPPENED), &browser::day_and_time(at)),
        (None, Some(at)) => fill(say(words::EXPECTED), &browser::day_and_time(at)),
        (None, None) => String::new(),
    };
    TimelineStep {
        title,
        detail,
        when,
        done: entry.at.is_some(),
    }
}

fn registered(id: &str, number: String) -> AnyView {
    let steps = [words::ECPS_1, words::ECPS_2, words::ECPS_3, words::ECPS_4];
    view! {
        <p class="rpps-number">
            <span class="rpps-number__label">{say(words::NUMBER)}</span>
            <strong>{number}</strong>
            <span class="fr-text--sm">{say(words::NUMBER_WHY)}</span>
        </p>
        <p>{paper(id, Paper::Attestation)}</p>
        <h2 class="fr-h4">{say(words::ECPS_TITLE)}</h2>
        <ol>{steps.map(|step| view! { <li>{say(step)}</li> }).collect_view()}</ol>
    }
    .into_any()
}

/// A rejection as the person reads it.
pub(in crate::pages) fn rejected(reason: String, text: String) -> AnyView {
    view! {
        <Alert kind=AlertKind::Warning title=say(words::REJECTED)>
            <p>{say(words::REASON)} " " {reason}</p>
            <p class="kept-lines">{say(words::MESSAGE)} " " {text}</p>
            <p>{say(words::NEW_REQUEST)}</p>
        </Alert>
    }
    .into_any()
}

fn sent(request: &Request) -> AnyView {
    let form = RawForm::from(&request.form);
    let rows = answers::rows(&form, request.structure.as_ref(), Field::CORRECTABLE);
    view! { <SummaryList rows /> }.into_any()
}
