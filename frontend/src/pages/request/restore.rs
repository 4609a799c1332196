//! Taking up a draft again that was given up.

use leptos::prelude::*;

use crate::api::{self, Instant};
use crate::browser::{self, day, say};
use crate::components::Failure;
use crate::draft::Draft;
use crate::session::SessionState;
use crate::text::{fill, tracking as words};
use crate::view::{act, part};

pub(super) fn restore(draft: Draft, until: &Instant) -> AnyView {
    let session = SessionState::of_page();
    let key = browser::new_key();
    let failed = RwSignal::new(None::<String>);
    let restore = move |_| {
        let call = api::restore(draft.id(), draft.revision(), key.clone());
        session.write(call, move |answer| draft.answered(answer, failed));
    };
    view! {
        <p class="fr-mt-4w">{fill(say(words::RESTORE_UNTIL), &day(until))}</p>
        {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <button class="fr-btn fr-btn--secondary" type="button" on:click=act(restore)>{say(words::RESTORE)}</button>
    }
    .into_any()
}
