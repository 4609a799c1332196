//! Saving by itself: a moment after the last key, one save at a time, and again when it failed.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use shared::field_error::Field;
use shared::form::RawForm;

use super::{Draft, merge};
use crate::api::{self, ApiError, Detail, Request, SavedDraft};
use crate::components::SaveState;
use crate::session::SessionState;
use crate::text::of_error;

const AFTER_THE_LAST_KEY: Duration = Duration::from_millis(800);
const BEFORE_TRYING_AGAIN: Duration = Duration::from_secs(5);
/// How often the last save of a page that was left is tried again.
const ATTEMPTS: u8 = 12;

/// Where the saving stands. Nothing of it is shown.
pub(super) struct Saver {
    /// What the server has.
    base: RawForm,
    sending: bool,
    /// What the save under way carries.
    sent: RawForm,
    timer: Option<TimeoutHandle>,
    /// What to do once everything is saved: go on to the next page.
    then: Option<Callback<()>>,
    /// What was typed when the page was left during a save: the answer to that save finds it here.
    left: ArcStoredValue<Option<RawForm>>,
}

impl Saver {
    pub(super) fn new(base: RawForm) -> Self {
        Self {
            sent: base.clone(),
            base,
            sending: false,
            timer: None,
            then: None,
            left: ArcStoredValue::new(None),
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
        self.saver.update_value(|saver| {
            saver.sending = true;
            saver.sent.clone_from(&form);
        });
        self.save_state.set(SaveState::Saving);
        let (id, revision, session) = (self.id(), self.revision(), self.session);
        let (base, left) = self
            .saver
            .with_value(|saver| (saver.base.clone(), saver.left.clone()));
        let call = api::save_draft(id.clone(), revision, form.clone());
        session.write(call, move |answer| {
            if self.form.try_get_untracked().is_none() {
                if let Some(typed) = left.get_value() {
                    let sent = Sent::new(id, base, form);
                    after_leaving(session, revision, sent, answer, Some(typed));
                }
                return;
            }
            self.saver.update_value(|saver| saver.sending = false);
            match answer {
                Ok(saved) => self.saved(form, saved),
                Err(error) => self.failed(error),
            }
        });
    }

    /// The window may close: what is typed leaves now. During a save it leaves as the change after that one; when the
    /// window stays, its answer settles what is right.
    pub(super) fn save_while_hidden(self) {
        let (sending, base) = self
            .saver
            .with_value(|saver| (saver.sending, saver.base.clone()));
        if !sending || !document().hidden() {
            return self.save();
        }
        let typed = self.form.get_untracked();
        let (id, next) = (self.id(), self.revision() + 1);
        if self.saver.with_value(|saver| saver.sent != typed) {
            last_save(self.session, next, Sent::new(id, base, typed));
        }
    }

    /// The page closes: what is typed and not saved yet is sent, after the save under way if there is one.
    pub(super) fn save_on_leaving(self) {
        self.stop_timer();
        let Some(typed) = self.form.try_get_untracked() else {
            return;
        };
        let (id, revision, session) = (self.id(), self.revision(), self.session);
        self.saver.try_update_value(|saver| {
            if saver.sending {
                saver.left.set_value(Some(typed));
            } else if saver.base != typed {
                let base = saver.base.clone();
                last_save(session, revision, Sent::new(id, base, typed));
            }
        });
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

/// A save whose page may be gone when it is answered.
struct Sent {
    id: String,
    /// What the server had.
    base: RawForm,
    typed: RawForm,
    attempts: u8,
}

impl Sent {
    fn new(id: String, base: RawForm, typed: RawForm) -> Self {
        Self {
            id,
            base,
            typed,
            attempts: ATTEMPTS,
        }
    }
}

/// Saves for a page that is gone.
fn last_save(session: SessionState, revision: i32, sent: Sent) {
    let call = api::save_draft(sent.id.clone(), revision, sent.typed.clone());
    session.write(call, move |answer| {
        after_leaving(session, revision, sent, answer, None);
    });
}

/// What was typed since goes on top of what was saved; a newer version of somebody else's is merged in. What only the
/// moment refused is tried again.
fn after_leaving(
    session: SessionState,
    revision: i32,
    sent: Sent,
    answer: Result<SavedDraft, ApiError>,
    typed: Option<RawForm>,
) {
    match answer {
        Ok(saved) => {
            if let Some(typed) = typed.filter(|typed| *typed != sent.typed) {
                last_save(
                    session,
                    saved.revision,
                    Sent::new(sent.id, sent.typed, typed),
                );
            }
        }
        Err(error) if error.is_passing() && sent.attempts > 0 => {
            let again = Sent {
                typed: typed.unwrap_or(sent.typed),
                attempts: sent.attempts - 1,
                ..sent
            };
            set_timeout(
                move || last_save(session, revision, again),
                BEFORE_TRYING_AGAIN,
            );
        }
        Err(error) => {
            if let Detail::Stale { current, .. } = error.detail
                && current.status.0.is_editable()
            {
                let theirs = RawForm::from(&current.form);
                let (merged, _) = merge::merge(&sent.base, &typed.unwrap_or(sent.typed), &theirs);
                if merged != theirs {
                    last_save(
                        session,
                        current.revision,
                        Sent::new(sent.id, theirs, merged),
                    );
                }
            }
        }
    }
}
