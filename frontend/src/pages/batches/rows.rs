//! Rows with a result each, as a table.

use leptos::prelude::*;
use shared::catalogue;
use shared::field_error::Field;
use shared::text::Text;

use crate::api::{BatchItem, BatchItemState, BatchReason};
use crate::browser::say;
use crate::route::Page;
use crate::text::{batches as words, fill};
use crate::view::live;

/// A row as it is shown.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) key: i32,
    pub(super) who: String,
    pub(super) href: Option<String>,
    pub(super) is_wrong: Option<bool>,
    pub(super) result: Text,
    pub(super) details: Vec<String>,
    /// Where a person settles the row by hand.
    pub(super) by_hand: bool,
}

/// What an item is told as: one that waits, one that is done, one that is refused.
pub(super) type Told = [Text; 3];

impl Shown {
    pub(super) fn of(item: &BatchItem, [waits, done, refused]: Told) -> Self {
        let named = item.name.clone().or_else(|| item.reference.clone());
        let line = item
            .line
            .map(|line| fill(say(words::LINE), &line.to_string()));
        let typed = item.cells.as_deref().map(person);
        let mut who: Vec<String> = line.into_iter().chain(named.or(typed)).collect();
        if who.is_empty() {
            who.push((item.position + 1).to_string());
        }
        let number = item.rpps_number.as_ref();
        let number = number.map(|number| fill(say(words::NUMBER), number));
        let reasons = item.reasons.iter().map(reason);
        Self {
            key: item.position,
            who: who.join("\u{a0}: "),
            href: item
                .request_id
                .as_ref()
                .map(|id| Page::Review(id.inner().to_owned()).path()),
            is_wrong: match item.state {
                BatchItemState::Pending => None,
                BatchItemState::Done => Some(false),
                BatchItemState::Refused => Some(true),
            },
            result: match item.state {
                BatchItemState::Pending => waits,
                BatchItemState::Done => done,
                BatchItemState::Refused => refused,
            },
            details: number
                .into_iter()
                .chain(item.text.clone())
                .chain(reasons)
                .collect(),
            by_hand: item.line.is_some() && item.code.as_deref() == Some("POSSIBLE_DUPLICATE"),
        }
    }
}

/// Of whom a row of a file is.
pub(super) fn person(cells: &[String]) -> String {
    use shared::bulk::Column;
    [
        Column::BirthName.of(cells),
        " ",
        Column::FirstNames.of(cells),
    ]
    .concat()
}

fn reason(reason: &BatchReason) -> String {
    match reason.field.as_deref().and_then(Field::from_code) {
        Some(field) => of_field(field, &reason.text),
        None => reason.text.clone(),
    }
}

/// What is wrong with a field.
pub(super) fn of_field(field: Field, text: &str) -> String {
    [say(catalogue::field(field)), "\u{a0}: ", text].concat()
}

pub(super) fn table(
    caption: Text,
    rows: impl Fn() -> Vec<Shown> + Clone + Send + Sync + 'static,
) -> AnyView {
    let columns = [
        words::COLUMN_WHO,
        words::COLUMN_RESULT,
        words::COLUMN_DETAIL,
    ];
    let is_empty = {
        let rows = rows.clone();
        live(move || rows().is_empty())
    };
    let key = |row: &Shown| (row.key, row.is_wrong, row.details.len());
    // The roles are said again because the styles of a phone take the table apart.
    view! {
        <div class="fr-table fr-table--no-caption queue" hidden=is_empty>
            <div class="fr-table__wrapper">
                <div class="fr-table__container">
                    <div class="fr-table__content">
                        <table role="table">
                            <caption>{say(caption)}</caption>
                            <thead role="rowgroup">
                                <tr role="row">
                                    {columns.map(|name| view! { <th scope="col" role="columnheader">{say(name)}</th> })}
                                </tr>
                            </thead>
                            <tbody role="rowgroup">
                                <For each=rows key=key children=line />
                            </tbody>
                        </table>
                    </div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn line(row: Shown) -> AnyView {
    let class = match row.is_wrong {
        None => "fr-badge fr-badge--sm fr-badge--info fr-badge--no-icon",
        Some(false) => "fr-badge fr-badge--sm fr-badge--success fr-badge--no-icon",
        Some(true) => "fr-badge fr-badge--sm fr-badge--error fr-badge--no-icon",
    };
    let who = match row.href {
        Some(href) => view! { <a class="fr-link" href=href>{row.who}</a> }.into_any(),
        None => row.who.into_any(),
    };
    let detail = |text: String| view! { <p class="fr-text--sm fr-mb-1v">{text}</p> };
    let by_hand = row.by_hand.then(|| {
        view! { <a class="fr-link fr-link--sm" href=Page::Registering.path()>{say(words::BY_HAND)}</a> }
    });
    view! {
        <tr role="row">
            <td role="cell" data-label=say(words::COLUMN_WHO)>{who}</td>
            <td role="cell" data-label=say(words::COLUMN_RESULT)>
                <span class=class>{say(row.result)}</span>
            </td>
            <td role="cell" data-label=say(words::COLUMN_DETAIL)>
                {row.details.into_iter().map(detail).collect_view()} {by_hand}
            </td>
        </tr>
    }
    .into_any()
}
