//! Saving by itself: a moment after the last key, one save at a time, and again when it failed.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use shared::field_error::Field;
use shared::form::RawForm;

use super::{Draft, merge};
use crate::api::{self, ApiError, Detail, Request, SavedDraft};
use crate::components::SaveState;
use crate::text::of_error;

const AFTER_THE_LAST_KEY: Duration = Duration::from_millis(800);
const BEFORE_TRYING_AGAIN: Duration = Duration::from_secs(5);

/// Where the saving stands. Nothing of it is shown.
pub(super) struct Saver {
    /// What the server has.
    base: RawForm,
    sending: bool,
    timer: Option<TimeoutHandle>,
    /// What to do once everything is saved: go on to the next page.
    then: Option<Callback<()>>,
}

impl Saver {
    pub(super) fn new(base: RawForm) -> Self {
        Self {
            base,
            sending: false,
            timer: None,
            then: None,
        }
    }
}

impl Draft {
    /// Writes a field as typed, and saves a moment later.
    pub(crate) fn write(self, field: Field, text: String) {
        self.form.update(|form| merge::write(form, field, text));
        self.save_state.set(SaveState::Typing);
        self.save_in(AFTER_THE_LAST_KEY);
    }

    /// Saves what is left to save, then goes on. A failure stays on the page and says so.
    pub(crate) fn save_then(self, then: Callback<()>) {
        self.saver.update_value(|saver| saver.then = Some(then));
        self.save();
    }

    /// Saves now, or as soon as the save under way is answered.
    pub(crate) fn save(self) {
        self.stop_timer();
        let form = self.form.get_untracked();
        let (sending, clean) = self
            .saver
            .with_value(|saver| (saver.sending, saver.base == form));
        if sending {
            return;
        }
        if clean {
            return self.all_saved();
        }
        self.saver.update_value(|saver| saver.sending = true);
        self.save_state.set(SaveState::Saving);
        let call = api::save_draft(self.id(), self.revision(), form.clone());
        self.session.write(call, move |answer| {
            if self.form.try_get_untracked().is_none() {
                return;
            }
            self.saver.update_value(|saver| saver.sending = false);
            match answer {
                Ok(saved) => self.saved(form, saved),
                Err(error) => self.failed(error),
            }
        });
    }

    /// The page closes: what is typed and not saved yet is sent without waiting for the answer.
    pub(super) fn save_on_leaving(self) {
        self.stop_timer();
        let Some(form) = self.form.try_get_untracked() else {
            return;
        };
        let dirty = self
            .saver
            .try_with_value(|saver| !saver.sending && saver.base != form);
        if dirty == Some(true) {
            self.session
                .write(api::save_draft(self.id(), self.revision(), form), |_| ());
        }
    }

    /// Somebody else, or another window, changed the request: a newer one than ours is merged in.
    pub(crate) fn meet(self, current: Request) {
        // An answer may come when the page has been left.
        let Some(shown) = self.request.try_get_untracked() else {
            return;
        };
        let (sending, base) = self
            .saver
            .with_value(|saver| (saver.sending, saver.base.clone()));
        let newer = current.revision > shown.revision
            || (current.revision == shown.revision && current != shown);
        // While a save is under way its own echo comes first; the answer settles it.
        if !newer || (sending && current.status.0.is_editable()) {
            return;
        }
        let theirs = RawForm::from(&current.form);
        let typed = self.form.get_untracked();
        let (merged, elsewhere) = merge::merge(&base, &typed, &theirs);
        let editable = current.status.0.is_editable();
        self.merged.set(elsewhere);
        self.saver.update_value(|saver| saver.base = theirs);
        self.request.set(current);
        if merged != typed {
            self.form.set(merged);
        }
        if editable {
            self.save();
        }
    }

    fn saved(self, sent: RawForm, saved: SavedDraft) {
        self.saver.update_value(|saver| saver.base = sent);
        self.take(saved);
        self.save();
    }

    fn all_saved(self) {
        if !matches!(self.save_state.get_untracked(), SaveState::Untouched) {
            self.save_state.set(self.saved_now());
        }
        let mut then = None;
        self.saver.update_value(|saver| then = saver.then.take());
        if let Some(then) = then {
            then.run(());
        }
    }

    fn failed(self, error: ApiError) {
        let (message, passing) = (of_error(&error), error.is_passing());
        if let Detail::Stale { current, .. } = error.detail {
            return self.meet(*current);
        }
        self.save_state.set(SaveState::Failed { message, passing });
        self.saver.update_value(|saver| saver.then = None);
        if passing {
            self.save_in(BEFORE_TRYING_AGAIN);
        }
    }

    fn save_in(self, delay: Duration) {
        self.stop_timer();
        let timer = set_timeout_with_handle(move || self.save(), delay).ok();
        self.saver.update_value(|saver| saver.timer = timer);
    }

    fn stop_timer(self) {
        self.saver.try_update_value(|saver| {
            if let Some(timer) = saver.timer.take() {
                timer.clear();
            }
        });
    }
}
