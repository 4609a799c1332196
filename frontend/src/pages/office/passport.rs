//! Designations, each with its steps: what is done, what is missing, who must act, and what the person may do.

use leptos::prelude::*;
use shared::date::Date;
use shared::field_error::Field;
use shared::passport::{Party, State, Step};
use shared::text::Text;

use super::{Asked, Office, What, day_of, text_of};
use crate::api::{self, Coded, Designation, DesignationTurn, Prerequisite, StepInput, Turn};
use crate::browser::{self, day, language, say};
use crate::components::TextField;
use crate::text::{fill, office as words, phrases};
use crate::view::{act, live, part};

/// The list, as it changes.
pub(in crate::pages) fn passports(office: Office) -> AnyView {
    let line = move |designation: Designation| line(office, &designation);
    let list = move || {
        let all = office.designations.get();
        view! { <ul class="request-list">{all.into_iter().map(line).collect_view()}</ul> }
    };
    part(list)
}

fn line(office: Office, designation: &Designation) -> AnyView {
    let who = designation
        .subject_name_id
        .clone()
        .or_else(|| designation.email.clone())
        .unwrap_or_default();
    let title = match office.side {
        Some(Party::Candidate) => designation.structure_name.clone(),
        _ => who.clone(),
    };
    let redeemed = designation.redeemed_by.as_ref().map(
        |name| view! { <p class="fr-text--sm fr-mb-1v">{fill(say(words::REDEEMED_BY), name)}</p> },
    );
    let granted = match (&designation.granted_by, designation.by_right) {
        (_, true) => Some(say(words::BY_RIGHT).to_owned()),
        (Some(subject), false) => Some(fill(say(words::GRANTED_BY), subject)),
        (None, false) => None,
    };
    let granted = granted.map(|words| view! { <p class="fr-text--sm fr-mb-1v">{words}</p> });
    let history = (!designation.turns.is_empty()).then(|| history(designation.turns.clone()));
    let id = designation.id.clone();
    let asked = designation.clone();
    let form = move || {
        let now = office.asked.get().filter(|asked| asked.of == id)?;
        Some(form(office, &now, &asked))
    };
    view! {
        <li class="request-list__request passport">
            <div>
                <strong>{title}</strong> " " {state(designation)}
                {redeemed}
                {granted}
                {waits(office, designation)}
                {steps(office, designation)}
            </div>
            {buttons(office, designation, &who)}
            {history}
            {part(form)}
        </li>
    }
    .into_any()
}

/// The state and its dates.
fn state(designation: &Designation) -> String {
    let (words, at) = match designation.state.0 {
        State::Invited => (words::INVITED, Some(&designation.since)),
        State::Pending => (words::PENDING, Some(&designation.since)),
        State::Active => (words::SINCE, Some(&designation.since)),
        State::Suspended => (words::SUSPENDED, designation.suspended_at.as_ref()),
        State::Ended => (words::ENDED, designation.ended_at.as_ref()),
        State::Revoked => (words::REVOKED, designation.revoked_at.as_ref()),
    };
    let mut state = at.map_or_else(String::new, |at| fill(say(words), &day(at)));
    let dates = [
        (words::FROM, designation.starts_on),
        (words::UNTIL, designation.ends_on),
    ];
    for (words, date) in dates {
        if let Some(date) = date {
            state.push_str(", ");
            state.push_str(&fill(say(words), &date.long(language())));
        }
    }
    state
}

/// Who must act next.
fn waits(office: Office, designation: &Designation) -> Option<AnyView> {
    if designation.waits_for.is_empty() {
        return None;
    }
    let mine = |Coded(party): &Coded<Party>| office.side == Some(*party);
    let all_mine = designation.waits_for.iter().all(mine);
    let some_mine = designation.waits_for.iter().any(mine);
    let words = if all_mine {
        words::WAITS_FOR_YOU
    } else if some_mine {
        words::WAITS_FOR_BOTH
    } else if designation.waits_for.contains(&Coded(Party::Candidate)) {
        words::WAITS_FOR_CANDIDATE
    } else {
        words::WAITS_FOR_REPRESENTATIVE
    };
    Some(view! { <p class="fr-badge fr-badge--info fr-badge--no-icon">{say(words)}</p> }.into_any())
}

pub(super) const fn step_title(step: Step) -> Text {
    match step {
        Step::Training => words::TRAINING,
        Step::CardOrder => words::CARD_ORDER,
        Step::Card => words::CARD,
        Step::Habilitation => words::HABILITATION,
        Step::Terms => words::TERMS,
        Step::Confirmation => words::CONFIRMATION,
    }
}

