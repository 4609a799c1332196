//! The three decisions, one open at a time. What was typed in the others is kept.

use leptos::prelude::*;
use shared::status::Status;

use super::correct::Correction;
use super::reject::Rejection;
use super::validate::Validation;
use super::{Review, is_open};
use crate::browser::say;
use crate::components::Failure;
use crate::text::review as words;
use crate::view::{act, live, part};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Validate,
    Correct,
    Reject,
}

/// What was typed lives as long as the page, and not as long as the state of the request.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    choice: RwSignal<Option<Choice>>,
    validation: Validation,
    correction: Correction,
    rejection: Rejection,
}

impl Typed {
    pub(super) fn nothing(review: Review) -> Self {
        Self {
            choice: RwSignal::new(None),
            validation: Validation::new(),
            correction: Correction::new(review),
            rejection: Rejection::new(),
        }
    }
}

/// Builds the decision part for the state that the request is in.
pub(super) fn decision(review: Review, typed: Typed, status: Status) -> AnyView {
    if !is_open(status) {
        return view! { <p class="fr-mt-4w">{say(words::DECIDED)}</p> {kept(review, typed)} }
            .into_any();
    }
    // While a correction is open only a rejection is possible.
    let choices: &[(Choice, shared::text::Text)] = match status {
        Status::Submitted => &[
            (Choice::Validate, words::VALIDATE),
            (Choice::Correct, words::CORRECT),
            (Choice::Reject, words::REJECT),
        ],
        _ => &[(Choice::Reject, words::REJECT)],
    };
    let options = choices
        .iter()
        .map(|&(choice, label)| option(review, typed, choice, say(label)))
        .collect_view();
    let allowed = move |choice| choices.iter().any(|(known, _)| *known == choice);
    let form = move || match typed.choice.get().filter(|choice| allowed(*choice)) {
        None => ().into_any(),
        Some(Choice::Validate) => typed.validation.form(review),
        Some(Choice::Correct) => typed.correction.form(review),
        Some(Choice::Reject) => typed.rejection.form(review),
    };
    view! {
        <section class="decision" aria-labelledby="decision-title">
            <h2 class="fr-h4" id="decision-title">{say(words::DECIDE)}</h2>
            {part(move || review.failed.get().map(|message| view! { <Failure message retry=None /> }))}
            <fieldset class="fr-fieldset" aria-labelledby="decision-legend">
                <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id="decision-legend">
                    {say(words::DECISION_LEGEND)}
                </legend>
                {options}
            </fieldset>
            {part(form)}
        </section>
    }
    .into_any()
}

/// What somebody had written when another was faster: theirs to take elsewhere.
fn kept(review: Review, typed: Typed) -> Option<AnyView> {
    let is_own = review.decided.with_untracked(Option::is_some);
    let mut texts = typed.correction.texts();
    texts.push(typed.rejection.text());
    texts.retain(|text| !text.trim().is_empty());
    (!is_own && !texts.is_empty()).then(|| {
        view! {
            <h2 class="fr-h5">{say(words::KEPT)}</h2>
            <p class="preview kept-lines">{texts.join("\n")}</p>
        }
        .into_any()
    })
}

fn option(review: Review, typed: Typed, choice: Choice, label: &'static str) -> impl IntoView {
    let id = match choice {
        Choice::Validate => "decision-validate",
        Choice::Correct => "decision-correct",
        Choice::Reject => "decision-reject",
    };
    view! {
        <div class="fr-fieldset__element">
            <div class="fr-radio-group">
                <input
                    type="radio"
                    id=id
                    name="decision"
                    prop:checked=live(move || typed.choice.get() == Some(choice))
                    on:change=act(move |_| {
                        review.problems.set(Vec::new());
                        typed.choice.set(Some(choice));
                    })
                />
                <label class="fr-label" for=id>{label}</label>
            </div>
        </div>
    }
}
