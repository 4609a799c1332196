//! The rows as a table; on a phone each row becomes a card.

use leptos::prelude::*;

use super::choose::Ticked;
use super::list::{List, Row};
use crate::address::Address;
use crate::api::RequestRow;
use crate::browser::{day_and_time, say};
use crate::components::StatusBadge;
use crate::route::Page;
use crate::text::{fill, queue as words};
use crate::view::{act, live, part};

/// Where the focus is looked for before a row is moved.
pub(super) const ROWS_ID: &str = "queue-rows";

pub(super) fn table(list: List, ticked: Ticked) -> AnyView {
    let columns = [
        words::COLUMN_PERSON,
        words::COLUMN_ROLE,
        words::COLUMN_STRUCTURE,
        words::COLUMN_RECEIVED,
        words::COLUMN_STATE,
    ];
    // The roles are said again because the styles of a phone take the table apart.
    view! {
        <div class="fr-table fr-table--no-caption queue" hidden=live(move || list.is_empty())>
            <div class="fr-table__wrapper">
                <div class="fr-table__container">
                    <div class="fr-table__content">
                        <table role="table">
                            <caption>{say(words::CAPTION)}</caption>
                            <thead role="rowgroup">
                                <tr role="row">
                                    <th scope="col" role="columnheader">{ticked.all()}</th>
                                    {columns.map(|name| view! { <th scope="col" role="columnheader">{say(name)}</th> })}
                                </tr>
                            </thead>
                            <tbody
                                id=ROWS_ID
                                role="rowgroup"
                                on:pointermove=act(move |_| list.point(true))
                                on:pointerleave=act(move |_| list.point(false))
                            >
                                <For each=move || list.rows() key=|row| row.id.clone() children=move |row| line(row, ticked) />
                            </tbody>
                        </table>
                    </div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn line(row: Row, ticked: Ticked) -> impl IntoView {
    let link = link_id(&row.id);
    let id = row.id.clone();
    let href = Address::of_page().within(Page::Review(row.id).path());
    let request = RwSignal::from(row.request);
    let name = move || request.with(person);
    let role = move || request.with(|request| request.role.as_ref().map(|role| role.label.clone()));
    let structure = move || {
        request.with(|request| {
            request
                .structure
                .as_ref()
                .map(|structure| structure.name.clone())
        })
    };
    let received = move || request.with(|request| request.submitted_at.as_ref().map(day_and_time));
    view! {
        <tr role="row">
            <td role="cell" data-label=say(words::TICKED)>{ticked.one(&id, name)}</td>
            <td role="cell" data-label=say(words::COLUMN_PERSON)>
                <a class="fr-link" id=link href=href>{part(name)}</a>
                <span class="queue__reference">{part(move || request.with(|request| request.reference.clone()))}</span>
            </td>
            <td role="cell" data-label=say(words::COLUMN_ROLE)>{part(role)}</td>
            <td role="cell" data-label=say(words::COLUMN_STRUCTURE)>{part(structure)}</td>
            <td role="cell" data-label=say(words::COLUMN_RECEIVED)>{part(received)}</td>
            <td role="cell" data-label=say(words::COLUMN_STATE)>{part(move || request.with(state))}</td>
        </tr>
    }
}

/// Of the way to a request.
pub(super) fn link_id(id: &str) -> String {
    ["queue-", id].concat()
}

fn person(request: &RequestRow) -> String {
    let identity = &request.identity;
    let first = identity.first_names.first().map_or("", String::as_str);
    [&identity.birth_name, " ", first].concat()
}

fn state(request: &RequestRow) -> AnyView {
    let held = request.claim.as_ref().map(|claim| {
        let words = if claim.mine {
            say(words::HELD_MINE).to_owned()
        } else {
            fill(say(words::HELD), &claim.holder)
        };
        view! { <span class="queue__held">{words}</span> }
    });
    let risk = request
        .at_risk
        .then(|| view! { <span class="fr-badge fr-badge--sm fr-badge--warning">{say(words::AT_RISK)}</span> });
    view! {
        <StatusBadge status=request.status.0 />
        " "
        {risk}
        {held}
    }
    .into_any()
}
