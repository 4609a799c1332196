//! A box to tick. Its value is `true`, or empty.

use leptos::prelude::*;

use super::field::{FieldBinding, Messages};
use crate::view::{act, live};

#[component]
pub(crate) fn Checkbox(
    bound: FieldBinding,
    /// The sentence one agrees to.
    label: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let group = bound.group(
        "fr-checkbox-group",
        "fr-checkbox-group fr-checkbox-group--error",
    );
    view! {
        <div class="fr-mb-3w">
            <div class=group>
                <input
                    type="checkbox"
                    id=bound.id()
                    name=bound.id()
                    aria-describedby=bound.messages_id()
                    aria-invalid=bound.invalid()
                    disabled=live(move || bound.locked.get())
                    prop:checked=live(move || !bound.value.get().is_empty())
                    on:change=act(move |event| {
                        bound.write(if event_target_checked(&event) { "true".to_owned() } else { String::new() });
                        bound.leave();
                    })
                />
                <label class="fr-label" for=bound.id()>
                    {label} {children.map(|children| view! { <span class="fr-hint-text">{children()}</span> })}
                </label>
                <Messages bound />
            </div>
        </div>
    }
    .into_any()
}
