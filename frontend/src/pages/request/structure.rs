//! Where the person works, found by number or by name.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::text::Text;

use super::step;
use crate::api::{self, Structure, StructureConnection};
use crate::browser::say;
use crate::components::{
    Alert, AlertKind, Choice, Combobox, FieldBinding, SummaryList, SummaryRow,
};
use crate::draft::Draft;
use crate::pages::answers::{sector, structure_name};
use crate::pages::lookup::Lookup;
use crate::route::Step;
use crate::text::form as words;
use crate::view::{memo, part};

pub(super) fn structure(draft: Draft) -> AnyView {
    step::page(draft, Step::Structure, |problems| {
        let saved = draft
            .request
            .with_untracked(|request| request.structure.clone());
        let found = RwSignal::new(saved.into_iter().collect::<Vec<_>>());
        let bound = draft.bind(Field::StructureFiness, problems);
        let chosen = memo(move || {
            let finess = bound.value.get();
            let here = found.with(|found| {
                found
                    .iter()
                    .find(|structure| structure.finess == finess)
                    .cloned()
            });
            here.or_else(|| {
                draft.request.with(|request| {
                    request
                        .structure
                        .clone()
                        .filter(|kept| kept.finess == finess)
                })
            })
        });
        view! {
            <StructureSearch bound found chosen />
            {part(move || chosen.get().map(card))}
        }
        .into_any()
    })
}

/// The search for a structure; what it finds is left in `found`.
#[component]
pub(in crate::pages) fn StructureSearch(
    bound: FieldBinding,
    found: RwSignal<Vec<Structure>>,
    chosen: Memo<Option<Structure>>,
    #[prop(default = words::STRUCTURE_HINT)] hint: Text,
) -> impl IntoView {
    let lookup = Lookup::new(api::structures, move |page: StructureConnection| {
        found.set(page.nodes);
    });
    let choices = Signal::derive(move || found.get().into_iter().map(choice).collect());
    let name = Signal::derive(move || {
        chosen.with(|chosen| {
            chosen
                .as_ref()
                .map_or_else(|| bound.value.get(), structure_name)
        })
    });
    view! {
        <Combobox bound chosen=name choices search=lookup.search hint=say(hint) />
        {part(move || lookup.failed.get().map(|message| view! { <Alert kind=AlertKind::Error title=message /> }))}
    }
}

fn choice(structure: Structure) -> Choice {
    let mut hint = ["FINESS ", &structure.finess].concat();
    for part in [
        structure.siret.map(|siret| ["SIRET ", &siret].concat()),
        structure.town,
    ]
    .into_iter()
    .flatten()
    {
        hint.push_str(" · ");
        hint.push_str(&part);
    }
    if structure.closed {
        hint.push_str(" · ");
        hint.push_str(say(words::CLOSED));
    }
    Choice {
        value: structure.finess,
        label: structure.name,
        hint,
    }
}

fn card(structure: Structure) -> AnyView {
    let mut rows = vec![
        SummaryRow::new(say(Field::Name.label()), structure.name),
        SummaryRow::new(say(Field::Finess.label()), structure.finess),
    ];
    if let Some(siret) = structure.siret {
        rows.push(SummaryRow::new(say(Field::Siret.label()), siret));
    }
    if let Some(town) = structure.town {
        rows.push(SummaryRow::new(say(Field::Town.label()), town));
    }
    rows.push(SummaryRow::new(
        say(words::SECTOR),
        say(sector(structure.sector.0)),
    ));
    view! {
        <h2 class="fr-h6 fr-mt-3w">{say(words::CHOSEN_STRUCTURE)}</h2>
        <SummaryList rows />
    }
    .into_any()
}
