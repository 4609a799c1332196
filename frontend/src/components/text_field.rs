//! A line of text, an e-mail address, a telephone number or a date.

use leptos::prelude::*;

use super::field::{FieldBinding, Messages};
use crate::view::{act, live};

#[component]
pub(crate) fn TextField(
    bound: FieldBinding,
    /// Where the label of the field says something else.
    #[prop(default = "")]
    label: &'static str,
    /// Type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "")] hint: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "")] input_mode: &'static str,
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
            <input
                class=input
                id=bound.id()
                name=bound.id()
                type=kind
                autocomplete=autocomplete
                inputmode=(!input_mode.is_empty()).then_some(input_mode)
                aria-describedby=bound.messages_id()
                aria-invalid=bound.invalid()
                readonly=live(move || bound.locked.get())
                prop:value=live(move || bound.value.get())
                on:input=act(move |event| bound.write(event_target_value(&event)))
                on:blur=act(move |_| bound.leave())
            />
            <Messages bound />
        </div>
    }
    .into_any()
}
