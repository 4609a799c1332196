//! A page that must read something first: a quiet word meanwhile, a way to try again if it failed.

use leptos::prelude::*;

use crate::api::{Answered, ApiError};
use crate::browser::say;
use crate::components::Failure;
use crate::session::SessionState;
use crate::text::{of_error, phrases};
use crate::view::part;

/// Reads once, then shows. The page keeps its state when what it shows changes later.
pub(super) fn load<T>(
    call: impl Fn() -> Answered<T> + Copy + Send + Sync + 'static,
    show: fn(T) -> AnyView,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let session = SessionState::of_page();
    let read = RwSignal::new(None);
    let ask = move || {
        read.set(None);
        session.read(call(), move |answer| read.set(Some(answer)));
    };
    ask();
    let owner = Owner::current();
    let again = Callback::new(move |()| match &owner {
        Some(owner) => owner.with(ask),
        None => ask(),
    });
    part(move || match read.get() {
        None => waiting(),
        Some(Ok(read)) => show(read),
        Some(Err(error)) => failure(&error, again),
    })
}

pub(super) fn waiting() -> AnyView {
    view! { <p role="status">{say(phrases::LOADING)}</p> }.into_any()
}

pub(super) fn failure(error: &ApiError, again: Callback<()>) -> AnyView {
    let retry = error.is_passing().then_some(again);
    if error.code == "NOT_FOUND" {
        return super::not_found();
    }
    view! { <Failure message=of_error(error) retry=retry /> }.into_any()
}
