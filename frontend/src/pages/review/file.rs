//! What there is to know before deciding.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::form::RawForm;

use super::Review;
use crate::api::Request;
use crate::browser::say;
use crate::components::{SummaryList, SummaryRow, Timeline, VerdictPanel};
use crate::draft::in_language;
use crate::pages::answers::{self, identity_rows};
use crate::pages::request::tracking::step;
use crate::text::review as words;
use crate::view::part;

pub(super) fn file(review: Review) -> AnyView {
    let request = review.request;
    let outcome = Signal::derive(move || request.with(|request| request.verdict.outcome.0));
    let findings = Signal::derive(move || request.with(|request| request.verdict.known_findings()));
    let steps =
        Signal::derive(move || request.with(|request| request.timeline.iter().map(step).collect()));
    view! {
        <div class="fr-grid-row fr-grid-row--gutters">
            <div class="fr-col-12 fr-col-lg-7">
                <h2 class="fr-h5">{say(words::IDENTITY)}</h2>
                {part(move || request.with(identity))}
                <h2 class="fr-h5">{say(words::ANSWERS)}</h2>
                {part(move || request.with(answers))}
            </div>
            <div class="fr-col-12 fr-col-lg-5">
                <VerdictPanel outcome findings small=true />
                {part(move || request.with(last_correction))}
                <details class="fr-mt-2w">
                    <summary>{say(words::HISTORY)}</summary>
                    <Timeline steps />
                </details>
            </div>
        </div>
    }
    .into_any()
}

fn identity(request: &Request) -> AnyView {
    let mut rows = identity_rows(&request.identity);
    if !request.identity.born_in_france {
        let town = RawForm::from(&request.form).birth_town;
        rows.push(SummaryRow::new(
            say(Field::BirthTown.label()),
            [&town, " ", say(words::BIRTH_TOWN_UNCERTIFIED)].concat(),
        ));
    }
    view! { <SummaryList rows /> }.into_any()
}

fn answers(request: &Request) -> AnyView {
    let form = RawForm::from(&request.form);
    let shown = |field: &Field| match field {
        // The town of birth stands with the civil status.
        Field::BirthTown => false,
        Field::RiskAcknowledged => request.at_risk,
        _ => true,
    };
    let fields: Vec<Field> = Field::FORM.iter().copied().filter(shown).collect();
    let mut rows = answers::rows(&form, request.structure.as_ref(), &fields);
    let confirmed = if request.email_confirmed {
        words::EMAIL_CONFIRMED
    } else {
        words::EMAIL_UNCONFIRMED
    };
    for row in &mut rows {
        if row.name == say(Field::Email.label()) {
            row.value = [&row.value, " ", say(confirmed)].concat();
        }
    }
    view! { <SummaryList rows /> }.into_any()
}

fn last_correction(request: &Request) -> Option<AnyView> {
    let correction = request.correction.clone()?;
    let items = correction.items.into_iter().map(|item| {
        let name = Field::from_code(&item.field).map_or("", |field| say(field.label()));
        view! { <li>{name} " : " {in_language(&item.code_text)} ". " {item.text}</li> }
    });
    Some(
        view! {
            <h2 class="fr-h6 fr-mt-3w">{say(words::LAST_CORRECTION)}</h2>
            <p class="kept-lines">{correction.text}</p>
            <ul>{items.collect_view()}</ul>
        }
        .into_any(),
    )
}
