//! The entry of somebody who works in a structure of the manager's, with the way to have its civil status corrected.

use leptos::prelude::*;

use super::access::{Audience, page_for};
use super::changes::{Changes, changes, history};
use super::civil_status::{CivilStatus, civil_status};
use super::loading::load;
use super::registration::{frozen, number};
use crate::address::Address;
use crate::api::{self, Registration};
use crate::browser::say;
use crate::components::Heading;
use crate::route::Page;
use crate::text::{civil_status as words, entry as entry_words, fill, review};

pub(crate) fn entry(rpps_number: String) -> AnyView {
    page_for(Audience::Manager, move || {
        let rpps_number = StoredValue::new(rpps_number.clone());
        load(move || api::entry_of(rpps_number.get_value()), show)
    })
}

fn show(registration: Option<Registration>) -> AnyView {
    let Some(registration) = registration else {
        return super::not_found();
    };
    let name = [
        &registration.exercise_first_name,
        " ",
        &registration.exercise_last_name,
    ]
    .concat();
    let title = fill(say(words::ENTRY), &name);
    let shown = number(&registration);
    let followed = CivilStatus::follow(registration, false);
    let changing = Changes::of(followed, false);
    view! {
        <p>
            <a class="fr-link fr-mr-2w" href=Address::of_page().within(Page::Queue.path())>{say(review::BACK)}</a>
            <a class="fr-link" href=Address::of_page().within(Page::Persons.path())>{say(entry_words::BACK)}</a>
        </p>
        <Heading title />
        {shown}
        {changes(changing)}
        {civil_status(followed)}
        {frozen()}
        {history(changing)}
    }
    .into_any()
}
