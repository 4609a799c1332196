//! The role, and how and when it is held.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::role::Role;
use shared::value_set::{ActivityKind, PracticeMode, ProfessionalCategory};

use super::step;
use crate::browser::say;
use crate::components::{FieldBinding, RadioGroup, Select, TextField};
use crate::draft::Draft;
use crate::pages::pre_check::RoleSearch;
use crate::route::Step;
use crate::text::form as words;

pub(super) fn activity(draft: Draft) -> AnyView {
    step::page(draft, Step::Activity, |problems| {
        let bind = move |field| draft.bind(field, problems);
        let kinds = ActivityKind::ALL
            .iter()
            .map(|kind| (kind.code(), kind.label()))
            .collect();
        let modes = PracticeMode::ALL
            .iter()
            .map(|mode| (mode.code(), say(mode.label())))
            .collect();
        let categories = ProfessionalCategory::ALL
            .iter()
            .map(|of| (of.code(), say(of.label())))
            .collect();
        view! {
            <RoleSearch bound=proposing_its_kind(draft, bind(Field::Role)) />
            <Select bound=bind(Field::ActivityKind) options=kinds hint=say(words::KIND_HINT) />
            <RadioGroup bound=bind(Field::PracticeMode) options=modes />
            <RadioGroup bound=bind(Field::Category) options=categories />
            <TextField bound=bind(Field::StartDate) kind="date" hint=say(words::START_HINT) />
            <TextField bound=bind(Field::EndDate) kind="date" hint=say(words::END_HINT) />
        }
        .into_any()
    })
}

/// A role that the nomenclature joins to a genre d'activité selects it, unless that field is locked.
fn proposing_its_kind(draft: Draft, role: FieldBinding) -> FieldBinding {
    let set = Callback::new(move |code: String| {
        let kind = Role::parse(&code).ok().and_then(Role::activity_kind);
        role.set.run(code);
        if let Some(kind) = kind.filter(|_| !draft.is_locked(Field::ActivityKind)) {
            draft.write(Field::ActivityKind, kind.code().to_owned());
        }
    });
    FieldBinding { set, ..role }
}
