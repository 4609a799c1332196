//! One value of a short list, all of it in view.

use leptos::prelude::*;

use super::field::{FieldBinding, Messages};
use crate::view::{act, live};

#[component]
pub(crate) fn RadioGroup(
    bound: FieldBinding,
    /// Codes and labels.
    options: Vec<(&'static str, &'static str)>,
    #[prop(default = "")] hint: &'static str,
    /// The question, where the label of the field is too short.
    #[prop(default = "")]
    legend: &'static str,
) -> impl IntoView {
    let group = bound.group("fr-fieldset", "fr-fieldset fr-fieldset--error");
    let hint = (!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint}</span> });
    let legend = if legend.is_empty() {
        bound.label()
    } else {
        legend
    };
    let legend_id = [&bound.id(), "-legend"].concat();
    let labelled_by = [&legend_id, " ", &bound.messages_id()].concat();
    let option = move |(at, (code, label)): (usize, (&'static str, &'static str))| {
        // The first one carries the field's own name: a link from the error summary leads there.
        let id = if at == 0 {
            bound.id()
        } else {
            [&bound.id(), "-", code].concat()
        };
        view! {
            <div class="fr-fieldset__element">
                <div class="fr-radio-group">
                    <input
                        type="radio"
                        id=id.clone()
                        name=bound.id()
                        value=code
                        disabled=live(move || bound.locked.get())
                        prop:checked=live(move || bound.value.get() == code)
                        on:change=act(move |_| {
                            bound.write(code.to_owned());
                            bound.leave();
                        })
                    />
                    <label class="fr-label" for=id>{label}</label>
                </div>
            </div>
        }
    };
    view! {
        <fieldset class=group role="radiogroup" aria-labelledby=labelled_by aria-invalid=bound.invalid()>
            <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id=legend_id>{legend} {hint}</legend>
            {options.into_iter().enumerate().map(option).collect_view()}
            <Messages bound />
        </fieldset>
    }
    .into_any()
}
