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
