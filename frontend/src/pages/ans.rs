//! The desk of an ANS agent: structures, who represents them, and who manages them.

mod create;

use leptos::prelude::*;
use shared::field_error::Field;

use self::create::create;
use super::access::{Audience, page_for};
use super::office::{Office, SHOWN_ID, facts, managers, mandates};
use super::request::structure::StructureSearch;
use crate::api::Structure;
use crate::browser::say;
use crate::components::{FieldBinding, Heading};
use crate::text::{ans as words, office as office_words};
use crate::view::{effect, memo, part};

pub(crate) fn ans() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let office = Office::new(None);
    let finess = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Structure>::new());
    let chosen = memo(move || {
        let finess = finess.get();
        found.with(|found| {
            found
                .iter()
                .find(|structure| structure.finess == finess)
                .cloned()
        })
    });
    let bound = FieldBinding::local(Field::StructureFiness, finess, RwSignal::new(Vec::new()));
    effect(move || {
        let finess = finess.get();
        if !finess.is_empty() {
            office.open(finess);
        }
    });
    let shown = move || {
        office.shown.get().map(|structure| {
            view! {
                <h2 class="fr-h5 fr-mt-3w">{structure.name.clone()}</h2>
                {facts(&structure)}
                <h3 class="fr-h6 fr-mt-3w">{say(office_words::MANDATES)}</h3>
                {mandates(office, &structure)}
                {managers(office, &structure)}
            }
        })
    };
    view! {
        <Heading title=say(words::TITLE) />
        <h2 class="fr-h5">{say(words::FIND)}</h2>
        <StructureSearch bound found chosen hint=words::FIND_HINT />
        <div id=SHOWN_ID tabindex="-1">{office.outcome()} {part(shown)}</div>
        <details class="fr-mt-4w">
            <summary>{say(words::CREATE)}</summary>
            {create(office)}
        </details>
    }
    .into_any()
}
