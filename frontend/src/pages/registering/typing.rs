//! Everything that is typed, on one page: the document lies beside the keyboard.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::role::Role;
use shared::value_set::{ActivityKind, Civilite, PracticeMode, ProfessionalCategory};

use super::place::{Find, PlaceSearch};
use super::sheet::{Sheet, Stage};
use crate::api::{self, Structure};
use crate::browser::{focus, say};
use crate::components::{
    Checkbox, ErrorSummary, FieldBinding, Heading, RadioGroup, SUMMARY_ID, Select, TextField,
    VerdictPanel,
};
use crate::pages::answers::structure_name;
use crate::pages::pre_check::RoleSearch;
use crate::text::{form as form_words, phrases, registering as words};
use crate::view::{act, live, part};

/// The fields of this page; the document and the terms come with what is attested.
const LATER: [Field; 2] = [Field::IdentityDocument, Field::TermsVersion];

pub(super) fn typing(sheet: Sheet) -> AnyView {
    let verdict = sheet.verdict();
    let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
    let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        go_on(sheet);
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <p>{say(words::ONCE)}</p>
        <div class="fr-grid-row fr-grid-row--gutters">
            <form class="fr-col-12 fr-col-lg-8" novalidate on:submit=act(send)>
                <ErrorSummary errors=sheet.problems.into() />
                {civil_status(sheet)}
                {again(sheet)}
                {contact(sheet)}
                {post(sheet)}
                {need(sheet)}
                <button class="fr-btn fr-mt-2w" type="submit">{say(words::CHECK)}</button>
            </form>
            <div class="fr-col-12 fr-col-lg-4">
                <VerdictPanel outcome findings small=true />
            </div>
        </div>
    }
    .into_any()
}

fn civil_status(sheet: Sheet) -> AnyView {
    let sexes = vec![
        ("F", say(form_words::SEX_F)),
        ("M", say(form_words::SEX_M)),
        ("I", say(form_words::SEX_I)),
    ];
    let in_france = sheet.is_born_in_france();
    let place = move || {
        if in_france.get() {
            view! {
                <PlaceSearch
                    bound=sheet.bind(Field::BirthCommune)
                    find=api::communes
                    chosen=sheet.commune
                    hint=say(words::COMMUNE_HINT)
                />
            }
            .into_any()
        } else {
            view! { <TextField bound=sheet.bind(Field::BirthTown) hint=say(words::TOWN_HINT) /> }
                .into_any()
        }
    };
    view! {
        <h2 class="fr-h5">{say(words::CIVIL_STATUS)}</h2>
        <p>{say(words::CIVIL_STATUS_TEXT)}</p>
        <TextField bound=sheet.bind(Field::BirthName) />
        <TextField bound=sheet.bind(Field::FirstNames) hint=say(words::FIRST_NAMES_HINT) />
        <TextField bound=sheet.bind(Field::PreferredName) hint=say(words::PREFERRED_HINT) />
        <RadioGroup bound=sheet.bind(Field::Sex) options=sexes />
        <TextField bound=sheet.bind(Field::BirthDate) kind="date" />
        <PlaceSearch
            bound=sheet.bind(Field::BirthCountry)
            find=api::countries
            chosen=sheet.country
            hint=say(words::COUNTRY_HINT)
        />
        {part(place)}
    }
    .into_any()
}

fn again(sheet: Sheet) -> AnyView {
    let in_france = sheet.is_born_in_france();
    let place = move || {
        let (find, hint): (Find, _) = if in_france.get() {
            (api::communes, words::COMMUNE_HINT)
        } else {
            (api::countries, words::COUNTRY_HINT)
        };
        view! {
            <PlaceSearch
                bound=sheet.bind_again(Field::BirthPlace)
                find
                chosen=sheet.again
                hint=say(hint)
                label=say(words::AGAIN_PLACE)
            />
        }
    };
    view! {
        <h2 class="fr-h5 fr-mt-4w">{say(words::AGAIN)}</h2>
        <p>{say(words::AGAIN_TEXT)}</p>
        <TextField bound=sheet.bind_again(Field::BirthName) label=say(words::AGAIN_NAME) />
        <TextField bound=sheet.bind_again(Field::BirthDate) kind="date" label=say(words::AGAIN_DATE) />
        {part(place)}
    }
    .into_any()
}

fn contact(sheet: Sheet) -> AnyView {
    let titles = Civilite::ALL
        .iter()
        .map(|title| (title.code(), say(title.label())))
        .collect();
    view! {
        <h2 class="fr-h5 fr-mt-4w">{say(words::PRACTICE)}</h2>
        <RadioGroup bound=sheet.bind(Field::Civilite) options=titles />
        <TextField bound=sheet.bind(Field::ExerciseLastName) />
        <TextField bound=sheet.bind(Field::ExerciseFirstName) />
        <TextField bound=sheet.bind(Field::Email) kind="email" hint=say(words::EMAIL_HINT) />
        <TextField bound=sheet.bind(Field::Phone) kind="tel" hint=say(form_words::PHONE_HINT) />
    }
    .into_any()
}

