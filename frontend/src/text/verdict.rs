//! What the panel of the verdict says.

use super::texts;

texts! {
    TITLE = "Éligibilité à ce stade" / "Eligibility so far";
    ELIGIBLE = "Éligible" / "Eligible";
    AT_RISK = "Possible, mais risque de suppression" / "Possible, but may be deleted later";
    NOT_ELIGIBLE = "Un point bloque la demande" / "Something blocks the request";
    CODE = "Code" / "Code";
}
