//! Not written yet.
use leptos::prelude::*;
pub(crate) fn ans() -> AnyView { ().into_any() }
