//! A calendar date, written `YYYY-MM-DD`. It has no time and no zone.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::Language;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(NaiveDate);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date is written YYYY-MM-DD and stands in the calendar")]
pub struct DateError;

impl Date {
    /// `None` for a day that the calendar lacks, and outside the years 1 to 9999.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let in_range = (1..=9999).contains(&year);
        NaiveDate::from_ymd_opt(year, month, day)
            .filter(|_| in_range)
            .map(Self)
    }

    pub fn parse(text: &str) -> Result<Self, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(DateError);
        };
        let year = number(&[y1, y2, y3, y4])?;
        let year = i32::try_from(year).map_err(|_| DateError)?;
        Self::new(year, number(&[m1, m2])?, number(&[d1, d2])?).ok_or(DateError)
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    pub fn month(self) -> u32 {
        self.0.month()
    }

    pub fn day(self) -> u32 {
        self.0.day()
    }

    pub const fn naive(self) -> NaiveDate {
        self.0
    }

    /// The same day some years earlier; 29 February becomes the 28th where there is none.
    #[must_use]
    pub fn years_before(self, years: u32) -> Self {
        self.0
            .checked_sub_months(Months::new(years.saturating_mul(12)))
            .map_or(self, Self)
    }

    /// The same day some years later; 29 February becomes the 28th where there is none.
    #[must_use]
    pub fn years_after(self, years: u32) -> Self {
        self.months_after(years.saturating_mul(12))
    }

    /// The same day some months later, or the last of that month.
    #[must_use]
    pub fn months_after(self, months: u32) -> Self {
        self.0
            .checked_add_months(Months::new(months))
            .map_or(self, Self)
    }

    /// Full years of somebody born on this date; 0 before the birth.
    pub fn age_on(self, date: Self) -> u32 {
        let birthday_to_come = (date.month(), date.day()) < (self.month(), self.day());
        let years = date.year() - self.year() - i32::from(birthday_to_come);
        u32::try_from(years).unwrap_or(0)
    }

    /// In words: `1er mars 2026`, `1 March 2026`.
    pub fn long(self, language: Language) -> String {
        let (year, day) = (self.year(), self.day());
        let month = self.0.month0() as usize;
        match language {
            Language::Fr if day == 1 => format!("1er {} {year}", MONTHS_FR[month]),
            Language::Fr => format!("{day} {} {year}", MONTHS_FR[month]),
            Language::En => format!("{day} {} {year}", MONTHS_EN[month]),
        }
    }
}

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

fn number(digits: &[u8]) -> Result<u32, DateError> {
    digits.iter().try_fold(0, |number, digit| match digit {
        b'0'..=b'9' => Ok(number * 10 + u32::from(digit - b'0')),
        _ => Err(DateError),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_of_the_calendar_parse() {
        for text in [
            "2008-02-29",
            "1907-01-01",
            "2026-12-31",
            "0001-01-01",
            "9999-12-31",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "1900-02-29",
            "1992-11-00",
            "1992-00-00",
            "2026-13-01",
            "0000-01-01",
            "2026-1-01",
            "26-01-01",
            "01/02/2026",
            "2026-01-01T00:00:00Z",
            " 2026-01-01",
            "-026-01-01",
            "+026-01-01",
            "２０２６-01-01",
        ] {
            assert_eq!(Date::parse(text), Err(DateError), "{text}");
        }
        assert_eq!(Date::new(10_000, 1, 1), None);
    }

    #[test]
    fn an_age_grows_on_the_birthday() {
        let birth = date("2008-02-29");
        assert_eq!(birth.age_on(date("2024-02-28")), 15);
        assert_eq!(birth.age_on(date("2024-02-29")), 16);
        assert_eq!(birth.age_on(date("2026-02-28")), 17);
        assert_eq!(birth.age_on(date("2026-03-01")), 18);
        assert_eq!(birth.age_on(date("2000-01-01")), 0);
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(date("2026-08-31").months_after(6), date("2027-02-28"));
        assert_eq!(date("2024-02-29").years_before(1), date("2023-02-28"));
        assert_eq!(date("2024-02-29").years_after(4), date("2028-02-29"));
        assert_eq!(date("2024-02-29").years_after(u32::MAX), date("2024-02-29"));
    }

    #[test]
    fn a_date_is_said_in_words() {
        assert_eq!(date("2026-03-01").long(Language::Fr), "1er mars 2026");
        assert_eq!(date("2026-08-14").long(Language::Fr), "14 août 2026");
        assert_eq!(date("2026-03-01").long(Language::En), "1 March 2026");
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = Date::parse(&text);
        }

        #[test]
        fn what_is_shown_parses_again(year in 1i32..=9999, month in 1u32..=12, day in 1u32..=28) {
            let date = Date::new(year, month, day).unwrap();
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        }

        #[test]
        fn arithmetic_never_panics(year in 1i32..=9999, count in any::<u32>(), other in 1i32..=9999) {
            let date = Date::new(year, 2, 28).unwrap();
            let _ = (date.years_before(count), date.years_after(count), date.months_after(count));
            let _ = date.age_on(Date::new(other, 1, 1).unwrap());
        }
    }
}
