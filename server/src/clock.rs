//! The only place that reads the time. Instants are cut to microseconds, as the databases keep them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Datelike, FixedOffset, Utc};
use shared::date::Date;
use shared::text::Language;

/// The time now: the machine's, or one that a test moves.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// A clock that stands still until it is moved.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(AtomicI64::new(at.timestamp_micros()))))
    }

    /// Moves a fixed clock; the machine's own cannot be moved.
    pub fn advance(&self, by: chrono::Duration) {
        if let (Some(fixed), Some(micros)) = (&self.0, by.num_microseconds()) {
            fixed.fetch_add(micros, Ordering::SeqCst);
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is where the time is read"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        let now = self.0.as_ref().map_or_else(
            || Utc::now().timestamp_micros(),
            |fixed| fixed.load(Ordering::SeqCst),
        );
        DateTime::from_timestamp_micros(now).unwrap_or_default()
    }

    /// Today in France, where every date of the portal is meant.
    pub fn today(&self) -> Date {
        today_in_paris(self.now())
    }
}

pub(crate) fn today_in_paris(now: DateTime<Utc>) -> Date {
    Date::from(in_paris(now).date_naive())
}

/// By the clocks of metropolitan France: UTC+1, UTC+2 between the last Sundays of March and October at 01:00 UTC.
pub(crate) fn in_paris(now: DateTime<Utc>) -> DateTime<FixedOffset> {
    let summer = last_sunday(now.year(), 3)
        .zip(last_sunday(now.year(), 10))
        .is_some_and(|(start, end)| now >= start && now < end);
    let offset = FixedOffset::east_opt(if summer { 7200 } else { 3600 });
    now.with_timezone(&offset.expect("an hour or two is an offset"))
}

/// A moment in words, by the clocks of metropolitan France.
pub(crate) fn moment(at: DateTime<Utc>, language: Language) -> String {
    let local = in_paris(at);
    let date = Date::from(local.date_naive()).long(language);
    match language {
        Language::Fr => format!("{date} à {}", local.format("%H\u{a0}h\u{a0}%M")),
        Language::En => format!("{date} at {} (Paris time)", local.format("%H:%M")),
    }
}

fn last_sunday(year: i32, month: u32) -> Option<DateTime<Utc>> {
    let last = chrono::NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = u64::from(last.weekday().num_days_from_sunday());
    let sunday = last.checked_sub_days(chrono::Days::new(back))?;
    Some(sunday.and_hms_opt(1, 0, 0)?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris(text: &str) -> String {
        today_in_paris(text.parse().expect("an instant")).to_string()
    }

    #[test]
    fn midnight_in_paris_is_an_hour_early_in_winter_and_two_in_summer() {
        assert_eq!(paris("2026-01-15T22:59:59Z"), "2026-01-15");
        assert_eq!(paris("2026-01-15T23:00:00Z"), "2026-01-16");
        assert_eq!(paris("2026-07-15T21:59:59Z"), "2026-07-15");
        assert_eq!(paris("2026-07-15T22:00:00Z"), "2026-07-16");
    }
}
