//! A manager registers a person from end to end: types everything, reads it again, attests, and the number is given.

mod check;
mod place;
mod sheet;
mod typing;

use leptos::prelude::*;

use self::sheet::{Sheet, Stage};
pub(super) use self::typing::structures;
use super::access::{Audience, page_for};
use crate::browser::say;
use crate::components::{Alert, AlertKind, Heading};
use crate::route::Page;
use crate::text::{fill, registering as words};
use crate::view::{act, part};

pub(crate) fn registering() -> AnyView {
    page_for(Audience::Manager, show)
}

fn show() -> AnyView {
    let sheet = RwSignal::new(Sheet::empty());
    view! {
        // Another person is another sheet.
        {part(move || stage(sheet))}
    }
    .into_any()
}

fn stage(sheets: RwSignal<Sheet>) -> AnyView {
    let sheet = sheets.get();
    part(move || match sheet.stage.get() {
        Stage::Typing => typing::typing(sheet),
        Stage::Checking => check::check(sheet),
        Stage::Done(number, id) => {
            let another = move |_| sheets.set(Sheet::empty());
            view! {
                <Heading title=say(words::TITLE) />
                <Alert kind=AlertKind::Success title=fill(say(words::DONE), &number)>
                    <p>{say(words::DONE_TEXT)}</p>
                </Alert>
                <ul class="fr-btns-group fr-btns-group--inline fr-mt-3w">
                    <li><a class="fr-btn" href=Page::Review(id).path()>{say(words::SEE)}</a></li>
                    <li>
                        <button class="fr-btn fr-btn--secondary" type="button" on:click=act(another)>
                            {say(words::ANOTHER)}
                        </button>
                    </li>
                </ul>
            }
            .into_any()
        }
    })
}
