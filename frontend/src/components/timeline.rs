//! What happened to a request, and what happens next.

use leptos::prelude::*;

use crate::browser::say;
use crate::text::phrases;
use crate::view::part;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimelineStep {
    pub(crate) title: String,
    pub(crate) detail: String,
    /// When it happened, or is expected; empty where nobody knows.
    pub(crate) when: String,
    pub(crate) done: bool,
}

#[component]
pub(crate) fn Timeline(steps: Signal<Vec<TimelineStep>>) -> impl IntoView {
    let line = |step: TimelineStep| {
        let (class, words) = if step.done {
            ("timeline__step timeline__step--done", phrases::STEP_DONE)
        } else {
            ("timeline__step", phrases::STEP_TO_COME)
        };
        view! {
            <li class=class>
                <p class="timeline__title">
                    <span class="fr-sr-only">{say(words)}</span> {step.title}
                </p>
                {(!step.when.is_empty()).then(|| view! { <p class="timeline__when">{step.when}</p> })}
                <p class="timeline__detail">{step.detail}</p>
            </li>
        }
    };
    view! { <ol class="timeline">{part(move || steps.get().into_iter().map(line).collect_view())}</ol> }
        .into_any()
}
