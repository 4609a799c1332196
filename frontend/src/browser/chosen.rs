//! The requests that were ticked, from the page that ticks them to the page that decides: ids alone, for this window.

use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "lot";

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Keeps ids with the revisions that were seen.
pub(crate) fn choose(chosen: &[(String, i32)]) {
    let lines: Vec<String> = chosen
        .iter()
        .map(|(id, revision)| [id, " ", &revision.to_string()].concat())
        .collect();
    if let Some(storage) = storage() {
        // A window that keeps nothing chooses nothing, and the next page says so.
        storage.set_item(KEY, &lines.join("\n")).unwrap_or_default();
    }
}

/// What was kept last.
pub(crate) fn chosen() -> Vec<(String, i32)> {
    let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    let line = |line: &str| {
        let (id, revision) = line.split_once(' ')?;
        Some((id.to_owned(), revision.parse().ok()?))
    };
    kept.unwrap_or_default().lines().filter_map(line).collect()
}
