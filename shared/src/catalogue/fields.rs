//! The label of each field.

use crate::field_error::Field;
use crate::text::Text;

pub(super) const fn of(field: Field) -> Text {
    match field {
        Field::Civilite => Text::new("Civilité", "Title"),
        Field::ExerciseLastName => Text::new("Nom d’exercice", "Professional last name"),
        Field::ExerciseFirstName => Text::new("Prénom d’exercice", "Professional first name"),
        Field::Email => Text::new("Adresse e-mail", "E-mail address"),
        Field::Phone => Text::new("Numéro de téléphone", "Phone number"),
        Field::BirthTown => Text::new("Ville de naissance", "Town of birth"),
        Field::StructureFiness => Text::new("Structure", "Structure"),
        Field::Role => Text::new("Rôle", "Role"),
        Field::ActivityKind => Text::new("Genre d’activité", "Kind of activity"),
        Field::PracticeMode => Text::new("Mode d’exercice", "Mode of practice"),
        Field::Category => Text::new("Catégorie professionnelle", "Professional category"),
        Field::StartDate => Text::new("Date de prise de fonction", "Start date"),
        Field::EndDate => Text::new("Date de fin (facultatif)", "End date (optional)"),
        Field::HealthDataNeed => Text::new(
            "Besoin quotidien de données de santé ou du logiciel de soins (DPI)",
            "Daily need of health data or of the care software (DPI)",
        ),
        Field::EcpsOnlyAcknowledged => Text::new(
            "e-CPS seule, sans carte physique",
            "e-CPS only, no physical card",
        ),
        Field::DmpAcknowledged => {
            Text::new("Pas de consultation du DMP", "No consultation of the DMP")
        }
        Field::RiskAcknowledged => Text::new(
            "Risque de suppression de l’enregistrement",
            "Risk that the registration is deleted",
        ),
        Field::TermsVersion => Text::new("Conditions générales d’utilisation", "Terms of use"),
        Field::BirthName => Text::new("Nom de naissance", "Birth name"),
        Field::FirstNames => Text::new("Prénoms", "First names"),
        Field::PreferredName => Text::new("Nom d’usage", "Name in use"),
        Field::Sex => Text::new("Sexe", "Sex"),
        Field::BirthDate => Text::new("Date de naissance", "Date of birth"),
        Field::BirthPlace => Text::new("Lieu de naissance", "Place of birth"),
        Field::BirthCommune => Text::new("Commune de naissance", "Commune of birth"),
        Field::BirthCountry => Text::new("Pays de naissance", "Country of birth"),
        Field::ConditionsChecked => Text::new(
            "Conditions d’exercice vérifiées",
            "Conditions of practice checked",
        ),
        Field::IdentityChecked => Text::new("Identité vérifiée", "Identity checked"),
        Field::Reason => Text::new("Motif", "Reason"),
        Field::Text => Text::new("Message au professionnel", "Message to the professional"),
        Field::Items => Text::new("Champs à corriger", "Fields to correct"),
        Field::Finess => Text::new("Numéro FINESS", "FINESS number"),
        Field::Name => Text::new("Nom de la structure", "Name of the structure"),
        Field::Siret => Text::new("Numéro SIRET", "SIRET number"),
        Field::Town => Text::new("Ville", "Town"),
        Field::Kind => Text::new("Type de structure", "Kind of structure"),
        Field::SubjectNameId => Text::new(
            "Identifiant national (Pro Santé Connect)",
            "National identifier (Pro Santé Connect)",
        ),
        Field::Quality => Text::new("Qualité", "Quality"),
        Field::EndsOn => Text::new("Dernier jour", "Last day"),
        Field::StartsOn => Text::new("Premier jour", "First day"),
        Field::Proof => Text::new("Justificatif (référence)", "Proof (reference)"),
        Field::Department => Text::new(
            "Service chargé des enregistrements",
            "Department in charge of registrations",
        ),
        Field::ManagersWished => Text::new(
            "Nombre de gestionnaires souhaité",
            "Number of managers wished for",
        ),
        Field::RppsNumber => Text::new("Numéro RPPS", "RPPS number"),
        Field::IdentityDocument => Text::new("Pièce d’identité", "Identity document"),
        Field::EffectiveFrom => Text::new("Date d’effet", "Takes effect on"),
        Field::DocumentKind => Text::new("Document présenté", "Document shown"),
        Field::DocumentIssuedOn => Text::new(
            "Date de délivrance du document",
            "Date of issue of the document",
        ),
        Field::DocumentSeenBy => Text::new("Personne qui a vu le document", "Who saw the document"),
        Field::Topic => Text::new("Sujet", "Topic"),
        Field::FullName => Text::new("Nom et prénom", "Full name"),
        Field::Reference => Text::new(
            "Référence de la demande (facultatif)",
            "Reference of the request (optional)",
        ),
        Field::Message => Text::new("Votre message", "Your message"),
        Field::Scopes => Text::new("Droits du logiciel", "Rights of the software"),
        Field::Ranges => Text::new("Adresses autorisées", "Allowed addresses"),
        Field::Days => Text::new("Durée en jours", "Duration in days"),
        Field::Url => Text::new("Adresse du webhook", "Address of the webhook"),
    }
}
