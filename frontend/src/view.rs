//! Parts of a page that change, all of one type: what keeps them up to date is then in the program
//! once, and not once a part.

use std::sync::{Arc, Mutex};

use leptos::prelude::{AnyView, IntoAny};

/// Something on a page that is made anew when a signal in it changes.
pub(crate) fn part<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    part.into_any()
}

/// The value of an attribute that follows the signals in it.
pub(crate) type Live<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

pub(crate) fn live<T>(value: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Arc::new(Mutex::new(value))
}
