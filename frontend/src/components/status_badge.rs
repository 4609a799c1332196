//! The state of a request, in words and in colour.

use leptos::prelude::*;
use shared::catalogue;
use shared::status::Status;

use crate::browser::say;

#[component]
pub(crate) fn StatusBadge(status: Status) -> impl IntoView {
    let class = match status {
        Status::Draft | Status::Withdrawn => "fr-badge",
        Status::Submitted => "fr-badge fr-badge--info",
        Status::CorrectionRequested => "fr-badge fr-badge--warning",
        Status::Validated => "fr-badge fr-badge--success",
        Status::Rejected => "fr-badge fr-badge--error",
    };
    view! { <span class=class>{say(catalogue::status(status))}</span> }
}