fn steps(office: Office, designation: &Designation) -> Option<AnyView> {
    let step = |prerequisite: &Prerequisite| {
        let Coded(step) = prerequisite.kind;
        let title = say(step_title(step));
        let button = may_record(office, designation, prerequisite).then(|| {
            let this = designation.clone();
            let ask = move |_| office.step(&this, step);
            let label = match step {
                Step::Terms => words::ACCEPT,
                Step::Confirmation => words::CONFIRM,
                _ => words::RECORD,
            };
            view! {
                <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=act(ask)>
                    {say(label)} <span class="fr-sr-only">" " {title}</span>
                </button>
            }
        });
        view! { <li class="passport__step"><span>{title} " : " {how_far(prerequisite)}</span> {button}</li> }
    };
    (!designation.steps.is_empty()).then(|| {
        view! {
            <ul class="passport__steps" aria-label=say(words::STEPS)>
                {designation.steps.iter().map(step).collect_view()}
            </ul>
        }
        .into_any()
    })
}

/// Whether the person may record the step now.
fn may_record(office: Office, designation: &Designation, step: &Prerequisite) -> bool {
    let Coded(kind) = step.kind;
    let needs_somebody = matches!(kind, Step::Confirmation | Step::Card);
    let has_somebody = designation.subject_name_id.is_some();
    // What is done is done again only where it ends.
    let is_asked = match designation.state.0 {
        State::Invited | State::Pending => step.done_on.is_none(),
        State::Active | State::Suspended => step.ends_on.is_some() && kind.may_end(),
        State::Ended | State::Revoked => false,
    };
    is_asked
        && office
            .side
            .is_some_and(|side| kind.may_be_recorded_by(side))
        && (has_somebody || !needs_somebody)
}

fn how_far(step: &Prerequisite) -> String {
    let Some(done_on) = step.done_on else {
        let owner = match step.owner.0 {
            Party::Candidate => words::OWNER_CANDIDATE,
            Party::Representative => words::OWNER_REPRESENTATIVE,
        };
        let words = if step.needed {
            words::STEP_MISSING
        } else {
            words::STEP_OPTIONAL
        };
        return fill(say(words), say(owner));
    };
    let mut done = fill(say(words::STEP_DONE), &done_on.long(language()));
    if let Some(proof) = &step.proof {
        done.push_str(" (");
        done.push_str(proof);
        done.push(')');
    }
    if let Some(ends_on) = step.ends_on {
        done.push_str(", ");
        done.push_str(&fill(say(words::UNTIL), &ends_on.long(language())));
    }
    done
}

impl Office {
    /// Records a step at once where nothing has to be typed, or opens its form.
    fn step(self, designation: &Designation, step: Step) {
        match step {
            Step::Confirmation => self.record(designation, step, (String::new(), None, None)),
            Step::Terms => {
                let terms = self.session.me().map(|me| me.terms_version);
                self.record(designation, step, (terms.unwrap_or_default(), None, None));
            }
            _ => self.ask(designation, What::Step(step)),
        }
    }

    fn record(
        self,
        designation: &Designation,
        step: Step,
        (proof, done_on, ends_on): (String, Option<Date>, Option<Date>),
    ) {
        let input = StepInput {
            id: designation.id.clone(),
            revision: designation.revision,
            kind: Coded(step),
            done_on,
            proof,
            ends_on,
            idempotency_key: Some(browser::new_key()),
        };
        self.change_one(api::record_step(&input), say(words::STEP_RECORDED));
    }
}

fn buttons(office: Office, designation: &Designation, who: &str) -> Option<AnyView> {
    if office.side == Some(Party::Candidate) {
        return None;
    }
    let is_fixed = designation.by_right && office.side.is_some();
    let turns: &[Turn] = match designation.state.0 {
        _ if is_fixed => &[],
        State::Active => &[Turn::Suspend, Turn::Revoke],
        State::Suspended => &[Turn::Resume, Turn::Revoke],
        State::Invited | State::Pending => &[Turn::Revoke],
        State::Ended | State::Revoked => &[],
    };
    let button = |turn: &Turn| {
        let (turn, this, who) = (*turn, designation.clone(), who.to_owned());
        let ask = move |_| office.ask(&this, What::Turn(turn));
        view! {
            <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(ask)>
                {say(wording(turn).0)} <span class="fr-sr-only">" " {who}</span>
            </button>
        }
    };
    let again = (designation.state.0 == State::Invited).then(|| {
        let (this, who) = (designation.clone(), who.to_owned());
        let send = move |_| {
            let call = api::invite_again(this.clone(), browser::new_key());
            office.change_one(call, say(words::INVITED_AGAIN));
        };
        view! {
            <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(send)>
                {say(words::INVITE_AGAIN)} <span class="fr-sr-only">" " {who}</span>
            </button>
        }
    });
    (!turns.is_empty()).then(|| {
        view! { <div class="passport__buttons">{again} {turns.iter().map(button).collect_view()}</div> }
            .into_any()
    })
}

