//! A text of several lines.

use leptos::prelude::*;

use super::field::{FieldBinding, Messages};
use crate::view::{act, live};

#[component]
pub(crate) fn TextArea(
    bound: FieldBinding,
    #[prop(default = "")] hint: &'static str,
) -> impl IntoView {
    let group = bound.group("fr-input-group", "fr-input-group fr-input-group--error");
    let input = bound.group("fr-input", "fr-input fr-input--error");
    let hint = (!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint}</span> });
    view! {
        <div class=group>
            <label class="fr-label" for=bound.id()>{bound.label()} {hint}</label>
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
