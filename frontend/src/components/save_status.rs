//! Whether what was typed is kept: said quietly while it is, loudly when it is not.

use leptos::prelude::*;

use super::alert::{Alert, AlertKind};
use crate::browser::say;
use crate::text::{fill, phrases};
use crate::view::{act, part};

/// How the draft stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// Nothing was typed since the page was opened.
    Untouched,
    Typing,
    Saving,
    /// The time it was saved at.
    Saved(String),
    /// Why not, and whether trying again can help.
    Failed {
        message: String,
        passing: bool,
    },
}

#[component]
pub(crate) fn SaveStatus(
    state: Signal<SaveState>,
    retry: Callback<()>,
    /// Fields that changed elsewhere meanwhile, by their labels.
    merged: Signal<Vec<&'static str>>,
) -> impl IntoView {
    let quiet = move || match state.get() {
        SaveState::Untouched | SaveState::Failed { .. } => String::new(),
        SaveState::Typing | SaveState::Saving => say(phrases::SAVING).to_owned(),
        SaveState::Saved(at) => fill(say(phrases::SAVED_AT), &at),
    };
    let loud = move || match state.get() {
        SaveState::Failed { message, passing } => Some(view! {
            <Alert kind=AlertKind::Error title=say(phrases::NOT_SAVED)>
                <p>{message} " " {say(phrases::STAYS_ON_PAGE)}</p>
                {passing
                    .then(|| {
                        view! {
                            <button class="fr-btn fr-btn--sm fr-mt-1w" type="button" on:click=act(move |_| retry.run(()))>
                                {say(phrases::SAVE_AGAIN)}
                            </button>
                        }
                    })}
            </Alert>
        }),
        _ => None,
    };
    let elsewhere = move || {
        let fields = merged.get();
        (!fields.is_empty()).then(|| {
            view! {
                <Alert kind=AlertKind::Info title=say(phrases::CHANGED_ELSEWHERE)>
                    <p>{say(phrases::CHANGED_ELSEWHERE_FIELDS)} " " {fields.join(", ")}</p>
                </Alert>
            }
        })
    };
    view! {
        <div class="save-status">
            <p class="fr-text--sm fr-mb-2w" role="status">{part(quiet)}</p>
            {part(loud)}
            {part(elsewhere)}
        </div>
    }
    .into_any()
}
