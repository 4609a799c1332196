//! A chart of bars with its table: what is drawn is written beside it too, and no bar is told by its colour alone.

use leptos::prelude::*;
use shared::text::Text;

use super::framed;
use crate::browser::say;
use crate::text::dashboard as words;
use crate::view::part;

/// What the rows of a chart are.
#[derive(Clone, Copy)]
pub(crate) struct Chart {
    pub(crate) title: Text,
    /// What a row is.
    pub(crate) row: Text,
    /// The columns of the table.
    pub(crate) columns: &'static [Text],
    /// How many of them, from the first on, are drawn.
    pub(crate) drawn: usize,
}

/// A row: its name and a number for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) values: Vec<i32>,
}

const PATTERNS: [&str; 3] = [
    "bars__bar",
    "bars__bar bars__bar--2",
    "bars__bar bars__bar--3",
];

/// What stands around the rows stays in place when they change, so that neither focus nor an open table is lost.
pub(crate) fn bars(chart: Chart, rows: Memo<Vec<Bar>>) -> AnyView {
    let legend = (chart.drawn > 1).then(|| {
        let named = chart.columns.iter().zip(PATTERNS).take(chart.drawn);
        let entry = |(name, class): (&Text, &'static str)| {
            view! { <li><svg class=class width="24" height="12" aria-hidden="true"></svg> " " {say(*name)}</li> }
        };
        view! { <ul class="bars__legend" aria-hidden="true">{named.map(entry).collect_view()}</ul> }
    });
    let heads = chart
        .columns
        .iter()
        .map(|name| view! { <th scope="col">{say(*name)}</th> });
    let table = view! {
        <table>
            <caption class="fr-sr-only">{say(chart.title)}</caption>
            <thead>
                <tr><th scope="col">{say(chart.row)}</th>{heads.collect_view()}</tr>
            </thead>
            <tbody>{part(move || rows.get().into_iter().map(line).collect_view())}</tbody>
        </table>
    };
    view! {
        <figure class="bars">
            <figcaption><h2 class="fr-h5 fr-mb-1w">{say(chart.title)}</h2></figcaption>
            {legend}
            {part(move || drawn(chart, &rows.get()))}
            <details>
                <summary>{say(words::TABLE)} <span class="fr-sr-only">", " {say(chart.title)}</span></summary>
                {framed("fr-table", table.into_any())}
            </details>
        </figure>
    }
    .into_any()
}

fn drawn(chart: Chart, rows: &[Bar]) -> AnyView {
    let values = rows
        .iter()
        .flat_map(|row| row.values.iter().take(chart.drawn));
    let most = values.copied().max().unwrap_or_default().max(1);
    let bar = |(at, value): (usize, &i32)| {
        let width = [&(value * 100 / most).to_string(), "%"].concat();
        let name = (chart.drawn > 1).then(|| {
            view! { <span class="fr-sr-only">{say(chart.columns[at])} ", "</span> }
        });
        view! {
            <span class="bars__line">
                {name} <svg class=PATTERNS[at] width=width height="12" aria-hidden="true"></svg> " " {value.to_string()}
            </span>
        }
    };
    let row = |row: &Bar| {
        let bars = row.values.iter().enumerate().take(chart.drawn).map(bar);
        view! { <li class="bars__row"><span class="bars__label">{row.label.clone()}</span> <span>{bars.collect_view()}</span></li> }
    };
    view! { <ul class="bars__rows">{rows.iter().map(row).collect_view()}</ul> }.into_any()
}

fn line(row: Bar) -> AnyView {
    let cells = row
        .values
        .iter()
        .map(|value| view! { <td>{value.to_string()}</td> });
    view! { <tr><th scope="row">{row.label}</th>{cells.collect_view()}</tr> }.into_any()
}
