//! What a decision would come to, without making it.

use shared::request::Attestations;

use super::reject::rejectable;
use super::validate::judged;
use super::{Decision, Refused};
use crate::app::App;
use crate::caller::Caller;
use crate::store::RequestView;

/// How many requests are decided.
#[derive(Clone, Copy, Debug)]
pub enum Sentence {
    Validate(Attestations),
    Reject,
}

/// Whether the decision would be made now; a person who was registered at that very moment is found by the decision
/// alone.
pub fn tried(
    app: &App,
    caller: &Caller,
    view: &RequestView,
    decision: &Decision,
    sentence: Sentence,
) -> Result<(), Refused> {
    let sent = view.request.submission.as_ref().ok_or(Refused::NotFound)?;
    let manager = caller
        .manager_of(sent.structure)
        .map_err(|_| Refused::NotFound)?;
    match sentence {
        Sentence::Validate(attestations) => {
            judged(app, &manager, view, decision, attestations).map(drop)
        }
        Sentence::Reject => rejectable(app, &manager, view, decision).map(drop),
    }
}
