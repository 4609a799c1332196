//! The entry of the person who signed in with an e-CPS.

use leptos::prelude::*;
use shared::field_error::Field;

use super::access::{Audience, page_for};
use super::loading::load;
use super::notices::{notices, withdrawn};
use crate::api::{self, Registration, Situation};
use crate::browser::{language, say};
use crate::components::{Alert, AlertKind, Heading, SummaryList, SummaryRow};
use crate::text::{fill, queue, register as words};

pub(crate) fn registration() -> AnyView {
    page_for(Audience::Registered, || load(api::registration, show))
}

fn show(registration: Option<Registration>) -> AnyView {
    let Some(registration) = registration else {
        return view! {
            <Heading title=say(words::TITLE) />
            <Alert kind=AlertKind::Info title=say(words::NONE)>
                <p>{say(words::NONE_TEXT)}</p>
            </Alert>
        }
        .into_any();
    };
    let announced = notices(&registration);
    let rows = vec![
        SummaryRow::new(say(Field::BirthName.label()), registration.birth_name),
        SummaryRow::new(
            say(Field::FirstNames.label()),
            registration.first_names.join(" "),
        ),
        SummaryRow::new(
            say(Field::ExerciseLastName.label()),
            registration.exercise_last_name,
        ),
        SummaryRow::new(
            say(Field::ExerciseFirstName.label()),
            registration.exercise_first_name,
        ),
    ];
    view! {
        <Heading title=say(words::TITLE) />
        {announced}
        <p class="rpps-number">
            <span class="rpps-number__label">{say(words::NUMBER)}</span>
            <strong>{registration.rpps_number}</strong>
        </p>
        <SummaryList rows />
        <h2 class="fr-h4 fr-mt-4w">{say(words::SITUATIONS)}</h2>
        <ul class="request-list">{registration.situations.into_iter().map(situation).collect_view()}</ul>
        <p>
            {say(words::FROZEN)} " "
            <a class="fr-link" href="/contact" rel="external">{say(words::CONTACT)}</a>
        </p>
    }
    .into_any()
}

fn situation(situation: Situation) -> impl IntoView {
    let mut dates = fill(say(words::FROM), &situation.start_date.long(language()));
    if let Some(end) = situation.end_date {
        dates.push_str(", ");
        dates.push_str(&fill(say(words::UNTIL), &end.long(language())));
    }
    let risk = situation
        .at_risk
        .then(|| view! { <span class="fr-badge fr-badge--warning">{say(queue::AT_RISK)}</span> });
    let left = withdrawn(&situation);
    view! {
        <li class="request-list__request">
            <div>
                <h3 class="fr-h6 fr-mb-1v">{situation.role.label}</h3>
                <p class="fr-mb-1v">{situation.structure.as_ref().map(super::answers::structure_name)}</p>
                <p class="fr-text--sm fr-mb-1v">{dates}</p>
                {risk}
                {left}
            </div>
        </li>
    }
}
