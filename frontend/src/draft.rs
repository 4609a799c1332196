//! A request being written: what is typed, what is saved, and what the rules say of it meanwhile.
//!
//! Every change is saved by itself, a moment after the last key, one save at a time and each with the
//! revision it was typed on. A save that finds a newer revision keeps what was typed here and takes
//! over the rest.

mod merge;
mod save;
mod view;

pub(crate) use merge::{read, write};
pub(crate) use view::in_language;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::field_error::{Field, FieldError, Problem};
use shared::form::RawForm;
use shared::status::Status;

use crate::api::{ApiError, Detail, DraftVerdict, Request, SavedDraft};
use crate::browser;
use crate::components::SaveState;
use crate::rules::Rules;
use crate::session::SessionState;
use crate::text::of_error;
use crate::view::memo;

/// What the pages of one request share.
#[derive(Clone, Copy)]
pub(crate) struct Draft {
    /// As the server last told it; `form` in it is what is saved.
    pub(crate) request: RwSignal<Request>,
    /// As typed.
    pub(crate) form: RwSignal<RawForm>,
    pub(crate) save_state: RwSignal<SaveState>,
    /// Fields that changed elsewhere while this page was open.
    pub(crate) merged: RwSignal<Vec<Field>>,
    /// Fields that were left, or on a page that was sent: their problems are shown.
    shown: RwSignal<BTreeSet<Field>>,
    saver: StoredValue<save::Saver>,
    session: SessionState,
    rules: Rules,
}

impl Draft {
    pub(crate) fn open(request: Request) -> Self {
        let form = RawForm::from(&request.form);
        let draft = Self {
            saver: StoredValue::new(save::Saver::new(form.clone())),
            form: RwSignal::new(form),
            request: RwSignal::new(request),
            save_state: RwSignal::new(SaveState::Untouched),
            merged: RwSignal::new(Vec::new()),
            shown: RwSignal::new(BTreeSet::new()),
            session: SessionState::of_page(),
            rules: Rules::of_page(),
        };
        on_cleanup(move || draft.save_on_leaving());
        draft.session.on_return(move || draft.save());
        // Another tab, another application, a closed window: after that nothing may be sent any more.
        let hidden =
            window_event_listener_untyped("visibilitychange", move |_| draft.save_while_hidden());
        on_cleanup(move || hidden.remove());
        draft
    }

    /// Takes over the answer to a change of the whole request, or says why it was refused.
    pub(crate) fn answered(
        self,
        answer: Result<Request, ApiError>,
        failed: RwSignal<Option<String>>,
    ) {
        match answer {
            Ok(current) => self.meet(current),
            Err(error) => {
                failed.set(Some(of_error(&error)));
                if let Detail::Stale { current, .. } = error.detail {
                    self.meet(*current);
                }
            }
        }
    }

    pub(crate) fn id(self) -> String {
        self.request
            .with_untracked(|request| request.id.inner().to_owned())
    }

    pub(crate) fn revision(self) -> i32 {
        self.request.with_untracked(|request| request.revision)
    }

    pub(crate) fn status(self) -> Memo<Status> {
        memo(move || self.request.with(|request| request.status.0))
    }

    /// The fields that may change: all of them in a draft, those named by the manager in a correction.
    pub(crate) fn is_locked(self, field: Field) -> bool {
        self.request.with(|request| match &request.correction {
            _ if request.status.0 == Status::Draft => false,
            // What a corrected answer brings with it may have to be acknowledged anew.
            Some(_) if Field::ACKNOWLEDGEMENTS.contains(&field) => {
                request.status.0 != Status::CorrectionRequested
            }
            Some(correction) if request.status.0 == Status::CorrectionRequested => !correction
                .items
                .iter()
                .any(|item| item.field == field.code()),
            _ => true,
        })
    }

    /// What is wrong with the form as typed, whether it is shown already or not.
    pub(crate) fn problems(self) -> Memo<Vec<FieldError>> {
        memo(move || {
            let today = self.session.today();
            let identity = self.request.with(|request| request.identity.certified());
            let (Some(identity), Some(today)) = (identity, today) else {
                return self.saved_problems();
            };
            let mut problems = self.form.with(|form| form.problems(&identity, today));
            for known in self.saved_problems() {
                if !problems.iter().any(|problem| problem.field == known.field) {
                    problems.push(known);
                }
            }
            problems
        })
    }

    /// Shows the problems of these fields from now on.
    pub(crate) fn show(self, fields: &[Field]) {
        self.shown.update(|shown| shown.extend(fields));
    }

    /// The person has been through these fields since the request was opened.
    pub(crate) fn was_seen(self, fields: &[Field]) -> bool {
        self.shown
            .with(|shown| fields.iter().all(|field| shown.contains(field)))
    }

    /// The problem of a field, once the person has had the chance to fill it in.
    fn shown_problem(self, field: Field, problems: Memo<Vec<FieldError>>) -> Option<Problem> {
        if !self.shown.with(|shown| shown.contains(&field)) {
            return None;
        }
        problems.with(|all| {
            all.iter()
                .find(|error| error.field == field)
                .map(|error| error.problem)
        })
    }

    /// Problems that only the server knows, of fields that still hold what it judged.
    fn saved_problems(self) -> Vec<FieldError> {
        self.request.with(|request| {
            let saved = RawForm::from(&request.form);
            let changed = self.form.with(|form| form.changed_fields(&saved));
            let known = |error: &crate::api::FieldError| {
                error
                    .known()
                    .map(|(field, problem)| FieldError::new(field, problem))
            };
            let unchanged = |error: &FieldError| !changed.contains(&error.field);
            request
                .problems
                .iter()
                .filter_map(known)
                .filter(unchanged)
                .collect()
        })
    }

    /// A save, or the e-mail's code, was answered.
    pub(crate) fn take(self, saved: SavedDraft) {
        self.request.update(|request| {
            request.revision = saved.revision;
            request.status = saved.status;
            request.updated_at = saved.updated_at;
            request.form = saved.form;
            request.structure = saved.structure;
            request.email_confirmed = saved.email_confirmed;
            request.verdict = saved.verdict;
            request.problems = saved.problems;
        });
    }

    /// The subscription spoke: what is older than the answer to our own save is dropped.
    pub(crate) fn hear(self, heard: DraftVerdict) {
        self.request.update(|request| {
            if heard.revision >= request.revision {
                request.verdict = heard.verdict;
                request.problems = heard.problems;
            }
        });
    }

    fn saved_now(self) -> SaveState {
        SaveState::Saved(
            self.request
                .with_untracked(|request| browser::time(&request.updated_at)),
        )
    }
}
