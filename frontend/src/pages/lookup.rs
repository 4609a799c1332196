//! What is found as one types: a question after the last key, and only the answer to the last one.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use crate::api::Answered;
use crate::session::SessionState;
use crate::text::of_error;

const AFTER_THE_LAST_KEY: Duration = Duration::from_millis(250);
/// Fewer letters find too much.
const FEWEST: usize = 2;

/// A search of the server.
#[derive(Clone, Copy)]
pub(super) struct Lookup {
    /// To be called with what is typed.
    pub(super) search: Callback<String>,
    pub(super) failed: RwSignal<Option<String>>,
}

impl Lookup {
    /// Hands over what was found; nothing for what is too short to be asked.
    pub(super) fn new<T: Default + 'static>(
        call: fn(String) -> Answered<T>,
        found: impl Fn(T) + Copy + Send + Sync + 'static,
    ) -> Self {
        let session = SessionState::of_page();
        let failed = RwSignal::new(None::<String>);
        let timer = StoredValue::new(None::<TimeoutHandle>);
        let query = StoredValue::new(String::new());
        let ask = move || {
            let Some(asked) = query.try_get_value() else {
                return;
            };
            session.write(call(asked.clone()), move |answer| {
                // An answer that comes after the next question is an answer to nothing.
                if query.try_get_value().is_none_or(|query| query != asked) {
                    return;
                }
                match answer {
                    Ok(answer) => {
                        failed.set(None);
                        found(answer);
                    }
                    Err(error) => failed.set(Some(of_error(&error))),
                }
            });
        };
        let search = Callback::new(move |text: String| {
            timer.update_value(|timer| {
                if let Some(timer) = timer.take() {
                    timer.clear();
                }
            });
            query.set_value(text.trim().to_owned());
            if text.trim().chars().count() < FEWEST {
                return found(T::default());
            }
            timer.set_value(set_timeout_with_handle(ask, AFTER_THE_LAST_KEY).ok());
        });
        Self { search, failed }
    }
}
