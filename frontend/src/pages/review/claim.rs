//! The lease: taken when the page opens, renewed while it is open, given back when it is left.

use std::time::Duration;

use leptos::prelude::*;
use shared::status::Status;

use super::{Review, is_open};
use crate::api::{self, ApiError, Detail, Request};
use crate::browser::{say, time};
use crate::components::{Alert, AlertKind};
use crate::text::{fill, review as words};
use crate::view::{act, live};

/// A third of what the server grants.
const RENEW_EVERY: Duration = Duration::from_mins(5);

#[derive(Clone, Copy)]
pub(super) struct Lease(Review);

impl Lease {
    pub(super) fn take(review: Review) -> Self {
        let lease = Self(review);
        let free = review.request.with_untracked(|request| {
            request.status.0 == Status::Submitted
                && request.claim.as_ref().is_none_or(|claim| claim.mine)
        });
        if free {
            lease.ask(false);
        }
        let renewal = set_interval_with_handle(move || lease.renew(), RENEW_EVERY).ok();
        on_cleanup(move || {
            if let Some(renewal) = renewal {
                renewal.clear();
            }
            lease.give_back();
        });
        lease
    }

    /// Who has the request open, and a way to take it over.
    pub(super) fn shown(self) -> Option<AnyView> {
        let review = self.0;
        let claim = review
            .request
            .with(|request| request.claim.clone().filter(|_| is_open(request.status.0)))?;
        let until = fill(say(words::HELD_UNTIL), &time(&claim.until));
        if claim.mine {
            return Some(
                view! { <p class="fr-text--sm">{say(words::HELD_BY_YOU)} " " {until}</p> }
                    .into_any(),
            );
        }
        Some(
            view! {
                <Alert kind=AlertKind::Warning title=fill(say(words::HELD_BY), &claim.holder)>
                    <p>{until}</p>
                    <button
                        class="fr-btn fr-btn--sm fr-btn--secondary fr-mt-1w"
                        type="button"
                        disabled=live(move || review.busy.get())
                        on:click=act(move |_| self.ask(true))
                    >
                        {say(words::TAKE_OVER)}
                    </button>
                </Alert>
            }
            .into_any(),
        )
    }

    fn renew(self) {
        let mine = self
            .0
            .request
            .with_untracked(|request| request.claim.as_ref().is_some_and(|claim| claim.mine));
        if mine && !self.0.busy.get_untracked() {
            self.ask(false);
        }
    }

    fn ask(self, take_over: bool) {
        let review = self.0;
        review.busy.set(true);
        let call = api::claim(review.id(), review.revision(), take_over);
        review
            .session
            .write(call, move |answer: Result<Request, ApiError>| {
                if review.busy.try_get_untracked().is_none() {
                    return;
                }
                review.busy.set(false);
                match answer {
                    Ok(request) => {
                        review.failed.set(None);
                        review.request.set(request);
                    }
                    Err(error) => match error.detail {
                        Detail::Claimed(claim) => {
                            review.request.update(|request| request.claim = Some(claim));
                        }
                        Detail::Stale { current, .. } => review.meet(*current),
                        // Without the lease one can still decide; the decision itself says what is wrong.
                        _ => {}
                    },
                }
            });
    }

    fn give_back(self) {
        let review = self.0;
        let Some(request) = review.request.try_get_untracked() else {
            return;
        };
        if request.claim.is_some_and(|claim| claim.mine) {
            let id = request.id.inner().to_owned();
            review
                .session
                .write(api::release(id, request.revision), |_| ());
        }
    }
}
