//! The second reading, with the person: what was typed, who may be registered already, and what the manager attests.

use leptos::prelude::*;
use shared::eligibility::Verdict;
use shared::field_error::{Field, Problem};
use shared::value_set::IdentityDocument;

use super::sheet::{Sheet, Stage};
use crate::api::{
    self, ApiError, Attestations, Detail, DuplicateResolutionInput, PossibleDuplicate,
};
use crate::browser::{self, focus, say};
use crate::components::{
    Checkbox, ErrorSummary, Failure, FieldBinding, Heading, SUMMARY_ID, Select, SummaryList,
    SummaryRow, VerdictPanel,
};
use crate::pages::answers;
use crate::pages::duplicates::{Parts, compared, question};
use crate::route::Step;
use crate::text::{form as form_words, of_error, registering as words, terms};
use crate::view::{act, live, memo, part};

#[derive(Clone, Copy)]
struct Attesting {
    sheet: Sheet,
    conditions: RwSignal<String>,
    identity: RwSignal<String>,
    risk: RwSignal<String>,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

pub(super) fn check(sheet: Sheet) -> AnyView {
    let text = || RwSignal::new(String::new());
    let attesting = Attesting {
        sheet,
        conditions: text(),
        identity: text(),
        risk: text(),
        busy: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    let verdict = sheet.verdict();
    let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
    let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
    let failed = move || {
        let message = attesting.failed.get()?;
        Some(view! { <Failure message retry=None /> })
    };
    let lookalikes = move || {
        let found = sheet.lookalikes.get();
        let after = |found: &PossibleDuplicate| question(&found.rpps_number, sheet.said);
        (!found.is_empty()).then(|| compared(found, &parts(sheet), after))
    };
    view! {
        <Heading title=say(words::CHECK_TITLE) />
        <div class="fr-grid-row fr-grid-row--gutters">
            <div class="fr-col-12 fr-col-lg-8">
                {answers_of(sheet)}
                <button
                    class="fr-btn fr-btn--secondary fr-mb-4w"
                    type="button"
                    on:click=act(move |_| sheet.stage.set(Stage::Typing))
                >
                    {say(words::CHANGE)}
                </button>
                {part(lookalikes)}
                {part(failed)}
                {attesting.form(verdict)}
            </div>
            <div class="fr-col-12 fr-col-lg-4">
                <VerdictPanel outcome findings small=true />
            </div>
        </div>
    }
    .into_any()
}

/// What was typed of the civil status, in words.
fn parts(sheet: Sheet) -> Parts {
    let typed = sheet.typed.get_untracked();
    let civil_status = &typed.civil_status;
    let sex = match civil_status.sex.as_str() {
        "F" => form_words::SEX_F,
        "M" => form_words::SEX_M,
        _ => form_words::SEX_I,
    };
    let born = shared::date::Date::parse(&civil_status.birth_date);
    let place = if civil_status.is_born_in_france() {
        sheet.commune
    } else {
        sheet.country
    };
    vec![
        (Field::BirthName, civil_status.birth_name.clone()),
        (Field::FirstNames, civil_status.first_names.join(", ")),
        (Field::PreferredName, civil_status.preferred_name.clone()),
        (Field::Sex, say(sex).to_owned()),
        (
            Field::BirthDate,
            born.map_or_else(
                |_| civil_status.birth_date.clone(),
                |born| born.long(browser::language()),
            ),
        ),
        (Field::BirthPlace, place.get_untracked()),
    ]
}

fn answers_of(sheet: Sheet) -> AnyView {
    let typed = sheet.typed.get_untracked();
    let in_france = typed.civil_status.is_born_in_france();
    let row = |field: Field, value: String| SummaryRow::new(say(field.label()), value);
    let mut rows: Vec<SummaryRow> = parts(sheet)
        .into_iter()
        .map(|(field, value)| row(field, value))
        .collect();
    if !in_france {
        rows.push(row(Field::BirthTown, typed.form.birth_town.clone()));
    }
    let structure = sheet.structure.get_untracked();
    let asked = |field: &Field| {
        !matches!(
            field,
            Field::BirthTown
                | Field::TermsVersion
                | Field::RiskAcknowledged
                | Field::EcpsOnlyAcknowledged
                | Field::DmpAcknowledged
        )
    };
    let part_of = |step: Step| {
        let fields: Vec<Field> = step.fields().iter().copied().filter(asked).collect();
        let rows = answers::rows(&typed.form, structure.as_ref(), &fields);
        view! {
            <h2 class="fr-h5">{say(step.title())}</h2>
            <SummaryList rows />
        }
    };
    view! {
        <h2 class="fr-h5">{say(words::CIVIL_STATUS)}</h2>
        <SummaryList rows />
        {Step::ALL.into_iter().map(part_of).collect_view()}
    }
    .into_any()
}

impl Attesting {
    fn form(self, verdict: Memo<Verdict>) -> AnyView {
        let sheet = self.sheet;
        let version = untrack(|| sheet.session.me())
            .map(|me| me.terms_version)
            .unwrap_or_default();
        let documents = IdentityDocument::ALL
            .iter()
            .map(|document| (document.code(), document.label()))
            .collect();
        let bind = |field, value| FieldBinding::local(field, value, sheet.problems);
        let at_risk = memo(move || verdict.with(Verdict::is_at_risk));
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.send(at_risk.get_untracked());
        };
        view! {
            <form novalidate on:submit=act(send)>
                <h2 class="fr-h5">{say(words::ATTEST)}</h2>
                <ErrorSummary errors=sheet.problems.into() />
                <Select
                    bound=sheet.bind(Field::IdentityDocument)
                    options=documents
                    hint=say(words::DOCUMENT_HINT)
                />
                <Checkbox bound=bind(Field::IdentityChecked, self.identity) label=say(words::IDENTITY) />
                <Checkbox bound=bind(Field::ConditionsChecked, self.conditions) label=say(words::CONDITIONS) />
                {part(move || at_risk.get().then(|| view! {
                    <Checkbox
                        bound=FieldBinding::local(Field::RiskAcknowledged, self.risk, sheet.problems)
                        label=say(words::RISK_OWN)
                    />
                }))}
                <details class="terms fr-mb-2w">
                    <summary>{say(form_words::TERMS_READ)}</summary>
                    {terms::PARAGRAPHS.iter().map(|paragraph| view! { <p>{say(*paragraph)}</p> }).collect_view()}
                </details>
                <Checkbox bound=accepting(sheet, version) label=say(words::TERMS) />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || self.busy.get())>
                    {say(words::REGISTER)}
                </button>
            </form>
        }
        .into_any()
    }

