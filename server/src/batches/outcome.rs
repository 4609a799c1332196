//! What a refusal says in the row of a batch: codes, and the fields or findings that are meant.

use shared::eligibility::Severity;
use shared::field_error::{Field, FieldError, Problem};

use crate::requests::Refused;
use crate::store::{StoreError, Told};

/// The row was registered by an earlier batch: the same answer as then.
pub(super) const SENT_BEFORE: &str = "ROW_SENT_BEFORE";

/// No such request, or not for this manager.
pub(super) const UNKNOWN: &str = "NOT_FOUND";

pub(super) fn unknown() -> Told {
    Told {
        is_refused: true,
        code: Some(UNKNOWN),
        ..Told::default()
    }
}

/// What is told of a refusal; nothing of a breakdown, which is tried again.
pub(super) fn told(refused: &Refused) -> Option<Told> {
    let (code, details) = match refused {
        // What it is about was there when the batch began: the right is gone, or was never there.
        Refused::NotFound | Refused::Denied(_) => ("FORBIDDEN", Vec::new()),
        Refused::Stale { .. } | Refused::Store(StoreError::Stale) => ("STALE", Vec::new()),
        Refused::Claimed(..) => ("CLAIMED", Vec::new()),
        Refused::InvalidTransition(_) => ("INVALID_TRANSITION", Vec::new()),
        Refused::FieldLocked(_) => ("FIELD_LOCKED", Vec::new()),
        Refused::NotEditable(_) => ("NOT_EDITABLE", Vec::new()),
        Refused::InvalidForm(wrong) => ("INVALID_FORM", fields(wrong)),
        Refused::InvalidDecision(wrong) => ("INVALID_DECISION", fields(wrong)),
        Refused::NotEligible(verdict) => {
            let blocking: Vec<&'static str> = verdict
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Blocking)
                .map(|finding| finding.code.code())
                .collect();
            let heaviest = blocking.first().copied().unwrap_or("NOT_ELIGIBLE");
            let others = blocking.iter().skip(1).map(|code| (*code).to_owned());
            (heaviest, others.collect())
        }
        Refused::OwnRequest => ("OWN_REQUEST", Vec::new()),
        Refused::NumbersExhausted => ("NUMBERS_EXHAUSTED", Vec::new()),
        Refused::Store(StoreError::Duplicate) => ("REGISTERED_TWICE", Vec::new()),
        Refused::Store(StoreError::Database(_)) => return None,
        // A row that cannot be read is not read better the next time. The others are of other use cases.
        Refused::Store(StoreError::Corrupt { .. })
        | Refused::WrongCode { .. }
        | Refused::TooManyCodes { .. }
        | Refused::LinkUnknown
        | Refused::LinkUsed
        | Refused::Differs(_)
        | Refused::RegisteredTwice
        | Refused::IdempotencyConflict => ("INTERNAL", Vec::new()),
    };
    Some(Told {
        is_refused: true,
        request: None,
        code: Some(code),
        details,
    })
}

/// Of a row whose structure is not, or no longer, the manager's.
pub(super) fn not_managed() -> Told {
    let wrong = FieldError::new(Field::StructureFiness, Problem::NotYourStructure);
    Told {
        is_refused: true,
        request: None,
        code: Some("FORBIDDEN"),
        details: fields(&[wrong]),
    }
}

fn fields(wrong: &[FieldError]) -> Vec<String> {
    let wrong = wrong.iter();
    wrong
        .map(|error| format!("{}:{}", error.field, error.problem))
        .collect()
}
