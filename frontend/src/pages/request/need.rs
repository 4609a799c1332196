//! Why the registration is needed, and what the person takes note of.

use leptos::prelude::*;
use shared::eligibility::Stage;
use shared::field_error::Field;

use super::step;
use crate::browser::say;
use crate::components::{Checkbox, FieldBinding, RadioGroup};
use crate::draft::Draft;
use crate::route::Step;
use crate::session::SessionState;
use crate::text::{fill, form as words, phrases, terms};
use crate::view::{memo, part};

pub(super) fn need(draft: Draft) -> AnyView {
    let me = untrack(|| SessionState::of_page().me());
    let version = me.map(|me| me.terms_version).unwrap_or_default();
    step::page(draft, Step::Need, |problems| {
        let bind = move |field| draft.bind(field, problems);
        let verdict = draft.verdict(Stage::Drafting);
        let at_risk = memo(move || verdict.with(shared::eligibility::Verdict::is_at_risk));
        view! {
            <RadioGroup
                bound=bind(Field::HealthDataNeed)
                legend=say(words::NEED_LEGEND)
                options=vec![("true", say(phrases::YES)), ("false", say(phrases::NO))]
            />
            <h2 class="fr-h5">{say(words::ACKNOWLEDGEMENTS)}</h2>
            <Checkbox bound=bind(Field::EcpsOnlyAcknowledged) label=say(words::ECPS_ONLY) />
            <Checkbox bound=bind(Field::DmpAcknowledged) label=say(words::DMP) />
            {part(move || at_risk.get().then(|| view! {
                <Checkbox bound=bind(Field::RiskAcknowledged) label=say(words::RISK) />
            }))}
            <h2 class="fr-h5">{say(Field::TermsVersion.label())}</h2>
            <details class="terms fr-mb-2w">
                <summary>{say(words::TERMS_READ)} " (" {fill(say(words::TERMS_VERSION), &version)} ")"</summary>
                {terms::PARAGRAPHS.iter().map(|paragraph| view! { <p>{say(*paragraph)}</p> }).collect_view()}
            </details>
            <Checkbox bound=accepting(bind(Field::TermsVersion), version) label=say(words::TERMS) />
        }
        .into_any()
    })
}

/// A tick accepts the version of the terms that is shown; an older acceptance counts for nothing.
fn accepting(bound: FieldBinding, version: String) -> FieldBinding {
    let shown = version.clone();
    FieldBinding {
        value: Signal::derive(move || {
            bound.value.with(|value| {
                if *value == shown {
                    value.clone()
                } else {
                    String::new()
                }
            })
        }),
        set: Callback::new(move |ticked: String| {
            bound.set.run(if ticked.is_empty() {
                String::new()
            } else {
                version.clone()
            });
        }),
        ..bound
    }
}