/// What was done to a designation and why.
fn history(turns: Vec<DesignationTurn>) -> AnyView {
    let turn = |turn: DesignationTurn| {
        let kind = match turn.code.as_str() {
            "DESIGNATION_SUSPENDED" => words::TURN_SUSPENDED,
            "DESIGNATION_RESUMED" => words::TURN_RESUMED,
            "DESIGNATION_ENDED" => words::TURN_ENDED,
            _ => words::TURN_REVOKED,
        };
        let reason = (!turn.reason.is_empty()).then(|| [" – ", &turn.reason].concat());
        view! { <li>{say(kind)} ", " {day(&turn.at)} {reason}</li> }
    };
    view! {
        <details>
            <summary>{say(words::TURNS)}</summary>
            <ul>{turns.into_iter().map(turn).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The button, the question and the answer of each.
const fn wording(turn: Turn) -> (Text, Text, Text) {
    match turn {
        Turn::Revoke => (words::REVOKE, words::REVOKE_REASON, words::REVOKED_DONE),
        Turn::Suspend => (words::SUSPEND, words::SUSPEND_REASON, words::SUSPENDED_DONE),
        Turn::Resume => (words::RESUME, words::RESUME_REASON, words::RESUMED_DONE),
    }
}

/// The form of what the person is about to do.
fn form(office: Office, asked: &Asked, designation: &Designation) -> AnyView {
    let what = asked.what;
    let (label, fields) = match what {
        What::Turn(turn) => {
            let (button, question, _) = wording(turn);
            let reason = office.bound(Field::Reason, office.typed.reason);
            let field = view! { <TextField bound=reason label=say(question) /> }.into_any();
            (button, field)
        }
        What::Step(step) => (words::RECORD, step_fields(office, step)),
    };
    let designation = designation.clone();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        office.send(what, &designation);
    };
    view! {
        <form novalidate class="confirmation" on:submit=act(send)>
            {fields}
            <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
                <li>
                    <button class="fr-btn" type="submit" disabled=live(move || office.busy.get())>{say(label)}</button>
                </li>
                <li>
                    <button class="fr-btn fr-btn--tertiary" type="button" on:click=act(move |_| office.asked.set(None))>
                        {say(phrases::CANCEL)}
                    </button>
                </li>
            </ul>
        </form>
    }
    .into_any()
}

fn step_fields(office: Office, step: Step) -> AnyView {
    let typed = office.typed;
    let ends = step.may_end().then(|| {
        view! { <TextField bound=office.bound(Field::EndsOn, typed.ends_on) kind="date" hint=say(words::ENDS_HINT) /> }
    });
    view! {
        <p class="fr-text--bold">{say(step_title(step))}</p>
        <TextField bound=office.bound(Field::Proof, typed.proof) hint=say(words::PROOF_HINT) />
        <TextField
            bound=office.bound(Field::StartDate, typed.done_on)
            label=say(words::DONE_ON)
            kind="date"
            hint=say(words::DONE_ON_HINT)
        />
        {ends}
    }
    .into_any()
}

impl Office {
    fn send(self, what: What, designation: &Designation) {
        use shared::field_error::Problem;
        let (field, value) = match what {
            What::Turn(_) => (Field::Reason, self.typed.reason),
            What::Step(_) => (Field::Proof, self.typed.proof),
        };
        let Some(text) = text_of(value).or_else(|| {
            // A card that was received needs no reference.
            (what == What::Step(Step::Card)).then(String::new)
        }) else {
            self.typed.problems.set(vec![(field, Problem::Required)]);
            return crate::browser::focus(&[super::ASKED, field.code()].concat());
        };
        match what {
            What::Turn(turn) => {
                let typed = self.typed;
                let call = api::turn(turn, designation.clone(), text, browser::new_key());
                self.change(call, say(wording(turn).2), move |error| {
                    typed.problems.set(super::problems(error));
                });
            }
            What::Step(step) => {
                let days = (day_of(self.typed.done_on), day_of(self.typed.ends_on));
                self.record(designation, step, (text, days.0, days.1));
            }
        }
    }
}