    fn send(self, at_risk: bool) {
        let sheet = self.sheet;
        let ticked = |value: RwSignal<String>| value.with_untracked(|value| !value.is_empty());
        let attestations = Attestations {
            conditions_checked: ticked(self.conditions),
            identity_checked: ticked(self.identity),
            risk_acknowledged: ticked(self.risk),
        };
        let typed = sheet.typed.get_untracked();
        let needed = [
            (
                Field::IdentityDocument,
                !typed.identity_document.is_empty(),
                Problem::Required,
            ),
            (
                Field::IdentityChecked,
                attestations.identity_checked,
                Problem::NotChecked,
            ),
            (
                Field::ConditionsChecked,
                attestations.conditions_checked,
                Problem::NotChecked,
            ),
            (
                Field::RiskAcknowledged,
                attestations.risk_acknowledged || !at_risk,
                Problem::NotChecked,
            ),
            (
                Field::TermsVersion,
                !typed.form.terms_version.is_empty(),
                Problem::NotChecked,
            ),
        ];
        let missing: Vec<_> = needed
            .into_iter()
            .filter(|(_, given, _)| !given)
            .map(|(field, _, problem)| (field, problem))
            .collect();
        let is_whole = missing.is_empty();
        sheet.problems.set(missing);
        if !is_whole {
            return request_animation_frame(|| focus(SUMMARY_ID));
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let said = sheet.said.get_untracked();
        let said = said.into_iter().filter_map(|(number, said)| {
            Some(DuplicateResolutionInput {
                rpps_number: number,
                same: said.same?,
                reason: said.reason,
            })
        });
        let call = api::register(typed, attestations, said.collect(), sheet.key.get_value());
        sheet.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(request) => sheet.stage.set(Stage::Done(
                    request.rpps_number.unwrap_or_default(),
                    request.id.inner().to_owned(),
                )),
                Err(error) => self.refused(error),
            }
        });
    }

    fn refused(self, error: ApiError) {
        let sheet = self.sheet;
        self.failed.set(Some(of_error(&error)));
        if !error.is_passing() {
            sheet.key.set_value(browser::new_key());
        }
        match error.detail {
            Detail::Errors(errors) => {
                let wrong: Vec<_> = errors.iter().filter_map(api::FieldError::known).collect();
                let is_typed = wrong.iter().any(|(field, _)| {
                    !matches!(
                        field,
                        Field::IdentityDocument
                            | Field::Reason
                            | Field::RppsNumber
                            | Field::IdentityChecked
                            | Field::ConditionsChecked
                            | Field::RiskAcknowledged
                    )
                });
                sheet.problems.set(wrong);
                if is_typed {
                    sheet.stage.set(Stage::Typing);
                }
            }
            // Somebody registered the same person meanwhile: they are to be told apart.
            Detail::Verdict(_) => {
                if let Some(structure) = sheet.structure.get_untracked() {
                    let typed = sheet.typed.get_untracked().civil_status;
                    let call = api::duplicates_of_typed(structure.id, typed);
                    sheet.session.write(call, move |answer| {
                        if let Ok(found) = answer {
                            sheet.lookalikes.set(found);
                        }
                    });
                }
            }
            _ => {}
        }
    }
}

/// A tick accepts the version of the terms that is shown.
fn accepting(sheet: Sheet, version: String) -> FieldBinding {
    let bound = sheet.bind(Field::TermsVersion);
    FieldBinding {
        set: Callback::new(move |ticked: String| {
            bound.set.run(if ticked.is_empty() {
                String::new()
            } else {
                version.clone()
            });
        }),
        ..bound
    }
}
