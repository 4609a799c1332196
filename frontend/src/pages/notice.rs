//! The session ended while a page was open: nothing on it is thrown away.

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
        if session.has_ended() {
            session.ask();
        }
    });
    on_cleanup(move || back.remove());
    part(move || {
        session.has_ended().then(|| {
            let provider = session.account().map_or(Provider::FranceConnect, |account| account.provider);
            let name = match provider {
                Provider::FranceConnect => "FranceConnect",
                Provider::ProSanteConnect => "Pro Santé Connect",
            };
            view! {
                <Alert kind=AlertKind::Error title=say(phrases::SESSION_ENDED)>
                    <p>{say(phrases::SESSION_ENDED_TEXT)}</p>
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
