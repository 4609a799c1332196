//! The frame of a table.

use leptos::prelude::*;

/// A table that scrolls within a frame of its own where it is wider than the page. `class` says how it looks.
pub(crate) fn framed(class: &'static str, table: AnyView) -> AnyView {
    view! {
        <div class=class>
            <div class="fr-table__wrapper">
                <div class="fr-table__container">
                    <div class="fr-table__content">{table}</div>
                </div>
            </div>
        </div>
    }
    .into_any()
}
