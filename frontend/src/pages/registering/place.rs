//! A commune or a country of birth, found by typing.

use leptos::prelude::*;

use crate::api::{Answered, Place};
use crate::components::{Alert, AlertKind, Choice, Combobox, FieldBinding};
use crate::pages::lookup::Lookup;
use crate::view::part;

/// A question to the server.
pub(super) type Find = fn(String) -> Answered<Vec<Place>>;

/// The search for a place; the label of the one that is chosen is left in `chosen`.
#[component]
pub(super) fn PlaceSearch(
    bound: FieldBinding,
    find: Find,
    chosen: RwSignal<String>,
    hint: &'static str,
    #[prop(default = "")] label: &'static str,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<Place>::new());
    let lookup = Lookup::new(find, move |places| found.set(places));
    let choices = Signal::derive(move || {
        let choice = |place: Place| Choice {
            hint: place.code.clone(),
            value: place.code,
            label: place.label,
        };
        found.get().into_iter().map(choice).collect()
    });
    let set = bound.set;
    let bound = FieldBinding {
        set: Callback::new(move |code: String| {
            let name = found.with_untracked(|found| {
                let place = found.iter().find(|place| place.code == code);
                place.map(|place| place.label.clone())
            });
            chosen.set(name.unwrap_or_default());
            set.run(code);
        }),
        ..bound
    };
    view! {
        <Combobox bound chosen=chosen.into() choices search=lookup.search hint label />
        {part(move || lookup.failed.get().map(|message| view! { <Alert kind=AlertKind::Error title=message /> }))}
    }
}
