//! Not written yet.
use leptos::prelude::*;
pub(crate) fn review(_id: String) -> AnyView { ().into_any() }
