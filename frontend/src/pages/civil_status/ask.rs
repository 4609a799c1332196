//! The form that asks for a correction: it begins with what is registered, and the rules of the server judge it here.

use leptos::prelude::*;
use shared::civil_status::{Correction, DocumentKind, RawCorrection};
use shared::field_error::{Field, Problem};

use super::CivilStatus;
use super::places::{commune_of, country_of, is_france, place};
use crate::api::{self, ApiError, CivilStatusInput, CorrectionAsked, Detail, FieldError, Identity};
use crate::browser::{self, focus, say};
use crate::components::{ErrorSummary, FieldBinding, SUMMARY_ID, Select, TextArea, TextField};
use crate::pages::answers::sex;
use crate::text::{civil_status as words, of_error, phrases};
use crate::view::{act, live, part};

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    birth_name: RwSignal<String>,
    first_names: RwSignal<String>,
    preferred_name: RwSignal<String>,
    sex: RwSignal<String>,
    birth_date: RwSignal<String>,
    country: RwSignal<String>,
    commune: RwSignal<String>,
    reason: RwSignal<String>,
    document: RwSignal<String>,
    issued_on: RwSignal<String>,
    seen_by: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    key: StoredValue<String>,
}

impl Typed {
    fn of(identity: &Identity) -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            birth_name: RwSignal::new(identity.birth_name.clone()),
            first_names: RwSignal::new(identity.first_names.join(", ")),
            preferred_name: RwSignal::new(identity.preferred_name.clone().unwrap_or_default()),
            sex: RwSignal::new(identity.sex.0.code().to_owned()),
            birth_date: RwSignal::new(identity.birth_date.to_string()),
            country: RwSignal::new(identity.birth_country.clone()),
            commune: RwSignal::new(identity.birth_commune.clone().unwrap_or_default()),
            reason: empty(),
            document: empty(),
            issued_on: empty(),
            seen_by: empty(),
            wrong: RwSignal::new(Vec::new()),
            key: StoredValue::new(browser::new_key()),
        }
    }

    fn raw(self) -> RawCorrection {
        let first_names = self.first_names.get_untracked();
        RawCorrection {
            birth_name: Some(self.birth_name.get_untracked()),
            first_names: Some(
                first_names
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .collect(),
            ),
            preferred_name: Some(self.preferred_name.get_untracked()),
            sex: Some(self.sex.get_untracked()),
            birth_date: Some(self.birth_date.get_untracked()),
            birth_country: Some(self.country.get_untracked()),
            birth_commune: Some(self.commune.get_untracked()),
            reason: self.reason.get_untracked(),
            document_kind: self.document.get_untracked(),
            document_issued_on: self.issued_on.get_untracked(),
            document_seen_by: self.seen_by.get_untracked(),
        }
    }

    fn send(self, this: CivilStatus) {
        if this.busy.get_untracked() {
            return;
        }
        let raw = self.raw();
        let identity = this
            .entry
            .with_untracked(|entry| entry.identity.certified());
        let wrong = match (identity, this.session.today()) {
            (Some(identity), Some(today)) => Correction::parse(&raw, &identity, today).err(),
            _ => None,
        };
        if let Some(errors) = wrong {
            let errors = errors.iter().map(|error| (error.field, error.problem));
            return self.point_out(errors.collect());
        }
        this.busy.set(true);
        this.failed.set(None);
        let input = CorrectionAsked {
            rpps_number: this.number.get_value(),
            civil_status: CivilStatusInput {
                birth_name: raw.birth_name,
                first_names: raw.first_names,
                preferred_name: raw.preferred_name,
                sex: raw.sex,
                birth_date: raw.birth_date,
                birth_country: raw.birth_country,
                birth_commune: raw.birth_commune,
            },
            reason: raw.reason,
            document_kind: raw.document_kind,
            document_issued_on: raw.document_issued_on,
            document_seen_by: raw.document_seen_by,
            idempotency_key: Some(self.key.get_value()),
        };
        this.session
            .write(api::ask_correction(&input), move |answer| {
                this.busy.set(false);
                match answer {
                    Ok(now) => this.meet(now, words::SENT),
                    Err(error) => self.refused(this, &error),
                }
            });
    }

    fn refused(self, this: CivilStatus, error: &ApiError) {
        if !error.is_passing() {
            self.key.try_set_value(browser::new_key());
        }
        match &error.detail {
            Detail::Errors(errors) => {
                self.point_out(errors.iter().filter_map(FieldError::known).collect());
            }
            _ => this.failed.set(Some(of_error(error))),
        }
    }

    fn point_out(self, errors: Vec<(Field, Problem)>) {
        self.wrong.set(errors);
        request_animation_frame(|| focus(SUMMARY_ID));
    }
}

pub(super) fn ask(this: CivilStatus) -> AnyView {
    let identity = this.entry.with_untracked(|entry| entry.identity.clone());
    let typed = Typed::of(&identity);
    let bind = move |field, value| FieldBinding::local(field, value, typed.wrong);
    let (country, commune) = (country_of(&identity), commune_of(&identity));
    let sexes = shared::identity::Sex::ALL
        .iter()
        .map(|one| (one.code(), sex(*one)));
    let documents = DocumentKind::seen().map(|kind| (kind.code(), kind.label()));
    let in_france = crate::view::memo(move || is_france(&typed.country.get()));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        typed.send(this);
    };
    view! {
        <details class="fr-mt-3w" id="ask-correction">
            <summary>{say(words::ASK)}</summary>
            <form novalidate class="fr-mt-2w" on:submit=act(send)>
                <ErrorSummary errors=typed.wrong.into() />
                <p id=Field::Items.code() tabindex="-1">{say(words::ASK_LEAD)} " " {say(phrases::ALL_REQUIRED)}</p>
                <TextField bound=bind(Field::BirthName, typed.birth_name) />
                <TextField bound=bind(Field::FirstNames, typed.first_names) hint=say(words::FIRST_NAMES_HINT) />
                <TextField bound=bind(Field::PreferredName, typed.preferred_name) hint=say(words::PREFERRED_HINT) />
                <Select bound=bind(Field::Sex, typed.sex) options=sexes.collect() />
                <TextField bound=bind(Field::BirthDate, typed.birth_date) kind="date" />
                {place(Field::BirthCountry, typed.country, typed.wrong, country)}
                {part(move || {
                    let commune = commune.clone();
                    in_france.get().then(|| place(Field::BirthCommune, typed.commune, typed.wrong, commune))
                })}
                <TextArea bound=bind(Field::Reason, typed.reason) label=say(words::REASON) />
                <Select bound=bind(Field::DocumentKind, typed.document) options=documents.collect() />
                <TextField
                    bound=bind(Field::DocumentIssuedOn, typed.issued_on)
                    kind="date"
                    hint=say(words::DATE_HINT)
                />
                <TextField bound=bind(Field::DocumentSeenBy, typed.seen_by) hint=say(words::SEEN_BY_HINT) />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || this.busy.get())>
                    {say(words::SEND)}
                </button>
            </form>
        </details>
    }
    .into_any()
}
