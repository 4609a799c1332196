//! The office of a structure: who represents it, how it is organised, who manages it. What agents of the ANS, who
//! represents a structure and candidates see of it is made of the same parts.

mod managers;
mod mandates;
mod organisation;
mod passport;

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::passport::{Party, Step};

use crate::api::{
    self, Answered, ApiError, Designation, Detail, FieldError, ManagedStructure, Turn,
};
use crate::browser::{focus, say};
use crate::components::{Alert, AlertKind, Failure, FieldBinding};
use crate::session::SessionState;
use crate::text::{of_error, office as words};
use crate::view::part;

pub(super) use managers::{facts, managers};
pub(super) use mandates::mandates;
pub(super) use organisation::organisation;
pub(super) use passport::passports;

pub(super) const SHOWN_ID: &str = "structure-shown";
/// Before the names of the fields of the one form that a designation opens.
const ASKED: &str = "asked-";

/// What the parts of a page share.
#[derive(Clone, Copy)]
pub(super) struct Office {
    session: SessionState,
    /// On which side of designations the person is; an agent is on none.
    side: Option<Party>,
    pub(super) shown: RwSignal<Option<ManagedStructure>>,
    designations: RwSignal<Vec<Designation>>,
    asked: RwSignal<Option<Asked>>,
    typed: Typed,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

/// What a person is about to do to a designation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    of: cynic::Id,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Turn(Turn),
    Step(Step),
}

/// What is typed for it: kept while the list changes around it.
#[derive(Clone, Copy)]
struct Typed {
    reason: RwSignal<String>,
    proof: RwSignal<String>,
    done_on: RwSignal<String>,
    ends_on: RwSignal<String>,
    problems: RwSignal<Vec<(Field, Problem)>>,
}

impl Office {
    pub(super) fn new(side: Option<Party>) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            session: SessionState::of_page(),
            side,
            shown: RwSignal::new(None),
            designations: RwSignal::new(Vec::new()),
            asked: RwSignal::new(None),
            typed: Typed {
                reason: empty(),
                proof: empty(),
                done_on: empty(),
                ends_on: empty(),
                problems: RwSignal::new(Vec::new()),
            },
            done: RwSignal::new(None),
            failed: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    pub(super) fn open(self, finess: String) {
        self.done.set(None);
        self.session
            .write(api::structure(finess), move |answer| match answer {
                Ok(Some(structure)) => {
                    self.failed.set(None);
                    self.show(structure);
                }
                Ok(None) => self.failed.set(Some(say(words::NOT_FOUND).to_owned())),
                Err(error) => self.failed.set(Some(of_error(&error))),
            });
    }

    fn show(self, structure: ManagedStructure) {
        self.designations.set(structure.designations.clone());
        self.shown.set(Some(structure));
    }

    /// Follows the designations of a structure, or one's own, until the calling part goes.
    pub(super) fn follow(self, structure: Option<String>) {
        self.session.while_signed_in(move || {
            let heard = move |designations: Vec<Designation>| {
                let changes = self
                    .designations
                    .with_untracked(|known| *known != designations);
                if changes {
                    self.designations.set(designations);
                }
                if changes && self.side == Some(Party::Candidate) {
                    // A right may have begun or ended: where else the person may go is asked anew.
                    self.session.ask();
                }
            };
            api::designations_changed(structure.clone(), |_| (), heard);
        });
    }

    pub(super) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// What was done, or why not.
    pub(super) fn outcome(self) -> AnyView {
        view! {
            {part(move || self.done.get().map(|done| view! { <Alert kind=AlertKind::Success title=done /> }))}
            {part(move || self.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        }
        .into_any()
    }

    /// Changes something, and shows the structure as it is then.
    pub(super) fn change(
        self,
        call: Answered<ManagedStructure>,
        done: &'static str,
        refused: impl FnOnce(&ApiError) + 'static,
    ) {
        self.call(call, done, move |structure| self.show(structure), refused);
    }

    /// Changes one designation; the list follows.
    fn change_one(self, call: Answered<Designation>, done: &'static str) {
        let typed = self.typed;
        let changed = move |changed: Designation| {
            self.designations.update(|all| {
                if let Some(one) = all.iter_mut().find(|one| one.id == changed.id) {
                    *one = changed;
                }
            });
        };
        self.call(call, done, changed, move |error| {
            typed.problems.set(problems(error));
        });
    }

    /// One call at a time; what was done or why not is said above, where the focus goes.
    fn call<T: 'static>(
        self,
        call: Answered<T>,
        done: &'static str,
        changed: impl FnOnce(T) + 'static,
        refused: impl FnOnce(&ApiError) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.done.set(None);
        self.failed.set(None);
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(node) => {
                    self.asked.set(None);
                    changed(node);
                    self.done.set(Some(done));
                }
                Err(error) => {
                    refused(&error);
                    self.failed.set(Some(of_error(&error)));
                }
            }
            request_animation_frame(|| focus(SHOWN_ID));
        });
    }

    /// Opens the form for what a person is about to do.
    fn ask(self, of: &Designation, what: What) {
        for value in [
            self.typed.reason,
            self.typed.proof,
            self.typed.done_on,
            self.typed.ends_on,
        ] {
            value.set(String::new());
        }
        self.typed.problems.set(Vec::new());
        let of = of.id.clone();
        self.asked.set(Some(Asked { of, what }));
        let first = match what {
            What::Turn(_) => Field::Reason,
            What::Step(_) => Field::Proof,
        };
        request_animation_frame(move || focus(&[ASKED, first.code()].concat()));
    }

    fn bound(self, field: Field, value: RwSignal<String>) -> FieldBinding {
        FieldBinding::local(field, value, self.typed.problems).within(ASKED)
    }
}

/// What is wrong with which field, of a refusal that says so.
pub(super) fn problems(error: &ApiError) -> Vec<(Field, Problem)> {
    match &error.detail {
        Detail::Errors(errors) => errors.iter().filter_map(FieldError::known).collect(),
        _ => Vec::new(),
    }
}

/// A day as a date field has it; `None` while there is none.
fn day_of(value: RwSignal<String>) -> Option<shared::date::Date> {
    value.with_untracked(|text| shared::date::Date::parse(text).ok())
}

/// What was typed, unless it is nothing.
fn text_of(value: RwSignal<String>) -> Option<String> {
    value.with_untracked(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}
