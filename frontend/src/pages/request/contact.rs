//! E-mail address and telephone: the e-CPS is activated through them.

use leptos::prelude::*;
use shared::field_error::Field;

use super::email_code::EmailCode;
use super::step;
use crate::browser::say;
use crate::components::TextField;
use crate::draft::Draft;
use crate::route::Step;
use crate::text::form as words;

pub(super) fn contact(draft: Draft) -> AnyView {
    step::page(draft, Step::Contact, |problems| {
        view! {
            <TextField
                bound=draft.bind(Field::Email, problems)
                kind="email"
                hint=say(words::EMAIL_HINT)
                autocomplete="email"
            />
            <EmailCode draft />
            <TextField
                bound=draft.bind(Field::Phone, problems)
                kind="tel"
                hint=say(words::PHONE_HINT)
                autocomplete="tel"
            />
        }
        .into_any()
    })
}
