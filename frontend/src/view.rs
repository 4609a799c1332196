//! Parts of a page that change, all of one type: what keeps them up to date is then in the program
//! once, and not once a part.

use std::sync::{Arc, Mutex};

use leptos::prelude::{AnyView, Effect, IntoAny, Memo};

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

/// What an event does.
pub(crate) fn act<E: 'static>(act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(act)
}

/// A value that follows the signals in it, and tells only when it changed.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let value: Box<dyn Fn() -> T + Send + Sync> = Box::new(value);
    Memo::new(move |_| value())
}

/// Something done now and again when a signal in it changes.
pub(crate) fn effect(done: impl FnMut() + 'static) {
    let done: Box<dyn FnMut()> = Box::new(done);
    Effect::new(done);
}
