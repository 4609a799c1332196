//! The parts of the form and how far each one is.

use leptos::prelude::*;
use shared::eligibility::{Severity, Stage};
use shared::status::Status;

use super::withdraw::Withdraw;
use crate::api::{Correction, CorrectionItem, Request};
use crate::browser::say;
use crate::components::{Alert, AlertKind, Heading, StatusBadge, Task, TaskList, TaskState};
use crate::draft::{Draft, in_language};
use crate::route::{Page, RequestPage, Step};
use crate::text::{fill, form as words};
use crate::view::{memo, part};
use shared::field_error::Field;

pub(super) fn task_list(draft: Draft) -> AnyView {
    let check = Page::Request(draft.id(), RequestPage::Check).path();
    let states = memo(move || states(draft));
    let tasks = move || {
        let task = |(step, state): (Step, TaskState)| Task {
            title: say(step.title()),
            href: Page::Request(draft.id(), RequestPage::Step(step)).path(),
            state,
        };
        let tasks = Step::ALL.into_iter().zip(states.get()).map(task).collect();
        view! { <TaskList tasks /> }
    };
    let missing = move || {
        let left = states.with(|states| {
            states
                .iter()
                .filter(|state| **state == TaskState::ToDo)
                .count()
        });
        match left {
            0 => String::new(),
            1 => fill(say(words::STILL_MISSING), say(words::ONE_PART)),
            left => fill(
                say(words::STILL_MISSING),
                &fill(say(words::PARTS), &left.to_string()),
            ),
        }
    };
    let request = draft.request;
    view! {
        <Heading title=say(words::TITLE) />
        <p>
            {part(move || request.with(head))}
        </p>
        {part(move || request.with(|request| request.correction.clone().filter(|correction| correction.open).map(correction_asked)))}
        {part(move || request.with(|request| (request.status.0 == Status::Draft).then(|| view! { <p>{say(words::INTRO)}</p> })))}
        {part(tasks)}
        <p class="fr-mt-2w">{part(missing)}</p>
        <p>
            <a class="fr-btn" href=check>{say(words::CHECK_AND_SEND)}</a>
        </p>
        <Withdraw draft />
    }
    .into_any()
}

fn head(request: &Request) -> AnyView {
    view! {
        <StatusBadge status=request.status.0 />
        " "
        {say(words::REFERENCE)}
        " "
        <strong>{request.reference.clone()}</strong>
    }
    .into_any()
}

fn correction_asked(correction: Correction) -> AnyView {
    let item = |item: CorrectionItem| {
        let label = Field::from_code(&item.field).map_or("", |field| say(field.label()));
        view! {
            <li>
                <strong>{label}</strong> " : " {in_language(&item.code_text)} ". " {item.text}
            </li>
        }
    };
    view! {
        <Alert kind=AlertKind::Warning title=say(words::CORRECTION_TITLE)>
            <p>{say(words::CORRECTION_INTRO)}</p>
            <p class="kept-lines">{correction.text}</p>
            <ul>{correction.items.into_iter().map(item).collect_view()}</ul>
        </Alert>
    }
    .into_any()
}

/// How far each part is, in the order of the parts.
fn states(draft: Draft) -> Vec<TaskState> {
    let problems = draft.problems().get();
    let verdict = draft.verdict(Stage::Submitting).get();
    let in_correction = draft.status().get() == Status::CorrectionRequested;
    let state = |step: Step| {
        let fields = step.fields();
        let wrong = problems
            .iter()
            .any(|problem| fields.contains(&problem.field));
        let blocked = step == Step::Need
            && verdict.findings.iter().any(|finding| {
                finding.severity == Severity::Blocking
                    && finding.field.is_some_and(|field| fields.contains(&field))
            });
        // An acknowledgement stays open in a correction; it is to do only when something blocks without it.
        let asked: Vec<Field> = fields
            .iter()
            .copied()
            .filter(|field| !draft.is_locked(*field) && !Field::ACKNOWLEDGEMENTS.contains(field))
            .collect();
        if in_correction && !draft.was_seen(&asked) {
            TaskState::ToCorrect
        } else if wrong || blocked {
            TaskState::ToDo
        } else if in_correction && asked.is_empty() {
            TaskState::Locked
        } else {
            TaskState::Done
        }
    };
    Step::ALL.into_iter().map(state).collect()
}
