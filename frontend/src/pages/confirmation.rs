//! The link that a person was sent whom a manager registered: compared with FranceConnect, part by part, and confirmed.

use leptos::prelude::*;
use shared::field_error::Field;

use super::access::{Audience, page_for};
use super::loading::load;
use crate::api::{self, RegistrationToConfirm};
use crate::browser::{self, focus, say};
use crate::components::{Alert, AlertKind, Failure, Heading};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, registering as words};
use crate::view::{act, live, part};

const OUTCOME_ID: &str = "confirmation-outcome";

pub(crate) fn confirmation(token: String) -> AnyView {
    page_for(Audience::Professional, move || {
        let token = StoredValue::new(token.clone());
        let call = move || {
            let found = api::to_confirm(token.get_value());
            let of_token = move |found| (token.get_value(), found);
            let call: api::Answered<_> = Box::pin(async move { found.await.map(of_token) });
            call
        };
        load(call, show)
    })
}

fn show((token, found): (String, RegistrationToConfirm)) -> AnyView {
    let session = SessionState::of_page();
    let key = StoredValue::new(browser::new_key());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let is_same = found.comparison.iter().all(|part| part.same);
    let done = RwSignal::new(if found.confirmed_at.is_some() {
        Some(words::CONFIRMED)
    } else if found.contested_at.is_some() && !is_same {
        Some(words::CONTESTED)
    } else {
        None
    });
    let send = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        let call = api::confirm(token.clone(), key.get_value());
        session.write(call, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => done.set(Some(words::CONFIRMED)),
                Err(error) if error.code == "REGISTRATION_DIFFERS" => {
                    done.set(Some(words::CONTESTED));
                }
                Err(error) => failed.set(Some(of_error(&error))),
            }
            request_animation_frame(|| focus(OUTCOME_ID));
        });
    };
    let label = if is_same {
        words::CONFIRM
    } else {
        words::CONTEST
    };
    let button = move || {
        done.get().is_none().then(|| {
            view! {
                <button
                    class="fr-btn"
                    type="button"
                    disabled=live(move || busy.get())
                    on:click=act(send.clone())
                >
                    {say(label)}
                </button>
            }
        })
    };
    let outcome = move || {
        done.get().map(|words| {
            let kind = if words == self::words::CONFIRMED {
                AlertKind::Success
            } else {
                AlertKind::Info
            };
            view! {
                <Alert kind=kind title=say(words) />
                <p><a class="fr-link" href=Page::Requests.path()>{say(self::words::TO_REGISTRATION)}</a></p>
            }
        })
    };
    view! {
        <Heading title=say(words::CONFIRM_TITLE) />
        <p class="fr-text--lead">{fill(say(words::CONFIRM_LEAD), &found.structure_name)}</p>
        {comparison(&found, session)}
        {(!is_same).then(|| view! { <p>{say(words::CONTEST_TEXT)}</p> })}
        {part(move || failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <div id=OUTCOME_ID tabindex="-1">{part(outcome)}</div>
        {part(button)}
    }
    .into_any()
}

/// What FranceConnect certifies, and whether the same was typed: what was typed is not shown to whoever holds a link.
fn comparison(found: &RegistrationToConfirm, session: SessionState) -> AnyView {
    let certified = untrack(|| session.account())
        .and_then(|account| account.identity)
        .map(|identity| super::duplicates::parts(&identity))
        .unwrap_or_default();
    let row = |field: Field, same: bool| {
        let own = certified.iter().find(|(of, _)| *of == field);
        let own = own.map(|(_, value)| value.clone()).unwrap_or_default();
        let (class, said) = if same {
            (
                "fr-badge fr-badge--success fr-badge--no-icon",
                words::SAME_VALUE,
            )
        } else {
            (
                "fr-badge fr-badge--warning fr-badge--no-icon",
                words::OTHER_VALUE,
            )
        };
        view! {
            <tr>
                <th scope="row">{say(field.label())}</th>
                <td>{own}</td>
                <td><span class=class>{say(said)}</span></td>
            </tr>
        }
    };
    let rows = found
        .comparison
        .iter()
        .filter_map(|part| Some(row(Field::from_code(&part.field)?, part.same)))
        .collect_view();
    view! {
        <div class="fr-table fr-table--no-scroll">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{say(words::FIELD)}</th>
                        <th scope="col">{say(words::CERTIFIED)}</th>
                        <th scope="col">{say(words::TYPED)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
