//! Registrations that were flagged: an agent of the ANS chooses some, and gives notice with a reason and a last day.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::regularisation::State;
use shared::text::Text;

use super::access::{Audience, page_for};
use crate::api::{
    self, ApiError, Detail, FieldError, FlaggedSituation, NoticeInput, Regularisation,
};
use crate::browser::{self, focus, language, say};
use crate::components::{
    Alert, AlertKind, ErrorSummary, Failure, FieldBinding, Heading, SUMMARY_ID, TextArea, TextField,
};
use crate::session::SessionState;
use crate::text::{fill, of_error, regularisation as words};
use crate::view::{act, live, part};

/// Notices given one after the other, so that each is refused or kept by itself.
#[derive(Clone, Copy)]
struct Campaign {
    session: SessionState,
    all: RwSignal<Vec<FlaggedSituation>>,
    next: RwSignal<Option<String>>,
    chosen: RwSignal<Vec<String>>,
    reason: RwSignal<String>,
    due_on: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    done: RwSignal<Option<String>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

pub(crate) fn flagged() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let campaign = Campaign {
        session: SessionState::of_page(),
        all: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        chosen: RwSignal::new(Vec::new()),
        reason: RwSignal::new(String::new()),
        due_on: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    campaign.read(None);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        campaign.notice();
    };
    let bind = |field, value| FieldBinding::local(field, value, campaign.wrong);
    let count = move || {
        fill(
            say(words::CHOSEN),
            &campaign.chosen.with(Vec::len).to_string(),
        )
    };
    let more = move || {
        campaign.next.get().map(|next| {
            view! {
                <button
                    class="fr-btn fr-btn--secondary"
                    type="button"
                    on:click=act(move |_| campaign.read(Some(next.clone())))
                >
                    {say(words::MORE)}
                </button>
            }
        })
    };
    let list = move || {
        let all = campaign.all.get();
        let none = all.is_empty().then(|| view! { <p>{say(words::NONE)}</p> });
        let line = move |one: FlaggedSituation| line(campaign, &one);
        view! { {none} <ul class="request-list">{all.into_iter().map(line).collect_view()}</ul> }
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <ErrorSummary errors=campaign.wrong.into() />
        <div id="campaign" tabindex="-1">
            {part(move || campaign.done.get().map(|done| view! { <Alert kind=AlertKind::Success title=done /> }))}
            {part(move || campaign.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        </div>
        <form novalidate on:submit=act(send)>
            {part(list)}
            {part(more)}
            <h2 class="fr-h5 fr-mt-4w">{say(words::NOTICE)}</h2>
            <p aria-live="polite">{part(count)}</p>
            <TextArea bound=bind(Field::Reason, campaign.reason) label=say(words::REASON_LABEL) />
            <TextField bound=bind(Field::EndsOn, campaign.due_on) kind="date" hint=say(words::DUE_HINT) />
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || campaign.busy.get())>
                {say(words::SEND)}
            </button>
        </form>
    }
    .into_any()
}

const fn state(state: State) -> Text {
    match state {
        State::Noticed => words::STATE_NOTICED,
        State::Replied => words::STATE_REPLIED,
        State::Cancelled => words::STATE_CANCELLED,
        State::Transferred => words::STATE_TRANSFERRED,
        State::Withdrawn => words::STATE_WITHDRAWN,
    }
}

fn line(campaign: Campaign, one: &FlaggedSituation) -> AnyView {
    let name = [&one.first_names.join(" "), " ", &one.birth_name].concat();
    let structure = one
        .situation
        .structure
        .as_ref()
        .map(|structure| structure.name.clone())
        .unwrap_or_default();
    let open = one
        .situation
        .regularisation
        .clone()
        .filter(|notice| notice.state.0.is_open());
    let about = match open {
        Some(notice) => noticed(campaign, &notice, &name),
        None => choice(campaign, one, &name),
    };
    let closed = one
        .situation
        .regularisation
        .as_ref()
        .filter(|notice| !notice.state.0.is_open())
        .map(|notice| view! { <p class="fr-text--sm fr-mb-1v">{say(state(notice.state.0))}</p> });
    view! {
        <li class="request-list__request">
            <div>
                <strong>{name}</strong> " " {one.rpps_number.clone()}
                <p class="fr-text--sm fr-mb-1v">{one.situation.role.label.clone()} ", " {structure}</p>
                {closed}
            </div>
            {about}
        </li>
    }
    .into_any()
}

/// The notice that was given, its answer, and the way to take it back.
fn noticed(campaign: Campaign, notice: &Regularisation, name: &str) -> AnyView {
    let until = fill(say(words::UNTIL), &notice.due_on.long(language()));
    let reply = notice
        .reply
        .clone()
        .map(|reply| view! { <p>{say(words::THEIR_REPLY)} " " {reply}</p> });
    let (this, name) = (notice.clone(), name.to_owned());
    let back = move |_| campaign.take_back(this.clone());
    view! {
        <div>
            <p class="fr-badge fr-badge--info fr-badge--no-icon">{say(state(notice.state.0))}</p>
            <p class="fr-text--sm fr-mb-1v">{notice.reason.clone()}</p>
            <p class="fr-text--sm fr-mb-1v">{until}</p>
            {reply}
            <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(back)>
                {say(words::TAKE_BACK)} <span class="fr-sr-only">" " {name}</span>
            </button>
        </div>
    }
    .into_any()
}

fn choice(campaign: Campaign, one: &FlaggedSituation, name: &str) -> AnyView {
    let situation = one.situation.id.inner().to_owned();
    let id = ["choose-", &situation].concat();
    let label = fill(say(words::CHOOSE), name);
    let is_chosen = {
        let situation = situation.clone();
        move || campaign.chosen.with(|chosen| chosen.contains(&situation))
    };
    let choose = move |event| {
        let ticked = event_target_checked(&event);
        campaign.chosen.update(|chosen| {
            chosen.retain(|other| *other != situation);
            if ticked {
                chosen.push(situation.clone());
            }
        });
    };
    view! {
        <div class="fr-checkbox-group fr-checkbox-group--sm">
            <input type="checkbox" id=id.clone() prop:checked=live(is_chosen) on:change=act(choose) />
            <label class="fr-label" for=id>{label}</label>
        </div>
    }
    .into_any()
}

impl Campaign {
    /// Reads the list from its beginning, or on from there.
    fn read(self, after: Option<String>) {
        let goes_on = after.is_some();
        self.session
            .write(api::flagged(after), move |answer| match answer {
                Ok(page) => {
                    self.next.set(
                        page.page_info
                            .end_cursor
                            .filter(|_| page.page_info.has_next_page),
                    );
                    self.all.update(|all| {
                        if !goes_on {
                            all.clear();
                        }
                        all.extend(page.nodes);
                    });
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            });
    }

    fn notice(self) {
        let reason = self.reason.with_untracked(|text| text.trim().to_owned());
        let due_on = self
            .due_on
            .with_untracked(|text| shared::date::Date::parse(text).ok());
        let mut wrong = Vec::new();
        if reason.is_empty() {
            wrong.push((Field::Reason, Problem::Required));
        }
        if due_on.is_none() {
            wrong.push((Field::EndsOn, Problem::DateShape));
        }
        let chosen = self.chosen.get_untracked();
        self.failed.set(None);
        self.done.set(None);
        if chosen.is_empty() {
            self.failed.set(Some(say(words::NOBODY).to_owned()));
            return focus("campaign");
        }
        let has_problems = !wrong.is_empty();
        self.wrong.set(wrong);
        let (false, Some(due_on)) = (has_problems || self.busy.get_untracked(), due_on) else {
            return request_animation_frame(|| focus(SUMMARY_ID));
        };
        self.busy.set(true);
        let calls = async move {
            for situation in &chosen {
                let input = NoticeInput {
                    situation_id: cynic::Id::new(situation),
                    reason: reason.clone(),
                    due_on,
                    idempotency_key: Some(browser::new_key()),
                };
                api::notice(&input).await?;
                // What is given is not given again when a later one fails.
                self.chosen
                    .update(|chosen| chosen.retain(|other| other != situation));
            }
            Ok(chosen.len())
        };
        self.session
            .write(Box::pin(calls), move |answer: Result<usize, ApiError>| {
                self.busy.set(false);
                match answer {
                    Ok(given) => {
                        self.done
                            .set(Some(fill(say(words::GIVEN), &given.to_string())));
                    }
                    Err(error) => {
                        if let Detail::Errors(errors) = &error.detail {
                            self.wrong
                                .set(errors.iter().filter_map(FieldError::known).collect());
                        }
                        self.failed.set(Some(of_error(&error)));
                    }
                }
                self.read(None);
                request_animation_frame(|| focus("campaign"));
            });
    }

    fn take_back(self, notice: Regularisation) {
        self.failed.set(None);
        self.session
            .write(api::take_back(notice, browser::new_key()), move |answer| {
                match answer {
                    Ok(_) => self.done.set(Some(say(words::TAKEN_BACK).to_owned())),
                    Err(error) => self.failed.set(Some(of_error(&error))),
                }
                self.read(None);
                request_animation_frame(|| focus("campaign"));
            });
    }
}
