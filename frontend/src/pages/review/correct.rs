//! Asking a correction: the fields, each with a coded reason and a text. Only those unlock.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::text::Text;
use shared::value_set::CorrectionReason;

use super::Review;
use crate::api::{self, Coded, CorrectionItemInput, TemplatePurpose};
use crate::browser::{focus, say};
use crate::components::{ErrorSummary, FieldBinding, SUMMARY_ID, TextArea};
use crate::text::review as words;
use crate::view::{act, live, part};

#[derive(Clone, Copy)]
pub(super) struct Correction {
    items: StoredValue<Vec<Item>>,
    text: RwSignal<String>,
}

/// A field that may be sent back.
#[derive(Clone, Copy)]
struct Item {
    field: Field,
    ticked: RwSignal<bool>,
    reason: RwSignal<CorrectionReason>,
    text: RwSignal<String>,
}

impl Correction {
    pub(super) fn new(review: Review) -> Self {
        let item = |&field: &Field| Item {
            field,
            ticked: RwSignal::new(false),
            reason: RwSignal::new(CorrectionReason::WrongValue),
            text: RwSignal::new(String::new()),
        };
        // A birth town is asked from people born abroad only.
        let born_in_france = review
            .request
            .with_untracked(|request| request.identity.born_in_france);
        let asked = |field: &&Field| **field != Field::BirthTown || !born_in_france;
        let items = Field::CORRECTABLE.iter().filter(asked).map(item).collect();
        Self {
            items: StoredValue::new(items),
            text: RwSignal::new(String::new()),
        }
    }

    pub(super) fn form(self, review: Review) -> AnyView {
        let problem = move || {
            let wrong =
                |(field, problem): &(Field, Problem)| (*field == Field::Items).then_some(*problem);
            let wrong = review
                .problems
                .with(|problems| problems.iter().find_map(wrong));
            wrong.map(|problem| view! { <p class="fr-message fr-message--error">{say(problem.text())}</p> })
        };
        let lines = self
            .items
            .get_value()
            .into_iter()
            .enumerate()
            .map(|(at, item)| line(review, at, item))
            .collect_view();
        view! {
            <form novalidate on:submit=act(move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                self.send(review);
            })>
                <ErrorSummary errors=review.problems.into() />
                <fieldset class="fr-fieldset" aria-labelledby="items-legend items-messages">
                    <legend class="fr-fieldset__legend fr-fieldset__legend--regular" id="items-legend">
                        {say(words::FIELDS_LEGEND)} <span class="fr-hint-text">{say(words::FIELDS_HINT)}</span>
                    </legend>
                    {lines}
                    <div class="fr-messages-group" id="items-messages" aria-live="polite">{part(problem)}</div>
                </fieldset>
                <TextArea
                    bound=FieldBinding::local(Field::Text, self.text, review.problems)
                    hint=say(words::CORRECT_TEXT_HINT)
                />
                {submit(review, words::CORRECT_NOW)}
            </form>
        }
        .into_any()
    }

    /// Everything that was written.
    pub(super) fn texts(self) -> Vec<String> {
        let items =
            |items: &Vec<Item>| items.iter().map(|item| item.text.get_untracked()).collect();
        let mut texts: Vec<String> = self.items.with_value(items);
        texts.push(self.text.get_untracked());
        texts
    }

    fn send(self, review: Review) {
        let ticked = |item: &&Item| item.ticked.get_untracked();
        let input = |item: &Item| CorrectionItemInput {
            field: item.field.code().to_owned(),
            code: Coded(item.reason.get_untracked()),
            text: item.text.get_untracked().trim().to_owned(),
        };
        let items: Vec<_> = self
            .items
            .with_value(|items| items.iter().filter(ticked).map(input).collect());
        let missing = if items.is_empty() {
            vec![(Field::Items, Problem::Required)]
        } else {
            Vec::new()
        };
        if review.complete(missing) {
            let text = self.text.get_untracked().trim().to_owned();
            let call = api::request_correction(review.on_what_is_shown(), items, text);
            review.decide(call, |_| say(words::DONE_CORRECTION).to_owned());
        }
    }
}

impl Review {
    /// Shows what is missing, or says that nothing is.
    pub(super) fn complete(self, missing: Vec<(Field, Problem)>) -> bool {
        let complete = missing.is_empty();
        self.problems.set(missing);
        if !complete {
            request_animation_frame(|| focus(SUMMARY_ID));
        }
        complete
    }
}

/// The button of a decision.
pub(super) fn submit(review: Review, label: Text) -> AnyView {
    let words = move || {
        say(if review.busy.get() {
            words::SENDING
        } else {
            label
        })
    };
    view! {
        <button class="fr-btn fr-mt-3w" type="submit" disabled=live(move || review.busy.get())>
            {part(words)}
        </button>
    }
    .into_any()
}

fn line(review: Review, at: usize, item: Item) -> AnyView {
    let name = say(item.field.label());
    // The first box carries the name of the whole: the error summary leads there.
    let id = if at == 0 {
        Field::Items.code().to_owned()
    } else {
        ["item-", item.field.code()].concat()
    };
    let reason_id = ["reason-", item.field.code()].concat();
    let prepared_id = ["prepared-", item.field.code()].concat();
    let text_id = ["text-", item.field.code()].concat();
    let option = move |&reason: &CorrectionReason| {
        let code = reason.code();
        view! { <option value=code selected=live(move || item.reason.get() == reason)>{say(reason.label())}</option> }
    };
    let details = move || {
        item.ticked.get().then(|| {
            view! {
                <div class="correction-item">
                    <div class="fr-select-group">
                        <label class="fr-label" for=reason_id.clone()>{say(words::FIELD_REASON)} " " {name}</label>
                        <select
                            class="fr-select"
                            id=reason_id.clone()
                            on:change=act(move |event| {
                                if let Some(reason) = CorrectionReason::from_code(&event_target_value(&event)) {
                                    item.reason.set(reason);
                                }
                            })
                        >
                            {CorrectionReason::ALL.iter().map(option).collect_view()}
                        </select>
                    </div>
                    {super::prepared::choice(review, TemplatePurpose::Correction, prepared_id.clone(), name, move |one| {
                        item.text.set(one.text.clone());
                        if let Some(reason) = one.reason.as_deref().and_then(CorrectionReason::from_code) {
                            item.reason.set(reason);
                        }
                    })}
                    <div class="fr-input-group">
                        <label class="fr-label" for=text_id.clone()>{say(words::FIELD_TEXT)} " " {name}</label>
                        <input
                            class="fr-input"
                            id=text_id.clone()
                            type="text"
                            prop:value=live(move || item.text.get())
                            on:input=act(move |event| item.text.set(event_target_value(&event)))
                        />
                    </div>
                </div>
            }
        })
    };
    view! {
        <div class="fr-fieldset__element">
            <div class="fr-checkbox-group">
                <input
                    type="checkbox"
                    id=id.clone()
                    prop:checked=live(move || item.ticked.get())
                    on:change=act(move |event| {
                        item.ticked.set(event_target_checked(&event));
                        review.problems.update(|problems| problems.retain(|(field, _)| *field != Field::Items));
                    })
                />
                <label class="fr-label" for=id>{name}</label>
            </div>
            {part(details)}
        </div>
    }
    .into_any()
}
