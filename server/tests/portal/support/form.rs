//! What a professional types.

use serde_json::{Value, json};

/// The structures of the demo: a hospital with two managers, a home with one of them, a pharmacy without any.
pub(crate) const HOSPITAL: &str = "0B0168811";
pub(crate) const HOME: &str = "0B0184230";
pub(crate) const PHARMACY: &str = "0B0037750";

/// The address that the forms of the tests give.
pub(crate) const EMAIL: &str = "angela.dubois@example.fr";

/// A form without a fault, for the hospital.
pub(crate) fn form() -> Value {
    json!({
        "civilite": "MME",
        "exerciseLastName": "DUBOIS",
        "exerciseFirstName": "Angela",
        "email": EMAIL,
        "phone": "06 12 34 56 78",
        "structureFiness": HOSPITAL,
        "role": "316",
        "activityKind": "GENR01",
        "practiceMode": "S",
        "category": "C",
        "startDate": "2027-01-04",
        "healthDataNeed": true,
        "ecpsOnlyAcknowledged": true,
        "dmpAcknowledged": true,
        "termsVersion": "2026-11",
    })
}

/// The same with some answers changed.
pub(crate) fn form_with(changes: &Value) -> Value {
    let mut form = form();
    for (name, value) in changes.as_object().expect("changes by name") {
        form[name] = value.clone();
    }
    form
}
