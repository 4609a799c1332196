//! A commune or a country, found as one types.

use leptos::prelude::*;
use shared::cog::CountryCode;
use shared::field_error::{Field, Problem};

use crate::api::{self, Identity, Place};
use crate::browser::say;
use crate::components::{Choice, Combobox, FieldBinding};
use crate::session::SessionState;
use crate::text::{civil_status as words, form};

/// The search for a place; `known` is the one that is chosen to begin with.
pub(super) fn place(
    field: Field,
    value: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    known: Place,
) -> AnyView {
    let session = SessionState::of_page();
    let found = RwSignal::new(vec![known]);
    let query = StoredValue::new(String::new());
    let search = Callback::new(move |text: String| {
        query.set_value(text.clone());
        let call = if field == Field::BirthCountry {
            api::countries(text.clone())
        } else {
            api::communes(text.clone())
        };
        session.write(call, move |answer| {
            // An answer that comes after the next question is an answer to nothing.
            if let (Ok(places), true) = (answer, query.try_get_value() == Some(text)) {
                found.set(places);
            }
        });
    });
    let choice = |place: Place| Choice {
        hint: place.code.clone(),
        value: place.code,
        label: place.label,
    };
    let choices = Signal::derive(move || found.get().into_iter().map(choice).collect());
    let chosen = Signal::derive(move || {
        let code = value.get();
        found.with(|found| {
            let place = found.iter().find(|place| place.code == code);
            place.map_or_else(|| code.clone(), |place| place.label.clone())
        })
    });
    let hint = if field == Field::BirthCountry {
        words::COUNTRY_HINT
    } else {
        words::COMMUNE_HINT
    };
    let bound = FieldBinding::local(field, value, wrong);
    view! { <Combobox bound chosen choices search hint=say(hint) /> }.into_any()
}

pub(super) fn country_of(identity: &Identity) -> Place {
    Place {
        code: identity.birth_country.clone(),
        label: if identity.born_in_france {
            say(form::FRANCE).to_owned()
        } else {
            identity.birth_place_label.clone()
        },
    }
}

pub(super) fn commune_of(identity: &Identity) -> Place {
    let code = identity.birth_commune.clone().unwrap_or_default();
    Place {
        label: if code.is_empty() {
            String::new()
        } else {
            identity.birth_place_label.clone()
        },
        code,
    }
}

pub(super) fn is_france(code: &str) -> bool {
    CountryCode::parse(code).is_ok_and(|country| country.is_france())
}
