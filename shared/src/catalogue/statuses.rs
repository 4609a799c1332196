//! The states of a request, as shown in a badge.

use crate::status::Status;
use crate::text::Text;

pub(super) const fn of(status: Status) -> Text {
    match status {
        Status::Draft => Text::new("Brouillon", "Draft"),
        Status::Submitted => Text::new("Envoyée", "Submitted"),
        Status::CorrectionRequested => Text::new("Correction demandée", "Correction requested"),
        Status::Validated => Text::new("Validée", "Validated"),
        Status::Rejected => Text::new("Rejetée", "Rejected"),
        Status::Withdrawn => Text::new("Retirée", "Withdrawn"),
    }
}
