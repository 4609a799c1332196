//! Giving up, after a second question.

use leptos::prelude::*;

use crate::api;
use crate::browser::{self, focus, say};
use crate::components::Failure;
use crate::draft::Draft;
use crate::session::SessionState;
use crate::text::{phrases, tracking as words};
use crate::view::{act, part};

const QUESTION_ID: &str = "withdraw-question";

#[component]
pub(super) fn Withdraw(draft: Draft) -> impl IntoView {
    let session = SessionState::of_page();
    let key = StoredValue::new(browser::new_key());
    let asked = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let withdraw = move |_| {
        let call = api::withdraw(draft.id(), draft.revision(), key.get_value());
        session.write(call, move |answer| draft.answered(answer, failed));
    };
    let ask = move |_| {
        asked.set(true);
        request_animation_frame(|| focus(QUESTION_ID));
    };
    let shown = move || {
        if !asked.get() {
            return view! {
                <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(ask)>
                    {say(words::WITHDRAW)}
                </button>
            }
            .into_any();
        }
        view! {
            <div class="confirmation" role="group" aria-labelledby=QUESTION_ID>
                <p id=QUESTION_ID tabindex="-1">{say(words::WITHDRAW_SURE)}</p>
                {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
                <ul class="fr-btns-group fr-btns-group--inline-md fr-btns-group--sm">
                    <li>
                        <button class="fr-btn" type="button" on:click=act(withdraw)>{say(words::WITHDRAW_YES)}</button>
                    </li>
                    <li>
                        <button class="fr-btn fr-btn--tertiary" type="button" on:click=act(move |_| asked.set(false))>
                            {say(phrases::CANCEL)}
                        </button>
                    </li>
                </ul>
            </div>
        }
        .into_any()
    };
    view! { <div class="fr-mt-4w">{part(shown)}</div> }
}
