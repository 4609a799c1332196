//! Where one is among the pages of a form.

use leptos::prelude::*;

use super::heading::Heading;
use crate::browser::say;
use crate::text::phrases;

/// Holds the heading of the page.
#[component]
pub(crate) fn Stepper(
    current: usize,
    steps: usize,
    title: &'static str,
    next: Option<&'static str>,
) -> impl IntoView {
    let (current, steps) = (current.to_string(), steps.to_string());
    let state = [
        say(phrases::STEP),
        " ",
        &current,
        say(phrases::STEP_OF),
        &steps,
    ]
    .concat();
    view! {
        <div class="fr-stepper">
            <Heading class="fr-stepper__title" title=title>
                <span class="fr-stepper__state">{state}</span>
            </Heading>
            <div class="fr-stepper__steps" data-fr-current-step=current data-fr-steps=steps></div>
            {next
                .map(|next| {
                    view! {
                        <p class="fr-stepper__details">
                            <span class="fr-text--bold">{say(phrases::NEXT_STEP)}</span> " " {next}
                        </p>
                    }
                })}
        </div>
    }
    .into_any()
}
