//! The last look before sending: every answer, each with a way to change it.

use leptos::prelude::*;
use shared::eligibility::{Severity, Stage, Verdict};
use shared::field_error::{Field, FieldError};
use shared::status::Status;

use crate::api::{self, ApiError, Detail};
use crate::browser::{self, focus, say};
use crate::components::{
    Alert, AlertKind, Failure, Heading, SaveStatus, SummaryList, SummaryRow, VerdictPanel,
};
use crate::draft::Draft;
use crate::pages::answers::{self, identity_rows};
use crate::route::{Page, RequestPage, Step};
use crate::session::SessionState;
use crate::text::{form as words, of_error};
use crate::view::{act, effect, part};

const MISSING_ID: &str = "missing";

pub(super) fn check(draft: Draft) -> AnyView {
    let problems = draft.problems();
    let verdict = draft.verdict(Stage::Submitting);
    let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
    let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
    let identity = draft
        .request
        .with_untracked(|request| identity_rows(&request.identity));
    let home = Page::Request(draft.id(), RequestPage::Home).path();
    let retry = Callback::new(move |()| draft.save());
    let merged = Signal::derive(move || {
        draft
            .merged
            .get()
            .into_iter()
            .map(|field| say(field.label()))
            .collect()
    });
    view! {
        <Heading title=say(words::CHECK_TITLE) />
        <p>{say(words::CHECK_INTRO)}</p>
        <SaveStatus state=draft.save_state.into() retry merged />
        <div class="fr-grid-row fr-grid-row--gutters">
            <div class="fr-col-12 fr-col-lg-8">
                <Missing draft problems verdict />
                <h2 class="fr-h5">{say(words::CIVIL_STATUS)}</h2>
                <SummaryList rows=identity />
                {Step::ALL.into_iter().map(|step| step_answers(draft, step, verdict)).collect_view()}
                <Send draft problems verdict />
                <p class="fr-mt-2w">
                    <a class="fr-link" href=home>{say(words::BACK_TO_LIST)}</a>
                </p>
            </div>
            <div class="fr-col-12 fr-col-lg-4">
                <VerdictPanel outcome findings small=true />
            </div>
        </div>
    }
    .into_any()
}

fn step_answers(draft: Draft, step: Step, verdict: Memo<Verdict>) -> AnyView {
    let href = Page::Request(draft.id(), RequestPage::Step(step)).path();
    let rows = move || {
        let request = draft.request.get();
        let asked = |field: &&Field| {
            let about_birth = **field == Field::BirthTown && request.identity.born_in_france;
            let about_risk =
                **field == Field::RiskAcknowledged && !verdict.with(Verdict::is_at_risk);
            !about_birth && !about_risk
        };
        let row = |field: &Field| SummaryRow {
            name: say(field.label()),
            value: draft
                .form
                .with(|form| answers::value(form, request.structure.as_ref(), *field)),
            change: (!draft.is_locked(*field)).then(|| href.clone()),
        };
        let rows = step.fields().iter().filter(asked).map(row).collect();
        view! { <SummaryList rows /> }
    };
    view! {
        <h2 class="fr-h5 fr-mt-3w">{say(step.title())}</h2>
        {part(rows)}
    }
    .into_any()
}

/// The problems and the blocking findings, each leading to the page where it is put right.
#[component]
fn Missing(draft: Draft, problems: Memo<Vec<FieldError>>, verdict: Memo<Verdict>) -> impl IntoView {
    let line = move |(field, text): (Option<Field>, &'static str)| {
        let label = field.map_or("", |field| say(field.label()));
        let page = field
            .and_then(Step::of)
            .map_or(RequestPage::Home, RequestPage::Step);
        let href = Page::Request(draft.id(), page).path();
        view! {
            <li>
                <a href=href>{label} " : " {text}</a>
            </li>
        }
    };
    part(move || {
        let wrong = problems
            .get()
            .into_iter()
            .map(|problem| (Some(problem.field), say(problem.problem.text())));
        let blocking = verdict
            .get()
            .findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Blocking);
        let blocking = blocking.map(|finding| (finding.field, say(finding.text())));
        let lines: Vec<_> = wrong.chain(blocking).collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div id=MISSING_ID tabindex="-1">
                    <Alert kind=AlertKind::Warning title=say(words::NOT_COMPLETE)>
                        <ul>{lines.into_iter().map(line).collect_view()}</ul>
                    </Alert>
                </div>
            }
        })
    })
}

#[component]
fn Send(draft: Draft, problems: Memo<Vec<FieldError>>, verdict: Memo<Verdict>) -> impl IntoView {
    let session = SessionState::of_page();
    let key = StoredValue::new(browser::new_key());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let refused = move |error: ApiError| {
        failed.set(Some(of_error(&error)));
        match error.detail {
            Detail::Stale { current, .. } => draft.meet(*current),
            Detail::Errors(errors) => draft.request.update(|request| request.problems = errors),
            Detail::Verdict(verdict) => draft.request.update(|request| request.verdict = verdict),
            _ => {}
        }
    };
    let send = Callback::new(move |()| {
        session.write(
            api::submit(draft.id(), draft.revision(), key.get_value()),
            move |answer| {
                if busy.try_get_untracked().is_none() {
                    return;
                }
                busy.set(false);
                match answer {
                    // It has no form any more: the tracking page takes this one's place.
                    Ok(current) => draft.meet(current),
                    Err(error) => refused(error),
                }
            },
        );
    });
    let pressed = move |_| {
        let blocked = verdict.with_untracked(|verdict| {
            verdict
                .findings
                .iter()
                .any(|finding| finding.severity == Severity::Blocking)
        });
        if blocked || problems.with_untracked(|problems| !problems.is_empty()) {
            focus(MISSING_ID);
        } else if !busy.get_untracked() {
            busy.set(true);
            draft.save_then(send);
        }
    };
    // A save that failed says so itself; the button is for the next try.
    effect(move || {
        if matches!(
            draft.save_state.get(),
            crate::components::SaveState::Failed { .. }
        ) {
            busy.set(false);
        }
    });
    let label = move || {
        let again = draft
            .request
            .with(|request| request.status.0 == Status::CorrectionRequested);
        say(match (busy.get(), again) {
            (true, _) => words::SENDING,
            (false, true) => words::SUBMIT_AGAIN,
            (false, false) => words::SUBMIT,
        })
    };
    view! {
        {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <button class="fr-btn fr-btn--lg fr-mt-3w" type="button" on:click=act(pressed)>{part(label)}</button>
    }
}
