//! The session ended while a page was open, or is too old for a sensitive act: nothing on the page is thrown away.

use leptos::prelude::*;

use super::access::sign_in_path;
use crate::api::Provider;
use crate::browser::{here, say};
use crate::components::{Alert, AlertKind};
use crate::session::SessionState;
use crate::text::{fill, phrases};
use crate::view::part;

#[component]
pub(crate) fn SessionNotice() -> impl IntoView {
    let session = SessionState::of_page();
    // The person comes back from the window in which they signed in again.
    let back = window_event_listener(leptos::ev::focus, move |_| {
        if session.has_ended() || session.is_stale() {
            session.ask();
        }
    });
    on_cleanup(move || back.remove());
    part(move || {
        let notice = if session.has_ended() {
            Some((phrases::SESSION_ENDED, phrases::SESSION_ENDED_TEXT))
        } else {
            let stale = (phrases::SIGN_IN_STALE, phrases::SIGN_IN_STALE_TEXT);
            session.is_stale().then_some(stale)
        };
        notice.map(|(title, text)| {
            let provider = session.account().map_or(Provider::FranceConnect, |account| account.provider);
            let name = match provider {
                Provider::FranceConnect => "FranceConnect",
                Provider::ProSanteConnect => "Pro Santé Connect",
            };
            view! {
                <Alert kind=AlertKind::Error title=say(title)>
                    <p>{say(text)}</p>
                    <p>
                        <a class="fr-link" href=sign_in_path(provider, &here()) target="_blank" rel="noopener external">
                            {fill(say(phrases::SIGN_IN_AGAIN), name)}
                        </a>
                    </p>
                </Alert>
            }
        })
    })
}
