//! Names and values, each with a way to change it where there is one.

use leptos::prelude::*;

use crate::browser::say;
use crate::text::phrases;

/// One line.
pub(crate) struct SummaryRow {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    /// Where the value can be changed.
    pub(crate) change: Option<String>,
}

impl SummaryRow {
    pub(crate) fn new(name: &'static str, value: impl Into<String>) -> Self {
        Self {
            name,
            value: value.into(),
            change: None,
        }
    }
}

#[component]
pub(crate) fn SummaryList(rows: Vec<SummaryRow>) -> impl IntoView {
    let row = |row: SummaryRow| {
        let value = if row.value.is_empty() {
            say(phrases::NO_ANSWER).to_owned()
        } else {
            row.value
        };
        view! {
            <div class="summary-list__row">
                <dt>{row.name}</dt>
                <dd>{value}</dd>
                {row.change
                    .map(|href| {
                        view! {
                            <dd class="summary-list__change">
                                <a class="fr-link" href=href>
                                    {say(phrases::CHANGE)} <span class="fr-sr-only">" " {row.name}</span>
                                </a>
                            </dd>
                        }
                    })}
            </div>
        }
    };
    view! { <dl class="summary-list">{rows.into_iter().map(row).collect_view()}</dl> }.into_any()
}
