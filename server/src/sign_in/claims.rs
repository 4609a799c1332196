//! What a provider says of a person, as the portal keeps it.

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims, LocalizedClaim, UserInfoClaims};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::cog::{CommuneCode, CountryCode};
use shared::date::Date;
use shared::identity::{BirthPlace, Certification, Identity, Sex};
use shared::idnps::Idnps;
use shared::rpps::RppsNumber;

use super::SignInError;

/// Claims of FranceConnect beyond the standard ones.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct FranceConnectClaims {
    given_name_array: Option<Vec<String>>,
    birthplace: Option<String>,
    birthcountry: Option<String>,
}

impl AdditionalClaims for FranceConnectClaims {}

/// Claims of Pro Santé Connect beyond the standard ones; its structures are read as text.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct ProSanteConnectClaims {
    #[serde(rename = "SubjectNameID")]
    subject_name_id: Option<String>,
    #[serde(rename = "SubjectRefPro")]
    subject_ref_pro: Option<Value>,
}

impl AdditionalClaims for ProSanteConnectClaims {}

/// A person, as far as the account needs them.
#[derive(Debug)]
pub(super) struct Profile {
    pub display_name: String,
    /// FranceConnect only.
    pub identity: Option<Identity>,
    pub email: Option<String>,
    /// Pro Santé Connect only; kept as received, even if it does not parse.
    pub subject_name_id: Option<String>,
    pub rpps_number: Option<RppsNumber>,
    /// FINESS numbers of the card, as text: published ones have wrong keys.
    pub structures: Vec<String>,
}

impl Profile {
    pub(super) fn of_france_connect(
        claims: &IdTokenClaims<FranceConnectClaims, CoreGenderClaim>,
        acr: Option<&str>,
    ) -> Result<Self, SignInError> {
        let more = claims.additional_claims();
        let birth_name =
            first(claims.family_name()).ok_or(SignInError::IdentityIncomplete("the birth name"))?;
        let first_names = first_names(more, first(claims.given_name()))?;
        let sex = match claims.gender().map(|gender| gender.as_str()) {
            Some("male") => Sex::M,
            Some("female") => Sex::F,
            Some("unspecified") => Sex::I,
            _ => return Err(SignInError::IdentityIncomplete("the sex")),
        };
        let birth_date = claims
            .birthdate()
            .and_then(|date| Date::parse(date.as_str()).ok())
            .ok_or(SignInError::IdentityIncomplete("the birth date"))?;
        let preferred_name = claims
            .preferred_username()
            .and_then(|name| filled(name.as_str()));
        let shown = preferred_name.as_ref().unwrap_or(&birth_name);
        let display_name = first_names.first().map_or_else(
            || shown.clone(),
            |first_name| format!("{first_name} {shown}"),
        );
        Ok(Self {
            display_name,
            identity: Some(Identity {
                certification: match acr {
                    Some("eidas2" | "eidas3") => Certification::Fcp,
                    _ => Certification::Fc,
                },
                birth_place: birth_place(more)?,
                birth_name,
                first_names,
                sex,
                birth_date,
                preferred_name,
            }),
            email: claims.email().and_then(|email| filled(email.as_str())),
            subject_name_id: None,
            rpps_number: None,
            structures: Vec::new(),
        })
    }

    pub(super) fn of_pro_sante_connect(
        claims: &UserInfoClaims<ProSanteConnectClaims, CoreGenderClaim>,
    ) -> Result<Self, SignInError> {
        let more = claims.additional_claims();
        let subject_name_id = more
            .subject_name_id
            .as_deref()
            .or_else(|| claims.preferred_username().map(|name| name.as_str()))
            .and_then(filled)
            .ok_or(SignInError::IdentityIncomplete("the idNatPS"))?;
        let names = [first(claims.given_name()), first(claims.family_name())];
        let display_name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Ok(Self {
            display_name: filled(&display_name).unwrap_or_else(|| subject_name_id.clone()),
            identity: None,
            email: claims.email().and_then(|email| filled(email.as_str())),
            rpps_number: Idnps::parse(&subject_name_id)
                .ok()
                .and_then(|idnps| idnps.rpps()),
            structures: more
                .subject_ref_pro
                .as_ref()
                .map(structures)
                .unwrap_or_default(),
            subject_name_id: Some(subject_name_id),
        })
    }

    /// Whether this is a card of the test range, which only a demo takes.
    pub(super) fn is_test(&self) -> bool {
        let is_test_number = |id: &String| {
            id.strip_prefix('8')
                .is_some_and(|rpps| rpps.starts_with("997"))
                || id.strip_prefix('3').is_some_and(is_test_finess)
        };
        self.subject_name_id.as_ref().is_some_and(is_test_number)
            || self.structures.iter().any(|finess| is_test_finess(finess))
    }
}

/// Read as text, since many published test numbers do not parse.
fn is_test_finess(text: &str) -> bool {
    text.chars().nth(1) == Some('B') && !text.starts_with("2B")
}

/// First names stay as they were given: one with a space is one.
fn first_names(
    claims: &FranceConnectClaims,
    given_name: Option<String>,
) -> Result<Vec<String>, SignInError> {
    let listed = claims
        .given_name_array
        .iter()
        .flatten()
        .filter_map(|name| filled(name));
    let mut names: Vec<String> = listed.collect();
    if names.is_empty() {
        names.extend(given_name);
    }
    if names.is_empty() {
        return Err(SignInError::IdentityIncomplete("the first names"));
    }
    Ok(names)
}

/// FranceConnect gives no place for a birth abroad.
fn birth_place(claims: &FranceConnectClaims) -> Result<BirthPlace, SignInError> {
    const COUNTRY: SignInError = SignInError::IdentityIncomplete("the country of birth");
    const COMMUNE: SignInError = SignInError::IdentityIncomplete("the place of birth");
    let country = CountryCode::parse(claims.birthcountry.as_deref().unwrap_or_default());
    let country = country.map_err(|_| COUNTRY)?;
    if !country.is_france() {
        return Ok(BirthPlace::Abroad { country });
    }
    let commune = CommuneCode::parse(claims.birthplace.as_deref().unwrap_or_default());
    Ok(BirthPlace::France {
        commune: commune.map_err(|_| COMMUNE)?,
    })
}

/// Every FINESS number below `SubjectRefPro`, whatever else is missing there.
fn structures(reference: &Value) -> Vec<String> {
    let items = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    items(reference, "exercices")
        .iter()
        .flat_map(|exercice| items(exercice, "activities"))
        .filter_map(|activity| filled(activity.get("numeroFinessSite")?.as_str()?))
        .collect()
}

fn first<T: std::ops::Deref<Target = String>>(claim: Option<&LocalizedClaim<T>>) -> Option<String> {
    let (_, value) = claim?.iter().next()?;
    filled(value)
}

fn filled(text: &str) -> Option<String> {
    Some(text)
        .filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}
