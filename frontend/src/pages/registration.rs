//! The entry of the person who signed in with an e-CPS.

use super::access::{Audience, page_for};
use super::changes::{Changes, changes, history};
use super::civil_status::{CivilStatus, civil_status};
use super::loading::load;
use super::notices::{notices, withdrawn};
use crate::api::{self, Registration, Situation};
use crate::browser::{language, say};
use crate::components::{Alert, AlertKind, Heading};
use crate::text::{civil_status as civil, entry, fill, queue, register as words};
use leptos::prelude::*;

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
    let shown = number(&registration);
    let followed = CivilStatus::follow(registration, true);
    let changing = Changes::of(followed, true);
    view! {
        <Heading title=say(words::TITLE) />
        {announced}
        {shown}
        {changes(changing)}
        {civil_status(followed)}
        {frozen()}
        {history(changing)}
        {super::looks::looks()}
    }
    .into_any()
}

/// The way to have the civil status corrected.
pub(super) fn frozen() -> AnyView {
    view! {
        <p class="fr-mt-3w">
            {say(civil::FROZEN)} " "
            <a class="fr-link" href="/contact?topic=CIVIL_STATUS" rel="external">{say(words::CONTACT)}</a>
        </p>
    }
    .into_any()
}

pub(super) fn number(registration: &Registration) -> AnyView {
    view! {
        <p class="rpps-number">
            <span class="rpps-number__label">{say(words::NUMBER)}</span>
            <strong>{registration.rpps_number.clone()}</strong>
        </p>
    }
    .into_any()
}

/// One post, with what can be done about it.
pub(super) fn situation(situation: Situation, ways: Option<AnyView>) -> AnyView {
    let mut dates = fill(say(words::FROM), &situation.start_date.long(language()));
    if let Some(end) = situation.end_date {
        dates.push_str(", ");
        dates.push_str(&fill(say(words::UNTIL), &end.long(language())));
    }
    let risk = situation
        .at_risk
        .then(|| view! { <span class="fr-badge fr-badge--warning">{say(queue::AT_RISK)}</span> });
    let closed = situation.closing_reason.map(|reason| {
        let said = fill(say(entry::CLOSING_REASON), say(reason.0.label()));
        view! { <p class="fr-text--sm fr-mb-1v">{said}</p> }
    });
    let left = withdrawn(&situation);
    view! {
        <li class="request-list__request">
            <div>
                <h3 class="fr-h6 fr-mb-1v">{situation.role.label}</h3>
                <p class="fr-mb-1v">{situation.structure.as_ref().map(super::answers::structure_name)}</p>
                <p class="fr-text--sm fr-mb-1v">{dates}</p>
                {risk}
                {closed}
                {left}
            </div>
            {ways}
        </li>
    }
    .into_any()
}
