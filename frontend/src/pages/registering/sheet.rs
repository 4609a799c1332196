//! What is typed of one person, kept while the page is open and nowhere else.

use leptos::prelude::*;
use shared::cog::CountryCode;
use shared::eligibility::{self, FindingCode, RegisterFacts, Verdict};
use shared::field_error::{Field, Problem};
use shared::registration::RawRegistration;
use shared::registration::split_first_names;

use crate::api::{PossibleDuplicate, Structure};
use crate::browser;
use crate::components::FieldBinding;
use crate::draft;
use crate::pages::duplicates::Answers;
use crate::rules::Rules;
use crate::session::SessionState;
use crate::view::memo;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Typing,
    Checking,
    /// The number, and the request that was written.
    Done(String, String),
}

#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) session: SessionState,
    pub(super) rules: Rules,
    pub(super) stage: RwSignal<Stage>,
    pub(super) typed: RwSignal<RawRegistration>,
    /// The first names on one line, as typed.
    first_names: RwSignal<String>,
    /// Labels of the places that were chosen, by what they are asked for.
    pub(super) country: RwSignal<String>,
    pub(super) commune: RwSignal<String>,
    pub(super) again: RwSignal<String>,
    pub(super) structure: RwSignal<Option<Structure>>,
    pub(super) problems: RwSignal<Vec<(Field, Problem)>>,
    pub(super) lookalikes: RwSignal<Vec<PossibleDuplicate>>,
    /// What the manager says of each of them.
    pub(super) said: Answers,
    pub(super) key: StoredValue<String>,
}

impl Sheet {
    /// A new sheet, for the only structure where there is one.
    pub(super) fn empty() -> Self {
        let session = SessionState::of_page();
        let managed = untrack(|| session.account())
            .map(|account| account.managed_structures)
            .unwrap_or_default();
        let only = <[Structure; 1]>::try_from(managed).ok().map(|[only]| only);
        let mut typed = RawRegistration::default();
        CountryCode::FRANCE
            .as_str()
            .clone_into(&mut typed.civil_status.birth_country);
        if let Some(only) = &only {
            typed.form.structure_finess.clone_from(&only.finess);
        }
        let text = || RwSignal::new(String::new());
        Self {
            session,
            rules: Rules::of_page(),
            stage: RwSignal::new(Stage::Typing),
            typed: RwSignal::new(typed),
            first_names: text(),
            country: RwSignal::new("France".to_owned()),
            commune: text(),
            again: text(),
            structure: RwSignal::new(only),
            problems: RwSignal::new(Vec::new()),
            lookalikes: RwSignal::new(Vec::new()),
            said: RwSignal::new(Vec::new()),
            key: StoredValue::new(browser::new_key()),
        }
    }

    /// Binds a control to a field of the first entry.
    pub(super) fn bind(self, field: Field) -> FieldBinding {
        self.bound(
            field,
            "",
            move || self.read(field),
            move |text| {
                self.write(field, text);
            },
        )
    }

    /// Binds a control to a field of the second entry.
    pub(super) fn bind_again(self, field: Field) -> FieldBinding {
        let read = move || {
            self.typed.with(|typed| match field {
                Field::BirthName => typed.retyped.birth_name.clone(),
                Field::BirthDate => typed.retyped.birth_date.clone(),
                _ => typed.retyped.birth_place.clone(),
            })
        };
        let write = move |text| {
            self.typed.update(|typed| match field {
                Field::BirthName => typed.retyped.birth_name = text,
                Field::BirthDate => typed.retyped.birth_date = text,
                _ => typed.retyped.birth_place = text,
            });
        };
        self.bound(field, "again-", read, write)
    }

    /// What the rules say of it so far, with what is known of the structure.
    pub(super) fn verdict(self) -> Memo<Verdict> {
        memo(move || {
            let me = self.session.me();
            let rules = self.rules.get();
            let today = me.as_ref().map_or(rules.effective_from(), |me| me.today);
            let terms = me.map(|me| me.terms_version).unwrap_or_default();
            let structure = self.structure.get();
            let facts = RegisterFacts {
                sector: structure.as_ref().map(|structure| structure.sector.0),
                structure_closed: structure.as_ref().map(|structure| structure.closed),
                possible_duplicate: Some(self.is_in_doubt()),
                ..RegisterFacts::default()
            };
            let mut verdict = self.typed.with(|typed| {
                let answers = typed.answers(today, &terms);
                let stage = eligibility::Stage::Deciding;
                eligibility::verdict(&rules, stage, today, &answers, &facts)
            });
            // The terms are accepted with the rest of what is attested, below.
            let asked_last = |code| {
                matches!(code, FindingCode::TermsNotAccepted) && self.stage.get() == Stage::Typing
            };
            verdict.findings.retain(|finding| !asked_last(finding.code));
            verdict
        })
    }

