//! One decision for the requests that were ticked in the queue: tried first, then made.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::value_set;

use super::failed;
use super::rows::{Shown, Told, table};
use crate::address::Address;
use crate::api::{
    self, ApiError, Attestations, BatchDecision, BatchItem, BatchItemState, ChosenRequestInput,
    Detail, RejectionReason,
};
use crate::browser::{self, focus, say};
use crate::components::{
    Checkbox, ErrorSummary, Failure, FieldBinding, Heading, RadioGroup, SUMMARY_ID, TextArea,
};
use crate::pages::access::{Audience, page_for};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{batches as words, fill, of_error, review};
use crate::view::{act, effect, live, memo, part};

/// Rows that are tried with one call.
const TRIED: usize = 100;
const TOLD: Told = [words::WOULD, words::WOULD, words::WOULD_NOT];
const VALIDATE: &str = "VALIDATE";
const REJECT: &str = "REJECT";

pub(crate) fn batch_choice() -> AnyView {
    page_for(Audience::Manager, show)
}

#[derive(Clone, Copy)]
struct Choice {
    session: SessionState,
    address: Address,
    chosen: StoredValue<Vec<ChosenRequestInput>>,
    decision: RwSignal<String>,
    conditions: RwSignal<String>,
    identity: RwSignal<String>,
    risk: RwSignal<String>,
    reason: RwSignal<String>,
    text: RwSignal<String>,
    tried: RwSignal<Vec<BatchItem>>,
    problems: RwSignal<Vec<(Field, Problem)>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    key: StoredValue<String>,
}

fn show() -> AnyView {
    let chosen: Vec<ChosenRequestInput> = browser::chosen()
        .into_iter()
        .map(|(id, revision)| ChosenRequestInput {
            id: cynic::Id::new(id),
            revision,
        })
        .collect();
    let count = chosen.len();
    if count == 0 {
        return view! {
            <Heading title=say(words::CHOICE) />
            <p>{say(words::NOTHING_CHOSEN)}</p>
            <p><a class="fr-btn" href=Page::Queue.path()>{say(words::TO_QUEUE)}</a></p>
        }
        .into_any();
    }
    let typed = || RwSignal::new(String::new());
    let choice = Choice {
        session: SessionState::of_page(),
        address: Address::of_page(),
        chosen: StoredValue::new(chosen),
        decision: RwSignal::new(VALIDATE.to_owned()),
        conditions: typed(),
        identity: typed(),
        risk: typed(),
        reason: typed(),
        text: typed(),
        tried: RwSignal::new(Vec::new()),
        problems: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        key: StoredValue::new(browser::new_key()),
    };
    let asked = memo(move || {
        (
            choice.decision.get() == REJECT,
            !choice.risk.get().is_empty(),
        )
    });
    effect(move || choice.try_out(asked.get()));
    let decisions = vec![
        (VALIDATE, say(words::VALIDATE)),
        (REJECT, say(words::REJECT)),
    ];
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        choice.send();
    };
    let form = move || {
        if asked.get().0 {
            choice.rejection()
        } else {
            choice.validation()
        }
    };
    let rows = move || {
        let tried = choice.tried.get();
        tried.iter().map(|item| Shown::of(item, TOLD)).collect()
    };
    view! {
        <Heading title=say(words::CHOICE) />
        <p class="fr-text--lead">{fill(say(words::CHOSEN), &count.to_string())}</p>
        {part(move || choice.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <form novalidate on:submit=act(send)>
            <ErrorSummary errors=choice.problems.into() />
            <RadioGroup
                bound=FieldBinding::local(Field::Kind, choice.decision, choice.problems)
                legend=say(words::DECISION)
                options=decisions
            />
            {part(form)}
            <h2 class="fr-h5">{say(words::DRY_RUN)}</h2>
            <p>{say(words::DRY_RUN_TEXT)}</p>
            <p role="status">{part(move || choice.tried.with(|tried| told(tried)))}</p>
            {table(words::DRY_RUN, rows)}
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || choice.busy.get())>
                {say(words::DECIDE)}
            </button>
        </form>
    }
    .into_any()
}

