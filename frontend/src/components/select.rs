//! One value of a short list, folded.

use leptos::prelude::*;
use shared::text::Text;

use super::field::{FieldBinding, Messages};
use crate::browser::say;
use crate::text::phrases;
use crate::view::{act, live};

#[component]
pub(crate) fn Select(
    bound: FieldBinding,
    /// Codes and labels.
    options: Vec<(&'static str, Text)>,
    #[prop(default = "")] hint: &'static str,
) -> impl IntoView {
    let group = bound.group("fr-select-group", "fr-select-group fr-select-group--error");
    let select = bound.group("fr-select", "fr-select fr-select--error");
    let hint = (!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint}</span> });
    let option = move |(code, label): (&'static str, Text)| {
        view! { <option value=code selected=live(move || bound.value.get() == code)>{say(label)}</option> }
    };
    view! {
        <div class=group>
            <label class="fr-label" for=bound.id()>{bound.label()} {hint}</label>
            <select
                class=select
                id=bound.id()
                name=bound.id()
                aria-describedby=bound.messages_id()
                aria-invalid=bound.invalid()
                disabled=live(move || bound.locked.get())
                on:change=act(move |event| bound.write(event_target_value(&event)))
                on:blur=act(move |_| bound.leave())
            >
                <option value="" selected=live(move || bound.value.get().is_empty())>{say(phrases::CHOOSE)}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
            <Messages bound />
        </div>
    }
    .into_any()
}
