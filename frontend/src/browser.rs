//! The few things the pages ask of the browser itself.

mod chosen;
mod clock;
mod file;
mod wait;

use leptos::prelude::{document, window};
use shared::text::{Language, Text};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(crate) use chosen::{choose, chosen};
pub(crate) use clock::{day, day_and_time, time};
pub(crate) use file::file_of;
pub(crate) use wait::{WindowEvent, sleep};

/// The language of the page that the server wrote around the application.
pub(crate) fn language() -> Language {
    let root = document().document_element();
    Language::from_code(
        &root
            .and_then(|root| root.get_attribute("lang"))
            .unwrap_or_default(),
    )
}

/// A sentence in the language of the page.
pub(crate) fn say(text: Text) -> &'static str {
    text.r#in(language())
}

pub(crate) fn set_title(title: &str) {
    let mut whole = String::from(title);
    whole.push_str(say(crate::text::TITLE_END));
    document().set_title(&whole);
}

/// Moves the focus, if the element is there.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        // An element that cannot take the focus leaves it where it was.
        element.focus().unwrap_or_default();
    }
}

/// Whether the focus is inside the element.
pub(crate) fn has_focus(id: &str) -> bool {
    let active = document().active_element();
    document()
        .get_element_by_id(id)
        .is_some_and(|element| element.contains(active.as_deref()))
}

/// Address and query of the page, as `return_to` wants them.
pub(crate) fn here() -> String {
    let location = window().location();
    let mut here = location.pathname().unwrap_or_default();
    here.push_str(&location.search().unwrap_or_default());
    here
}

pub(crate) fn socket_url(path: &str) -> String {
    let location = window().location();
    let scheme = if location
        .protocol()
        .is_ok_and(|protocol| protocol == "https:")
    {
        "wss://"
    } else {
        "ws://"
    };
    [scheme, &location.host().unwrap_or_default(), path].concat()
}

pub(crate) fn print() {
    // A browser without a printer does nothing, which is right.
    window().print().unwrap_or_default();
}

/// A whole number from nought up to `below`, good enough to spread retries.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the product lies between 0 and an i32"
)]
pub(crate) fn random(below: i32) -> i32 {
    (js_sys::Math::random() * f64::from(below)) as i32
}

/// A fresh idempotency key.
pub(crate) fn new_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        // Without random numbers the key would repeat, and the server would say so.
        crypto
            .get_random_values_with_u8_array(&mut bytes)
            .map(drop)
            .unwrap_or_default();
    }
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Text made safe to stand in an address.
pub(crate) fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Says in the header how many notices are unread; nothing where none are.
pub(crate) fn show_unread(count: i32) {
    let Some(place) = document().get_element_by_id("unread-notices") else {
        return;
    };
    let shown = match count {
        0 => String::new(),
        100.. => "99+".to_owned(),
        count => count.to_string(),
    };
    if let Some(number) = place.first_element_child() {
        number.set_text_content(Some(&shown));
    }
    place
        .toggle_attribute_with_force("hidden", count == 0)
        .map(drop)
        .unwrap_or_default();
}
