//! One's own designations: what a candidate has to do, and where one manages already.

use leptos::prelude::*;
use shared::passport::Party;

use super::access::{Audience, page_for};
use super::office::{Office, SHOWN_ID, passports};
use crate::browser::say;
use crate::components::Heading;
use crate::text::office as words;

pub(crate) fn habilitation() -> AnyView {
    page_for(Audience::Candidate, || {
        let office = Office::new(Some(Party::Candidate));
        office.follow(None);
        view! {
            <Heading title=say(words::OWN) />
            <p class="fr-text--lead">{say(words::OWN_LEAD)}</p>
            <div id=SHOWN_ID tabindex="-1">{office.outcome()}</div>
            {passports(office)}
            <p>
                <a class="fr-link" href="/guides/gestionnaire" rel="external">{say(words::GUIDE)}</a>
            </p>
        }
        .into_any()
    })
}
