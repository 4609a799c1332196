//! A message in a frame, and the same for a call that failed.

use leptos::prelude::*;

use crate::browser::say;
use crate::text::phrases;
use crate::view::act;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlertKind {
    Info,
    Success,
    Warning,
    Error,
}

impl AlertKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "fr-alert fr-alert--info fr-mb-3w",
            Self::Success => "fr-alert fr-alert--success fr-mb-3w",
            Self::Warning => "fr-alert fr-alert--warning fr-mb-3w",
            Self::Error => "fr-alert fr-alert--error fr-mb-3w",
        }
    }
}

#[component]
pub(crate) fn Alert(
    kind: AlertKind,
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = (kind == AlertKind::Error).then_some("alert");
    view! {
        <div class=kind.class() role=role>
            <p class="fr-alert__title">{title}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// What went wrong, and a way to try again where one makes sense.
#[component]
pub(crate) fn Failure(#[prop(into)] message: String, retry: Option<Callback<()>>) -> impl IntoView {
    let retry = retry.map(|retry| {
        view! {
            <button class="fr-btn fr-btn--sm fr-btn--secondary fr-mt-1w" type="button" on:click=act(move |_| retry.run(()))>
                {say(phrases::RETRY)}
            </button>
        }
    });
    view! {
        <Alert kind=AlertKind::Error title=say(phrases::FAILED)>
            <p>{message}</p>
            {retry}
        </Alert>
    }
    .into_any()
}
