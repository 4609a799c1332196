//! Not written yet.
use leptos::prelude::*;
pub(crate) fn queue() -> AnyView { ().into_any() }
