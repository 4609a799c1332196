//! The names of the form's pages.

use super::texts;

texts! {
    IDENTITY = "Votre identité" / "Your identity";
    CONTACT = "Vos coordonnées" / "Your contact details";
    STRUCTURE = "Votre structure" / "Your structure";
    ACTIVITY = "Votre activité" / "Your activity";
    NEED = "Votre besoin et vos engagements" / "Your need and your commitments";
}