    /// Somebody was found of whom the manager has not said whether they are one and the same.
    fn is_in_doubt(self) -> bool {
        let said = self.said.get();
        let answer = |number: &str| {
            let of = said.iter().find(|(of, _)| of == number);
            of.and_then(|(_, said)| said.same)
        };
        let is_recognised = said.iter().any(|(_, said)| said.same == Some(true));
        !is_recognised
            && self.lookalikes.with(|found| {
                let unsaid = |other: &PossibleDuplicate| answer(&other.rpps_number).is_none();
                found.iter().any(unsaid)
            })
    }

    pub(super) fn at_risk(self) -> Memo<bool> {
        let verdict = self.verdict();
        memo(move || verdict.with(Verdict::is_at_risk))
    }

    pub(super) fn is_born_in_france(self) -> Memo<bool> {
        memo(move || {
            self.typed
                .with(|typed| typed.civil_status.is_born_in_france())
        })
    }

    fn bound(
        self,
        field: Field,
        place: &'static str,
        read: impl Fn() -> String + Send + Sync + 'static,
        write: impl Fn(String) + Send + Sync + 'static,
    ) -> FieldBinding {
        let local = FieldBinding::local(field, RwSignal::new(String::new()), self.problems);
        let read: Box<dyn Fn() -> String + Send + Sync> = Box::new(read);
        let write: Box<dyn Fn(String) + Send + Sync> = Box::new(write);
        FieldBinding {
            place,
            value: Signal::derive(read),
            set: Callback::new(move |text| {
                write(text);
                self.problems
                    .update(|all| all.retain(|(of, _)| *of != field));
            }),
            ..local
        }
    }

    fn read(self, field: Field) -> String {
        if field == Field::FirstNames {
            return self.first_names.get();
        }
        self.typed.with(|typed| {
            let civil_status = &typed.civil_status;
            match field {
                Field::BirthName => civil_status.birth_name.clone(),
                Field::PreferredName => civil_status.preferred_name.clone(),
                Field::Sex => civil_status.sex.clone(),
                Field::BirthDate => civil_status.birth_date.clone(),
                Field::BirthCountry => civil_status.birth_country.clone(),
                Field::BirthCommune => civil_status.birth_commune.clone(),
                Field::IdentityDocument => typed.identity_document.clone(),
                _ => draft::read(&typed.form, field),
            }
        })
    }

    fn write(self, field: Field, text: String) {
        if field == Field::FirstNames {
            self.first_names.set(text.clone());
        }
        self.typed.update(|typed| {
            let (civil_status, form) = (&mut typed.civil_status, &mut typed.form);
            match field {
                // Most people work under the names of their civil status: they are proposed until others are typed.
                Field::BirthName => {
                    if form.exercise_last_name == civil_status.birth_name {
                        form.exercise_last_name.clone_from(&text);
                    }
                    civil_status.birth_name = text;
                }
                Field::FirstNames => {
                    let names = split_first_names(&text);
                    let first = |names: &[String]| names.first().cloned().unwrap_or_default();
                    if form.exercise_first_name == first(&civil_status.first_names) {
                        form.exercise_first_name = first(&names);
                    }
                    civil_status.first_names = names;
                }
                Field::PreferredName => civil_status.preferred_name = text,
                Field::Sex => civil_status.sex = text,
                Field::BirthDate => civil_status.birth_date = text,
                Field::BirthCountry => {
                    civil_status.birth_country = text;
                    civil_status.birth_commune.clear();
                    form.birth_town.clear();
                    typed.retyped.birth_place.clear();
                }
                Field::BirthCommune => civil_status.birth_commune = text,
                Field::IdentityDocument => typed.identity_document = text,
                _ => draft::write(form, field, text),
            }
        });
    }
}
