//! Rejecting: a coded reason, a text, and both as the person will read them.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::value_set;

use super::Review;
use crate::api::{self, RejectionReason, TemplatePurpose};
use crate::browser::say;
use crate::components::{ErrorSummary, FieldBinding, RadioGroup, TextArea};
use crate::pages::request::tracking::rejected;
use crate::text::review as words;
use crate::view::{act, part};

#[derive(Clone, Copy)]
pub(super) struct Rejection {
    reason: RwSignal<String>,
    text: RwSignal<String>,
}

impl Rejection {
    pub(super) fn new() -> Self {
        Self {
            reason: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
        }
    }

    pub(super) fn form(self, review: Review) -> AnyView {
        let reasons = value_set::RejectionReason::ALL
            .iter()
            .map(|reason| (reason.code(), say(reason.label())))
            .collect();
        let preview = move || {
            let reason = self
                .reason
                .with(|code| value_set::RejectionReason::from_code(code));
            match (reason, self.text.get()) {
                (Some(reason), text) if !text.trim().is_empty() => {
                    rejected(say(reason.label()).to_owned(), text)
                }
                _ => view! { <p class="fr-hint-text">{say(words::PREVIEW_EMPTY)}</p> }.into_any(),
            }
        };
        view! {
            <form novalidate on:submit=act(move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                self.send(review);
            })>
                <ErrorSummary errors=review.problems.into() />
                <RadioGroup
                    bound=FieldBinding::local(Field::Reason, self.reason, review.problems)
                    legend=say(words::REASON_LEGEND)
                    options=reasons
                />
                {super::prepared::choice(review, TemplatePurpose::Rejection, "prepared".to_owned(), "", move |one| {
                    self.text.set(one.text.clone());
                    if let Some(reason) = &one.reason {
                        self.reason.set(reason.clone());
                    }
                    review.problems.set(Vec::new());
                })}
                <TextArea
                    bound=FieldBinding::local(Field::Text, self.text, review.problems)
                    hint=say(words::TEXT_HINT)
                />
                <h3 class="fr-h6 fr-mt-2w">{say(words::PREVIEW)}</h3>
                <div class="preview">{part(preview)}</div>
                {super::correct::submit(review, words::REJECT_NOW)}
            </form>
        }
        .into_any()
    }

    pub(super) fn text(self) -> String {
        self.text.get_untracked()
    }

    fn send(self, review: Review) {
        let reason = self.reason.with_untracked(|code| match code.as_str() {
            "AUT" => Some(RejectionReason::Aut),
            "CHA" => Some(RejectionReason::Cha),
            "def" => Some(RejectionReason::Def),
            _ => None,
        });
        let text = self.text.get_untracked().trim().to_owned();
        let mut missing = Vec::new();
        if reason.is_none() {
            missing.push((Field::Reason, Problem::Required));
        }
        if text.is_empty() {
            missing.push((Field::Text, Problem::Required));
        }
        if review.complete(missing)
            && let Some(reason) = reason
        {
            let call = api::reject(review.on_what_is_shown(), reason, text);
            review.decide(call, |_| say(words::DONE_REJECTED).to_owned());
        }
    }
}