/// How many would be decided.
fn told(tried: &[BatchItem]) -> String {
    if tried.is_empty() {
        return String::new();
    }
    let is_refused = |item: &&BatchItem| item.state == BatchItemState::Refused;
    let refused = tried.iter().filter(is_refused).count();
    let done = tried.len() - refused;
    [
        fill(say(words::DRY_RUN_COUNT), &done.to_string()),
        fill(say(words::DRY_RUN_REFUSED), &refused.to_string()),
    ]
    .join(" ")
}

impl Choice {
    fn bind(self, field: Field, value: RwSignal<String>) -> FieldBinding {
        FieldBinding::local(field, value, self.problems)
    }

    fn validation(self) -> AnyView {
        view! {
            <Checkbox bound=self.bind(Field::ConditionsChecked, self.conditions) label=say(words::CONDITIONS) />
            <Checkbox bound=self.bind(Field::IdentityChecked, self.identity) label=say(words::IDENTITY) />
            <Checkbox bound=self.bind(Field::RiskAcknowledged, self.risk) label=say(words::RISK) />
        }
        .into_any()
    }

    fn rejection(self) -> AnyView {
        let reasons = value_set::RejectionReason::ALL
            .iter()
            .map(|reason| (reason.code(), say(reason.label())))
            .collect();
        view! {
            <RadioGroup
                bound=self.bind(Field::Reason, self.reason)
                legend=say(review::REASON_LEGEND)
                options=reasons
            />
            <TextArea bound=self.bind(Field::Text, self.text) hint=say(review::TEXT_HINT) />
        }
        .into_any()
    }

    /// Tries the decision as it is chosen now.
    fn try_out(self, (rejects, risk): (bool, bool)) {
        let decision = if rejects {
            BatchDecision::Reject
        } else {
            BatchDecision::Validate
        };
        let chosen = self.chosen.get_value();
        let call = Box::pin(async move {
            let mut all = Vec::with_capacity(chosen.len());
            for some in chosen.chunks(TRIED) {
                all.extend(api::simulate(decision, some.to_vec(), risk).await?);
            }
            Ok(all)
        });
        self.session.read(
            call,
            move |answer: Result<Vec<BatchItem>, ApiError>| match answer {
                Ok(mut tried) => {
                    for (at, item) in (0..).zip(&mut tried) {
                        item.position = at;
                    }
                    self.tried.set(tried);
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            },
        );
    }

    fn send(self) {
        let ticked = |value: RwSignal<String>| value.with_untracked(|value| !value.is_empty());
        let rejects = self.decision.with_untracked(|decision| decision == REJECT);
        let reason = self.reason.with_untracked(|code| match code.as_str() {
            "AUT" => Some(RejectionReason::Aut),
            "CHA" => Some(RejectionReason::Cha),
            "def" => Some(RejectionReason::Def),
            _ => None,
        });
        let text = self.text.get_untracked().trim().to_owned();
        let needed = [
            (
                Field::ConditionsChecked,
                rejects || ticked(self.conditions),
                Problem::NotChecked,
            ),
            (
                Field::IdentityChecked,
                rejects || ticked(self.identity),
                Problem::NotChecked,
            ),
            (
                Field::Reason,
                !rejects || reason.is_some(),
                Problem::Required,
            ),
            (Field::Text, !rejects || !text.is_empty(), Problem::Required),
        ];
        let missing: Vec<_> = needed
            .into_iter()
            .filter(|(_, given, _)| !given)
            .map(|(field, _, problem)| (field, problem))
            .collect();
        let is_whole = missing.is_empty();
        self.problems.set(missing);
        if !is_whole {
            return request_animation_frame(|| focus(SUMMARY_ID));
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let (chosen, key) = (self.chosen.get_value(), self.key.get_value());
        let call = if let (true, Some(reason)) = (rejects, reason) {
            api::reject_all(chosen, reason, text, key)
        } else {
            let given = Attestations {
                conditions_checked: true,
                identity_checked: true,
                risk_acknowledged: ticked(self.risk),
            };
            api::validate_all(chosen, given, key)
        };
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(batch) => {
                    browser::choose(&[]);
                    let id = batch.id.inner().to_owned();
                    self.address.visit(&Page::Batch(id).path());
                }
                Err(error) => {
                    if !error.is_passing() {
                        self.key.set_value(browser::new_key());
                    }
                    if let Detail::Errors(errors) = &error.detail {
                        let known = errors.iter().filter_map(api::FieldError::known);
                        self.problems.set(known.collect());
                    }
                    self.failed.set(Some(failed(&error)));
                }
            }
        });
    }
}
