//! A text of several lines.

use leptos::prelude::*;

use super::field::{FieldBinding, Messages};
use crate::view::{act, live};

#[component]
pub(crate) fn TextArea(
    bound: FieldBinding,
    /// Where the label of the field says something else.
    #[prop(default = "")]
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
) -> impl IntoView {
    let group = bound.group("fr-input-group", "fr-input-group fr-input-group--error");
    let input = bound.group("fr-input", "fr-input fr-input--error");
    let label = if label.is_empty() {
        bound.label()
    } else {
        label
    };
    let hint = (!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint}</span> });
    view! {
        <div class=group>
            <label class="fr-label" for=bound.id()>{label} {hint}</label>
            <textarea
                class=input
                id=bound.id()
                name=bound.id()
                rows="5"
                aria-describedby=bound.messages_id()
                aria-invalid=bound.invalid()
                prop:value=live(move || bound.value.get())
                on:input=act(move |event| bound.write(event_target_value(&event)))
                on:blur=act(move |_| bound.leave())
            ></textarea>
            <Messages bound />
        </div>
    }
    .into_any()
}
