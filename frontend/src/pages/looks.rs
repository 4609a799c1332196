//! Who looked at a file, for the person whose it is: read once it is unfolded.

use leptos::prelude::*;

use crate::api::{self, Access};
use crate::browser::{day_and_time, say};
use crate::components::Failure;
use crate::session::SessionState;
use crate::text::{access as words, of_error};
use crate::view::{act, part};

pub(super) fn looks() -> AnyView {
    let session = SessionState::of_page();
    let all = RwSignal::new(None::<Vec<Access>>);
    let next = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let read = move |after: Option<String>| {
        session.write(api::accesses(after), move |answer| match answer {
            Ok(page) => {
                let end = page.page_info.end_cursor;
                next.set(end.filter(|_| page.page_info.has_next_page));
                all.update(|all| all.get_or_insert_default().extend(page.nodes));
                failed.set(None);
            }
            Err(error) => failed.set(Some(of_error(&error))),
        });
    };
    let unfold = act(move |_: web_sys::Event| {
        if all.with_untracked(Option::is_none) {
            read(None);
        }
    });
    let list = move || {
        all.get().map(|all| {
            if all.is_empty() {
                return view! { <p>{say(words::NONE)}</p> }.into_any();
            }
            view! { <ul>{all.iter().map(line).collect_view()}</ul> }.into_any()
        })
    };
    let more = move || {
        next.get().map(|after| {
            let ask = act(move |_| read(Some(after.clone())));
            view! {
                <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=ask>
                    {say(words::MORE)}
                </button>
            }
        })
    };
    view! {
        <details class="fr-mt-2w" id="looks" on:toggle=unfold>
            <summary>{say(words::WHO)}</summary>
            <p class="fr-text--sm fr-mb-1w">{say(words::WHO_LEAD)}</p>
            {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
            <div aria-live="polite">{part(list)}</div>
            {part(more)}
        </details>
    }
    .into_any()
}

/// When, in which part and for which structure, what was done and why; for agents also who and at whom.
pub(super) fn line(look: &Access) -> AnyView {
    let mut who = say(look.part.0.label()).to_owned();
    for known in [&look.structure, &look.reader, &look.reader_subject_name_id]
        .into_iter()
        .flatten()
    {
        who.push_str(", ");
        who.push_str(known);
    }
    let mut what = say(look.act.0.label()).to_owned();
    for known in [&look.request_reference, &look.rpps_number]
        .into_iter()
        .flatten()
    {
        what.push(' ');
        what.push_str(known);
    }
    view! {
        <li>
            <strong>{day_and_time(&look.at)}</strong> " "
            {who} " – " {what} ", " {say(look.purpose.0.label())}
        </li>
    }
    .into_any()
}
