//! The civil status, locked, and the names under which the person works.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::value_set::Civilite;

use super::step;
use crate::browser::say;
use crate::components::{RadioGroup, SummaryList, TextField};
use crate::draft::Draft;
use crate::pages::answers::identity_rows;
use crate::route::Step;
use crate::text::form as words;

pub(super) fn identity(draft: Draft) -> AnyView {
    step::page(draft, Step::Identity, |problems| {
        let identity = draft
            .request
            .with_untracked(|request| request.identity.clone());
        let titles = Civilite::ALL
            .iter()
            .map(|title| (title.code(), say(title.label())))
            .collect();
        let birth_town = (!identity.born_in_france).then(|| {
            view! {
                <TextField bound=draft.bind(Field::BirthTown, problems) hint=say(words::BIRTH_TOWN_HINT) />
            }
        });
        view! {
            <h2 class="fr-h5">{say(words::CIVIL_STATUS)}</h2>
            <SummaryList rows=identity_rows(&identity) />
            <p class="fr-hint-text fr-mb-3w">{say(words::LOCKED_WHY)}</p>
            {birth_town}
            <h2 class="fr-h5">{say(words::NAMES_TITLE)}</h2>
            <RadioGroup bound=draft.bind(Field::Civilite, problems) options=titles />
            <TextField
                bound=draft.bind(Field::ExerciseLastName, problems)
                hint=say(words::LAST_NAME_HINT)
                autocomplete="family-name"
            />
            <TextField
                bound=draft.bind(Field::ExerciseFirstName, problems)
                hint=say(words::FIRST_NAME_HINT)
                autocomplete="given-name"
            />
        }
        .into_any()
    })
}
