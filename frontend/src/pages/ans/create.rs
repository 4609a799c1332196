//! A structure that the register does not have yet.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::finess::{Finess, FinessError};
use shared::siret::Siret;
use shared::structure::StructureKind;

use crate::api::{self, ApiError, Coded, Detail, FieldError, StructureInput};
use crate::browser::{self, focus, say};
use crate::components::{ErrorSummary, FieldBinding, SUMMARY_ID, Select, TextField};
use crate::pages::office::Office;
use crate::text::ans as words;
use crate::view::{act, live};

#[derive(Clone, Copy)]
struct Typed {
    finess: RwSignal<String>,
    kind: RwSignal<String>,
    name: RwSignal<String>,
    siret: RwSignal<String>,
    town: RwSignal<String>,
    category: RwSignal<String>,
}

pub(super) fn create(office: Office) -> AnyView {
    let empty = || RwSignal::new(String::new());
    let typed = Typed {
        finess: empty(),
        kind: RwSignal::new(StructureKind::Et.code().to_owned()),
        name: empty(),
        siret: empty(),
        town: empty(),
        category: empty(),
    };
    let problems = RwSignal::new(Vec::new());
    let bind = |field, value| FieldBinding::local(field, value, problems);
    let kinds = vec![
        (StructureKind::Et.code(), words::KIND_ET),
        (StructureKind::Ej.code(), words::KIND_EJ),
    ];
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        problems.set(typed.problems());
        if problems.with_untracked(|problems| !problems.is_empty()) {
            request_animation_frame(|| focus(SUMMARY_ID));
            return;
        }
        let refused = move |error: &ApiError| {
            if let Detail::Errors(errors) = &error.detail {
                problems.set(errors.iter().filter_map(FieldError::known).collect());
            }
        };
        office.change(
            api::create_structure(&typed.input()),
            say(words::CREATED),
            refused,
        );
    };
    view! {
        <form novalidate class="fr-mt-2w" on:submit=act(send)>
            <ErrorSummary errors=problems.into() />
            <TextField bound=bind(Field::Finess, typed.finess) />
            <Select bound=bind(Field::Kind, typed.kind) options=kinds />
            <TextField bound=bind(Field::Name, typed.name) />
            <TextField bound=bind(Field::Siret, typed.siret) hint=say(words::OPTIONAL) input_mode="numeric" />
            <TextField bound=bind(Field::Town, typed.town) hint=say(words::OPTIONAL) />
            <TextField
                bound=bind(Field::Category, typed.category)
                label=say(words::CATEGORY)
                hint=say(words::CATEGORY_HINT)
                input_mode="numeric"
            />
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || office.is_busy())>
                {say(words::CREATE_BUTTON)}
            </button>
        </form>
    }
    .into_any()
}

impl Typed {
    /// The problems that the browser can see; the server says the rest.
    fn problems(self) -> Vec<(Field, Problem)> {
        let mut problems = Vec::new();
        let finess = self
            .finess
            .with_untracked(|finess| Finess::parse_typed(finess).err());
        if let Some(error) = finess {
            let problem = match error {
                _ if self
                    .finess
                    .with_untracked(|finess| finess.trim().is_empty()) =>
                {
                    Problem::Required
                }
                FinessError::Shape => Problem::FinessShape,
                FinessError::Departement => Problem::FinessDepartement,
                FinessError::Key => Problem::FinessKey,
            };
            problems.push((Field::Finess, problem));
        }
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            problems.push((Field::Name, Problem::Required));
        }
        let siret = self
            .siret
            .with_untracked(|siret| !siret.trim().is_empty() && Siret::parse_typed(siret).is_err());
        if siret {
            problems.push((Field::Siret, Problem::SiretShape));
        }
        problems
    }

    fn input(self) -> StructureInput {
        let text = |value: RwSignal<String>| value.with_untracked(|value| value.trim().to_owned());
        let typed_finess = text(self.finess);
        let typed_siret = text(self.siret);
        StructureInput {
            finess: Finess::parse_typed(&typed_finess)
                .map_or(typed_finess, |finess| finess.to_string()),
            kind: Coded(StructureKind::from_code(&text(self.kind)).unwrap_or(StructureKind::Et)),
            name: text(self.name),
            siret: Siret::parse_typed(&typed_siret)
                .ok()
                .map(|siret| siret.to_string()),
            town: text(self.town),
            category: text(self.category),
            idempotency_key: Some(browser::new_key()),
        }
    }
}
