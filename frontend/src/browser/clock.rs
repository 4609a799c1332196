//! Instants, shown in the person's own time zone and language.

use js_sys::{Date, Object, Reflect};
use shared::text::Language;

use super::language;
use crate::api::Instant;

/// `14:32`.
pub(crate) fn time(instant: &Instant) -> String {
    shown(instant, &[("hour", "2-digit"), ("minute", "2-digit")])
}

/// `27 juillet 2026`.
pub(crate) fn day(instant: &Instant) -> String {
    shown(
        instant,
        &[("day", "numeric"), ("month", "long"), ("year", "numeric")],
    )
}

/// `27 juillet 2026 à 14:32`.
pub(crate) fn day_and_time(instant: &Instant) -> String {
    let at = match language() {
        Language::Fr => " à ",
        Language::En => " at ",
    };
    [&day(instant), at, &time(instant)].concat()
}

fn shown(instant: &Instant, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        // A fresh object takes any property.
        Reflect::set(&options, &(*name).into(), &(*value).into()).unwrap_or_default();
    }
    let locale = match language() {
        Language::Fr => "fr-FR",
        Language::En => "en-GB",
    };
    let date = Date::new(&instant.0.as_str().into());
    date.to_locale_string(locale, &options).into()
}
