//! The end of a post: its last day, and why.

use crate::date::Date;
use crate::field_error::{Field, FieldError, Problem};
use crate::form::parse::{self, Errors};
use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// Why a post ends. Ours: the nomenclature has no such list.
    ClosingReason {
        ContractEnded = "CONTRACT_ENDED",
        Left = "LEFT",
        ActivityChanged = "ACTIVITY_CHANGED",
        Retired = "RETIRED",
        RegisteredByMistake = "REGISTERED_BY_MISTAKE",
        Other = "OTHER",
    }
}

impl ClosingReason {
    pub const fn label(self) -> Text {
        match self {
            Self::ContractEnded => Text::new("Fin du contrat", "End of the contract"),
            Self::Left => Text::new("Départ de la structure", "The person left the structure"),
            Self::ActivityChanged => Text::new("Changement d’activité", "Change of activity"),
            Self::Retired => Text::new("Départ à la retraite", "Retirement"),
            Self::RegisteredByMistake => {
                Text::new("Enregistrement fait par erreur", "Registered by mistake")
            }
            Self::Other => Text::new("Autre motif", "Another reason"),
        }
    }
}

/// The end of a post, as typed.
#[derive(Clone, Debug, Default)]
pub struct RawClosing {
    pub end_date: String,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    pub end_date: Date,
    pub reason: ClosingReason,
}

impl RawClosing {
    /// The end of a post that began that day.
    pub fn parse(&self, start_date: Date, today: Date) -> Result<Closing, Vec<FieldError>> {
        let mut errors = Errors(Vec::new());
        let end_date = parse::end_date(&self.end_date, Some(start_date), today);
        let end_date = errors.keep(
            Field::EndDate,
            end_date.and_then(|day| day.ok_or(Problem::Required)),
        );
        let reason = errors.keep(
            Field::Reason,
            parse::code(&self.reason, ClosingReason::from_code),
        );
        let closing = || {
            Some(Closing {
                end_date: end_date?,
                reason: reason?,
            })
        };
        closing().ok_or(errors.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_ends_on_a_day_and_for_a_reason() {
        let date = |text: &str| Date::parse(text).unwrap();
        let (start, today) = (date("2026-11-02"), date("2026-12-03"));
        let raw = |end_date: &str, reason: &str| RawClosing {
            end_date: end_date.to_owned(),
            reason: reason.to_owned(),
        };
        let closing = raw("2026-12-31", "LEFT").parse(start, today).unwrap();
        assert_eq!(closing.reason, ClosingReason::Left);
        assert_eq!(
            raw("", "GONE").parse(start, today).unwrap_err(),
            [
                FieldError::new(Field::EndDate, Problem::Required),
                FieldError::new(Field::Reason, Problem::UnknownCode),
            ]
        );
        let early = raw("2026-11-01", "LEFT").parse(start, today);
        assert_eq!(
            early.unwrap_err(),
            [FieldError::new(Field::EndDate, Problem::EndBeforeStart)]
        );
    }

    #[test]
    fn every_reason_has_its_words() {
        for reason in ClosingReason::ALL {
            let label = reason.label();
            assert!(!label.fr.is_empty() && !label.en.is_empty());
            assert!(!label.fr.contains('\''), "{}", label.fr);
        }
    }
}
