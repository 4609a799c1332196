//! What is wrong on a page, each line leading to its field.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};

use crate::browser::{focus, say};
use crate::text::phrases;
use crate::view::{act, part};

pub(crate) const SUMMARY_ID: &str = "error-summary";

/// A field and what is wrong with it.
pub(crate) type FoundError = (Field, Problem);

#[component]
pub(crate) fn ErrorSummary(errors: Signal<Vec<FoundError>>) -> impl IntoView {
    let line = |(field, problem): FoundError| {
        let href = ["#", field.code()].concat();
        view! {
            <li>
                <a
                    href=href
                    on:click=act(move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        focus(field.code());
                    })
                >
                    {say(field.label())} " : " {say(problem.text())}
                </a>
            </li>
        }
    };
    part(move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="fr-alert fr-alert--error fr-mb-3w" id=SUMMARY_ID tabindex="-1">
                    <p class="fr-alert__title">{say(phrases::ERRORS_ON_PAGE)}</p>
                    <ul>{errors.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    })
}
