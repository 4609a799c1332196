//! Validating: the attestations, then the number.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};

use super::Review;
use crate::api::{self, Attestations, Request};
use crate::browser::say;
use crate::components::{Checkbox, ErrorSummary, FieldBinding};
use crate::text::{fill, review as words};
use crate::view::{act, memo, part};

#[derive(Clone, Copy)]
pub(super) struct Validation {
    conditions: RwSignal<String>,
    identity: RwSignal<String>,
    risk: RwSignal<String>,
}

impl Validation {
    pub(super) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            conditions: empty(),
            identity: empty(),
            risk: empty(),
        }
    }

    pub(super) fn form(self, review: Review) -> AnyView {
        let bind = |field, value| FieldBinding::local(field, value, review.problems);
        let at_risk = memo(move || review.request.with(|request| request.at_risk));
        view! {
            <form novalidate on:submit=act(move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                self.send(review, at_risk.get_untracked());
            })>
                <ErrorSummary errors=review.problems.into() />
                <Checkbox bound=bind(Field::ConditionsChecked, self.conditions) label=say(words::CONDITIONS) />
                <Checkbox bound=bind(Field::IdentityChecked, self.identity) label=say(words::IDENTITY_CHECKED) />
                {part(move || at_risk.get().then(|| view! {
                    <Checkbox
                        bound=FieldBinding::local(Field::RiskAcknowledged, self.risk, review.problems)
                        label=say(words::RISK)
                    />
                }))}
                {super::correct::submit(review, words::VALIDATE_NOW)}
            </form>
        }
        .into_any()
    }

    fn send(self, review: Review, at_risk: bool) {
        let ticked = |value: RwSignal<String>| value.with_untracked(|value| !value.is_empty());
        let attestations = Attestations {
            conditions_checked: ticked(self.conditions),
            identity_checked: ticked(self.identity),
            risk_acknowledged: ticked(self.risk),
        };
        let mut missing = Vec::new();
        if !attestations.conditions_checked {
            missing.push((Field::ConditionsChecked, Problem::NotChecked));
        }
        if !attestations.identity_checked {
            missing.push((Field::IdentityChecked, Problem::NotChecked));
        }
        if at_risk && !attestations.risk_acknowledged {
            missing.push((Field::RiskAcknowledged, Problem::NotChecked));
        }
        if review.complete(missing) {
            let done = |request: &Request| {
                let number = request.rpps_number.clone().unwrap_or_default();
                fill(say(words::DONE_VALIDATED), &number)
            };
            review.decide(api::validate(review.on_what_is_shown(), attestations), done);
        }
    }
}
