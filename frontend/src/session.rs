//! Who is signed in, known to every page.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::{spawn_local, spawn_local_scoped_with_cancellation};
use shared::date::Date;

use crate::api::{self, Account, Answered, ApiError, Me};
use crate::browser::show_unread;
use crate::view::effect;

/// The session, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Session {
    Asking,
    Unreachable(ApiError),
    Known(Me),
}

/// What is put in context: the session, and whether it ended while a page was open.
#[derive(Clone, Copy)]
pub(crate) struct SessionState {
    session: RwSignal<Session>,
    ended: RwSignal<bool>,
    /// A sensitive act was refused, since the sign-in is too long ago for it.
    stale: RwSignal<bool>,
}

impl SessionState {
    pub(crate) fn provide() -> Self {
        let state = Self {
            session: RwSignal::new(Session::Asking),
            ended: RwSignal::new(false),
            stale: RwSignal::new(false),
        };
        provide_context(state);
        state.ask();
        state
    }

    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    pub(crate) fn get(self) -> Session {
        self.session.get()
    }

    pub(crate) fn me(self) -> Option<Me> {
        self.session.with(|session| match session {
            Session::Known(me) => Some(me.clone()),
            _ => None,
        })
    }

    pub(crate) fn account(self) -> Option<Account> {
        self.me().and_then(|me| me.account)
    }

    /// The server's day, by which rules are judged; the browser's clock may be wrong.
    pub(crate) fn today(self) -> Option<Date> {
        self.me().map(|me| me.today)
    }

    /// The session ended while the page was open: what was typed stays, a notice offers to sign in again.
    pub(crate) fn has_ended(self) -> bool {
        self.ended.get()
    }

    /// A sensitive act waits for a new sign-in: what was typed stays, a notice offers it.
    pub(crate) fn is_stale(self) -> bool {
        self.stale.get()
    }

    /// Subscribes, and again after the session ended and the person signed in anew.
    pub(crate) fn while_signed_in(self, subscribe: impl Fn() + 'static) {
        effect(move || {
            if !self.ended.get() {
                untrack(&subscribe);
            }
        });
    }

    /// Does something once the person has signed in anew after the session ended.
    pub(crate) fn on_return(self, again: impl Fn() + 'static) {
        Effect::new(move |was_ended: Option<bool>| {
            let has_ended = self.ended.get();
            if was_ended == Some(true) && !has_ended {
                untrack(&again);
            }
            has_ended
        });
    }

    /// Asks who is signed in.
    pub(crate) fn ask(self) {
        self.write(api::me(), move |answer| {
            let was_ended = self.ended.get_untracked();
            match answer {
                // Still signed out: the page that is open stays with what was typed.
                Ok(me) if was_ended && me.account.is_none() => {}
                Ok(me) => {
                    let until = |me: &Me| {
                        let account = me.account.as_ref();
                        account.map(|account| account.sensitive_acts_until.clone())
                    };
                    let before = untrack(|| self.me()).as_ref().and_then(until);
                    if before != until(&me) {
                        self.stale.set(false);
                    }
                    if let Some(account) = &me.account {
                        show_unread(account.unread_notices);
                    }
                    self.session.set(Session::Known(me));
                    self.ended.set(false);
                }
                Err(error) if !was_ended => self.session.set(Session::Unreachable(error)),
                Err(_) => {}
            }
        });
    }

    /// Every failed call passes here, so that the end of a session is noticed wherever it shows first.
    pub(crate) fn note(self, error: &ApiError) {
        if error.is_signed_out() {
            self.ended.set(true);
        } else if error.asks_for_a_new_sign_in() {
            self.stale.set(true);
        } else if error.code == "FORBIDDEN" {
            // A right was taken away: what the person may still open is asked anew.
            self.ask();
        }
    }

    /// Calls for a page: the answer is dropped when the page is left first.
    pub(crate) fn read<T: 'static>(
        self,
        call: Answered<T>,
        done: impl FnOnce(Result<T, ApiError>) + 'static,
    ) {
        spawn_local_scoped_with_cancellation(self.answered(call, Box::new(done)));
    }

    /// Calls to change something: sent whole even when the page is left.
    pub(crate) fn write<T: 'static>(
        self,
        call: Answered<T>,
        done: impl FnOnce(Result<T, ApiError>) + 'static,
    ) {
        spawn_local(self.answered(call, Box::new(done)));
    }

    /// In boxes, so that what stands around a call is in the program once and not once a call.
    fn answered<T: 'static>(
        self,
        call: Answered<T>,
        done: Box<dyn FnOnce(Result<T, ApiError>)>,
    ) -> LocalBoxFuture<'static, ()> {
        Box::pin(async move {
            let answer = call.await;
            if let Err(error) = &answer {
                self.note(error);
            }
            done(answer);
        })
    }
}