fn post(sheet: Sheet) -> AnyView {
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
        <h2 class="fr-h5 fr-mt-4w">{say(words::POST)}</h2>
        {own_structures(sheet)}
        <RoleSearch bound=proposing_its_kind(sheet) />
        <Select bound=sheet.bind(Field::ActivityKind) options=kinds hint=say(form_words::KIND_HINT) />
        <RadioGroup bound=sheet.bind(Field::PracticeMode) options=modes />
        <RadioGroup bound=sheet.bind(Field::Category) options=categories />
        <TextField bound=sheet.bind(Field::StartDate) kind="date" hint=say(form_words::START_HINT) />
        <TextField bound=sheet.bind(Field::EndDate) kind="date" hint=say(form_words::END_HINT) />
    }
    .into_any()
}

/// A role that the nomenclature joins to a genre d'activité selects it.
fn proposing_its_kind(sheet: Sheet) -> FieldBinding {
    let (role, kind) = (sheet.bind(Field::Role), sheet.bind(Field::ActivityKind));
    let set = Callback::new(move |code: String| {
        let proposed = Role::parse(&code).ok().and_then(Role::activity_kind);
        role.set.run(code);
        if let Some(proposed) = proposed {
            kind.set.run(proposed.code().to_owned());
        }
    });
    FieldBinding { set, ..role }
}

fn own_structures(sheet: Sheet) -> AnyView {
    let managed = untrack(|| sheet.session.account())
        .map(|account| account.managed_structures)
        .unwrap_or_default();
    let chosen = Callback::new(move |one| sheet.structure.set(one));
    structures(sheet.bind(Field::StructureFiness), managed, chosen)
}

/// One of the manager's structures.
pub(in crate::pages) fn structures(
    bound: FieldBinding,
    managed: Vec<Structure>,
    chosen: Callback<Option<Structure>>,
) -> AnyView {
    let choices = StoredValue::new(managed.clone());
    let choose = move |event| {
        let finess = event_target_value(&event);
        let one = choices.with_value(|all| all.iter().find(|one| one.finess == finess).cloned());
        chosen.run(one);
        bound.set.run(finess);
    };
    let option = |structure: Structure| {
        let finess = structure.finess.clone();
        let selected = live(move || bound.value.get() == finess);
        view! { <option value=structure.finess.clone() selected=selected>{structure_name(&structure)}</option> }
    };
    view! {
        <div class=bound.group("fr-select-group", "fr-select-group fr-select-group--error")>
            <label class="fr-label" for=bound.id()>{bound.label()}</label>
            <select
                class=bound.group("fr-select", "fr-select fr-select--error")
                id=bound.id()
                aria-describedby=bound.messages_id()
                aria-invalid=bound.invalid()
                on:change=act(choose)
            >
                <option value="" selected=live(move || bound.value.get().is_empty())>{say(phrases::CHOOSE)}</option>
                {managed.into_iter().map(option).collect_view()}
            </select>
            <crate::components::Messages bound />
        </div>
    }
    .into_any()
}

fn need(sheet: Sheet) -> AnyView {
    let at_risk = sheet.at_risk();
    view! {
        <h2 class="fr-h5 fr-mt-4w">{say(words::NEED)}</h2>
        <RadioGroup
            bound=sheet.bind(Field::HealthDataNeed)
            legend=say(words::NEED_LEGEND)
            options=vec![("true", say(phrases::YES)), ("false", say(phrases::NO))]
        />
        <Checkbox bound=sheet.bind(Field::EcpsOnlyAcknowledged) label=say(words::ECPS_ONLY) />
        <Checkbox bound=sheet.bind(Field::DmpAcknowledged) label=say(words::DMP) />
        {part(move || at_risk.get().then(|| view! {
            <Checkbox bound=sheet.bind(Field::RiskAcknowledged) label=say(words::RISK) />
        }))}
    }
    .into_any()
}

/// Goes on to the second reading once nothing is wrong, and asks who may be registered already.
fn go_on(sheet: Sheet) {
    let Some(today) = untrack(|| sheet.session.today()) else {
        return;
    };
    let typed = sheet.typed.get_untracked();
    let wrong = typed.parse(today).err().unwrap_or_default();
    let wrong: Vec<_> = wrong
        .into_iter()
        .filter(|error| !LATER.contains(&error.field))
        .map(|error| (error.field, error.problem))
        .collect();
    let is_right = wrong.is_empty();
    sheet.problems.set(wrong);
    if !is_right {
        return request_animation_frame(|| focus(SUMMARY_ID));
    }
    sheet.lookalikes.set(Vec::new());
    sheet.said.set(Vec::new());
    sheet.stage.set(Stage::Checking);
    if let Some(structure) = sheet.structure.get_untracked() {
        let call = api::duplicates_of_typed(structure.id, typed.civil_status);
        sheet.session.write(call, move |answer| {
            // Without an answer the server still refuses, and says so.
            if let Ok(found) = answer {
                sheet.lookalikes.set(found);
            }
        });
    }
}
