//! What is wrong with which field. The page and the server show the same.

use serde::{Deserialize, Serialize};

use crate::catalogue;
use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// A field of the form, of the civil status, of a decision or of a structure, under its name in
    /// GraphQL.
    Field {
        Civilite = "civilite",
        ExerciseLastName = "exerciseLastName",
        ExerciseFirstName = "exerciseFirstName",
        Email = "email",
        Phone = "phone",
        BirthTown = "birthTown",
        StructureFiness = "structureFiness",
        Role = "role",
        ActivityKind = "activityKind",
        PracticeMode = "practiceMode",
        Category = "category",
        StartDate = "startDate",
        EndDate = "endDate",
        HealthDataNeed = "healthDataNeed",
        EcpsOnlyAcknowledged = "ecpsOnlyAcknowledged",
        DmpAcknowledged = "dmpAcknowledged",
        RiskAcknowledged = "riskAcknowledged",
        TermsVersion = "termsVersion",
        BirthName = "birthName",
        FirstNames = "firstNames",
        PreferredName = "preferredName",
        Sex = "sex",
        BirthDate = "birthDate",
        BirthPlace = "birthPlace",
        BirthCommune = "birthCommune",
        BirthCountry = "birthCountry",
        ConditionsChecked = "conditionsChecked",
        IdentityChecked = "identityChecked",
        Reason = "reason",
        Text = "text",
        Items = "items",
        Finess = "finess",
        Name = "name",
        Siret = "siret",
        Town = "town",
        Kind = "kind",
        SubjectNameId = "subjectNameId",
        Quality = "quality",
        EndsOn = "endsOn",
        StartsOn = "startsOn",
        Proof = "proof",
        Department = "department",
        ManagersWished = "managersWished",
        IdentityDocument = "identityDocument",
        RppsNumber = "rppsNumber",
        EffectiveFrom = "effectiveFrom",
        DocumentKind = "documentKind",
        DocumentIssuedOn = "documentIssuedOn",
        DocumentSeenBy = "documentSeenBy",
        Topic = "topic",
        FullName = "fullName",
        Reference = "reference",
        Message = "message",
        Scopes = "scopes",
        Ranges = "ranges",
        Days = "days",
        Url = "url",
    }
}

impl Field {
    /// The fields of `RawForm`, in the order of the form.
    pub const FORM: &'static [Self] = Self::ALL.split_at(18).0;

    /// The fields a manager may send back: what the person declares, not what the person accepts.
    pub const CORRECTABLE: &'static [Self] = Self::ALL.split_at(14).0;

    /// What the person accepts. It follows from the other answers (another structure may bring a
    /// risk, the terms may have changed since), so an open correction never locks it.
    pub const ACKNOWLEDGEMENTS: &'static [Self] = Self::FORM.split_at(14).1;

    pub fn is_correctable(self) -> bool {
        Self::CORRECTABLE.contains(&self)
    }

    pub fn label(self) -> Text {
        catalogue::field(self)
    }
}

coded_enum! {
    /// Why a field is not right. The texts stand in the catalogue.
    Problem {
        Required = "REQUIRED",
        TooLong = "TOO_LONG",
        ControlCharacter = "CONTROL_CHARACTER",
        UnknownCode = "UNKNOWN_CODE",
        /// A birth town of somebody born in France.
        NotExpected = "NOT_EXPECTED",
        NameCharacter = "NAME_CHARACTER",
        NameWithoutLetter = "NAME_WITHOUT_LETTER",
        TownCharacter = "TOWN_CHARACTER",
        EmailShape = "EMAIL_SHAPE",
        PhoneShape = "PHONE_SHAPE",
        FinessShape = "FINESS_SHAPE",
        FinessDepartement = "FINESS_DEPARTEMENT",
        FinessKey = "FINESS_KEY",
        /// No structure of the register has this number: only the server knows.
        StructureUnknown = "STRUCTURE_UNKNOWN",
        /// A number kept for tests, outside a demonstration: only the server knows.
        TestNumber = "TEST_NUMBER",
        SiretShape = "SIRET_SHAPE",
        SiretKey = "SIRET_KEY",
        CategoryShape = "CATEGORY_SHAPE",
        DateShape = "DATE_SHAPE",
        DateBeforeBirth = "DATE_BEFORE_BIRTH",
        DateTooEarly = "DATE_TOO_EARLY",
        DateTooFar = "DATE_TOO_FAR",
        EndBeforeStart = "END_BEFORE_START",
        /// An attestation that a decision needs.
        NotChecked = "NOT_CHECKED",
        /// A correction asked of a field that the person cannot change.
        NotCorrectable = "NOT_CORRECTABLE",
        Repeated = "REPEATED",
        DateInPast = "DATE_IN_PAST",
        /// A last day that leaves too little time.
        DateTooSoon = "DATE_TOO_SOON",
        /// Beyond what was granted to whoever grants it.
        BeyondMandate = "BEYOND_MANDATE",
        NumberTooLarge = "NUMBER_TOO_LARGE",
        /// What is typed twice is not twice the same.
        NotTheSame = "NOT_THE_SAME",
        TooMany = "TOO_MANY",
        DateInFuture = "DATE_IN_FUTURE",
        /// A post does not leave for a structure of somebody else's.
        NotYourStructure = "NOT_YOUR_STRUCTURE",
        /// What is the same as before changes nothing.
        NothingChanged = "NOTHING_CHANGED",
        /// Neither an address nor a network.
        RangeShape = "RANGE_SHAPE",
        /// Not an address that is written to: only the server knows which are.
        UrlShape = "URL_SHAPE",
        UrlNotPublic = "URL_NOT_PUBLIC",
    }
}

impl Problem {
    pub fn text(self) -> Text {
        catalogue::problem(self)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Field,
    pub problem: Problem,
}

impl FieldError {
    pub const fn new(field: Field, problem: Problem) -> Self {
        Self { field, problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_the_form_are_those_of_its_json() {
        let json = serde_json::to_value(crate::form::RawForm::default()).unwrap();
        let mut names: Vec<&str> = json
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut fields: Vec<&str> = Field::FORM.iter().map(|field| field.code()).collect();
        names.sort_unstable();
        fields.sort_unstable();
        assert_eq!(fields, names);
    }

    #[test]
    fn what_a_person_accepts_is_not_sent_back_for_correction() {
        assert!(Field::HealthDataNeed.is_correctable() && Field::Civilite.is_correctable());
        for field in [
            Field::EcpsOnlyAcknowledged,
            Field::TermsVersion,
            Field::BirthName,
            Field::Reason,
        ] {
            assert!(!field.is_correctable(), "{field}");
        }
    }

    #[test]
    fn an_error_is_sent_as_two_codes() {
        let error = FieldError::new(Field::StructureFiness, Problem::FinessKey);
        let json = serde_json::to_string(&error).unwrap();
        assert_eq!(
            json,
            r#"{"field":"structureFiness","problem":"FINESS_KEY"}"#
        );
        assert_eq!(serde_json::from_str::<FieldError>(&json).unwrap(), error);
    }
}
