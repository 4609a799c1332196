//! A correction of a registered person's civil status: what is asked, on which evidence, and what comes of it.

use crate::cog::{CommuneCode, CountryCode};
use crate::date::Date;
use crate::field_error::{Field, FieldError, Problem};
use crate::form::parse::{person_name, required};
use crate::identity::{BirthPlace, Certification, Identity, Sex};
use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// Where a correction stands.
    State {
        Asked = "ASKED",
        /// One agent proposes a decision; nothing holds before another confirms it.
        Proposed = "PROPOSED",
        Accepted = "ACCEPTED",
        Refused = "REFUSED",
        /// Taken back by who asked.
        Withdrawn = "WITHDRAWN",
    }
}

impl State {
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Proposed)
    }
}

coded_enum! {
    /// What is decided of a correction.
    Decision {
        Accept = "ACCEPT",
        Refuse = "REFUSE",
    }
}

impl Decision {
    /// What the correction becomes once the decision is confirmed.
    pub const fn outcome(self) -> State {
        match self {
            Self::Accept => State::Accepted,
            Self::Refuse => State::Refused,
        }
    }
}

coded_enum! {
    /// The document that was seen. Neither its number nor a copy is kept.
    DocumentKind {
        BirthCertificate = "BIRTH_CERTIFICATE",
        IdentityCard = "IDENTITY_CARD",
        Passport = "PASSPORT",
        ResidencePermit = "RESIDENCE_PERMIT",
        FamilyRecord = "FAMILY_RECORD",
        CourtDecision = "COURT_DECISION",
        Other = "OTHER",
        /// What an identity provider certified when the person signed in; nobody chooses it.
        FranceConnect = "FRANCE_CONNECT",
    }
}

impl DocumentKind {
    /// What somebody can have seen.
    pub fn seen() -> impl Iterator<Item = Self> {
        let seen = |kind: &Self| *kind != Self::FranceConnect;
        Self::ALL.iter().copied().filter(seen)
    }

    pub const fn label(self) -> Text {
        match self {
            Self::BirthCertificate => Text::new("Acte de naissance", "Birth certificate"),
            Self::IdentityCard => Text::new("Carte nationale d’identité", "National identity card"),
            Self::Passport => Text::new("Passeport", "Passport"),
            Self::ResidencePermit => Text::new("Titre de séjour", "Residence permit"),
            Self::FamilyRecord => Text::new("Livret de famille", "Family record book"),
            Self::CourtDecision => Text::new("Décision de justice", "Court decision"),
            Self::Other => Text::new("Autre document officiel", "Other official document"),
            Self::FranceConnect => Text::new(
                "Identité certifiée par FranceConnect",
                "Identity certified by FranceConnect",
            ),
        }
    }
}

/// A correction as typed. What is not given stays as it is.
#[derive(Clone, Debug, Default)]
pub struct RawCorrection {
    pub birth_name: Option<String>,
    pub first_names: Option<Vec<String>>,
    /// Empty for somebody who has none any more.
    pub preferred_name: Option<String>,
    pub sex: Option<String>,
    pub birth_date: Option<String>,
    pub birth_country: Option<String>,
    pub birth_commune: Option<String>,
    pub reason: String,
    pub document_kind: String,
    pub document_issued_on: String,
    pub document_seen_by: String,
}

/// A correction once everything in it is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The civil status as it is to be; who vouches for it is told when it is decided.
    pub proposed: Identity,
    /// What differs, in the order of the page.
    pub fields: Vec<Field>,
    pub reason: String,
    pub evidence: Evidence,
}

/// Which document was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub kind: DocumentKind,
    pub issued_on: Date,
    pub seen_by: String,
}

/// Longest reason.
const LONGEST_REASON: usize = 2_000;
/// First names that a register holds at most.
const MOST_FIRST_NAMES: usize = 20;
const EARLIEST_BIRTH_YEAR: i32 = 1900;

impl Correction {
    /// What an identity provider certifies where something else is registered: the sign-in is the evidence.
    pub fn certified(
        current: &Identity,
        certified: &Identity,
        reason: String,
        today: Date,
    ) -> Self {
        let proposed = Identity {
            certification: current.certification,
            preferred_name: current.preferred_name.clone(),
            ..certified.clone()
        };
        Self {
            fields: changed(current, &proposed),
            proposed,
            reason,
            evidence: Evidence {
                kind: DocumentKind::FranceConnect,
                issued_on: today,
                seen_by: "FranceConnect".to_owned(),
            },
        }
    }

    /// Parses everything, and says everything that is wrong at once.
    pub fn parse(
        raw: &RawCorrection,
        current: &Identity,
        today: Date,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let proposed = proposed(raw, current, today, &mut errors);
        let fields = changed(current, &proposed);
        // A field that is wrong is one that was meant to change.
        if fields.is_empty() && errors.is_empty() {
            errors.push(FieldError::new(Field::Items, Problem::Required));
        }
        let reason = words(&raw.reason, Field::Reason, &mut errors);
        let kind = keep(&mut errors, Field::DocumentKind, || {
            let code = required(&raw.document_kind)?;
            let seen = DocumentKind::seen().find(|kind| kind.code() == code);
            seen.ok_or(Problem::UnknownCode)
        });
        let issued_on = keep(&mut errors, Field::DocumentIssuedOn, || {
            past_day(&raw.document_issued_on, today)
        });
        let seen_by = keep(&mut errors, Field::DocumentSeenBy, || {
            required(&raw.document_seen_by).map(str::to_owned)
        });
        let evidence = || {
            Some(Evidence {
                kind: kind?,
                issued_on: issued_on?,
                seen_by: seen_by?,
            })
        };
        match evidence() {
            Some(evidence) if errors.is_empty() => Ok(Self {
                proposed,
                fields,
                reason,
                evidence,
            }),
            _ => Err(errors),
        }
    }
}

/// Who vouches for a corrected civil status. An identity provider certifies five traits and no others: whoever has
/// these same five keeps the certification, and what only a document shows is checked, not certified.
pub fn certification(
    corrected: &Identity,
    previous: &Identity,
    vouched: &[Identity],
) -> Certification {
    let traits = corrected.traits();
    if previous.traits() == traits {
        return previous.certification;
    }
    vouched
        .iter()
        .find(|identity| identity.traits() == traits)
        .map_or(Certification::Nc, |identity| identity.certification)
}

/// What somebody wrote, several lines or one.
pub fn words(typed: &str, field: Field, errors: &mut Vec<FieldError>) -> String {
    let typed = typed.trim();
    let is_control = |character: char| character.is_control() && character != '\n';
    let problem = if typed.is_empty() {
        Some(Problem::Required)
    } else if typed.chars().nth(LONGEST_REASON).is_some() {
        Some(Problem::TooLong)
    } else if typed.chars().any(is_control) {
        Some(Problem::ControlCharacter)
    } else {
        None
    };
    errors.extend(problem.map(|problem| FieldError::new(field, problem)));
    typed.to_owned()
}

fn proposed(
    raw: &RawCorrection,
    current: &Identity,
    today: Date,
    errors: &mut Vec<FieldError>,
) -> Identity {
    let mut identity = current.clone();
    if let Some(typed) = &raw.birth_name
        && let Some(name) = keep(errors, Field::BirthName, || {
            name(typed, &current.birth_name)
        })
    {
        identity.birth_name = name;
    }
    if let Some(typed) = &raw.first_names
        && let Some(names) = keep(errors, Field::FirstNames, || {
            first_names(typed, &current.first_names)
        })
    {
        identity.first_names = names;
    }
    if let Some(typed) = &raw.preferred_name {
        let known = current.preferred_name.as_deref().unwrap_or_default();
        if typed.trim().is_empty() {
            identity.preferred_name = None;
        } else if let Some(name) = keep(errors, Field::PreferredName, || name(typed, known)) {
            identity.preferred_name = Some(name);
        }
    }
    if let Some(typed) = &raw.sex
        && let Some(sex) = keep(errors, Field::Sex, || {
            Sex::from_code(required(typed)?).ok_or(Problem::UnknownCode)
        })
    {
        identity.sex = sex;
    }
    if let Some(typed) = &raw.birth_date
        && let Some(date) = keep(errors, Field::BirthDate, || birth_date(typed, today))
    {
        identity.birth_date = date;
    }
    if let Some(place) = birth_place(raw, &current.birth_place, errors) {
        identity.birth_place = place;
    }
    identity
}

fn changed(current: &Identity, proposed: &Identity) -> Vec<Field> {
    let differs = [
        (Field::BirthName, current.birth_name != proposed.birth_name),
        (
            Field::FirstNames,
            current.first_names != proposed.first_names,
        ),
        (
            Field::PreferredName,
            current.preferred_name != proposed.preferred_name,
        ),
        (Field::Sex, current.sex != proposed.sex),
        (Field::BirthDate, current.birth_date != proposed.birth_date),
        (
            Field::BirthPlace,
            current.birth_place != proposed.birth_place,
        ),
    ];
    let fields = differs.into_iter().filter(|(_, differs)| *differs);
    fields.map(|(field, _)| field).collect()
}

fn keep<T>(
    errors: &mut Vec<FieldError>,
    field: Field,
    parse: impl FnOnce() -> Result<T, Problem>,
) -> Option<T> {
    parse()
        .map_err(|problem| errors.push(FieldError::new(field, problem)))
        .ok()
}

/// A certified name may hold characters that nobody could type: one that is not changed is not parsed.
fn name(typed: &str, known: &str) -> Result<String, Problem> {
    let typed = required(typed)?;
    if typed == known {
        return Ok(known.to_owned());
    }
    person_name(typed).map(|name| name.as_str().to_owned())
}

fn first_names(typed: &[String], known: &[String]) -> Result<Vec<String>, Problem> {
    let typed: Vec<&str> = typed
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    if typed.len() > MOST_FIRST_NAMES {
        return Err(Problem::TooLong);
    }
    let parse = |one: &str| {
        let same = known.iter().find(|known| known.as_str() == one);
        name(one, same.map_or("", String::as_str))
    };
    typed.into_iter().map(parse).collect()
}

fn birth_date(typed: &str, today: Date) -> Result<Date, Problem> {
    let date = past_day(typed, today)?;
    if date.year() < EARLIEST_BIRTH_YEAR {
        return Err(Problem::DateTooEarly);
    }
    Ok(date)
}

fn past_day(typed: &str, today: Date) -> Result<Date, Problem> {
    let date = Date::parse(required(typed)?).map_err(|_| Problem::DateShape)?;
    if date > today {
        return Err(Problem::DateInFuture);
    }
    if date.year() < EARLIEST_BIRTH_YEAR {
        return Err(Problem::DateTooEarly);
    }
    Ok(date)
}

/// Country and commune are one place: a commune that is given for a birth abroad is left aside.
fn birth_place(
    raw: &RawCorrection,
    current: &BirthPlace,
    errors: &mut Vec<FieldError>,
) -> Option<BirthPlace> {
    let country = match &raw.birth_country {
        None => current.country(),
        Some(typed) => keep(errors, Field::BirthCountry, || {
            CountryCode::parse_typed(required(typed)?).map_err(|_| Problem::UnknownCode)
        })?,
    };
    if !country.is_france() {
        return Some(BirthPlace::Abroad { country });
    }
    let commune = match (&raw.birth_commune, current.commune()) {
        (None, Some(commune)) => commune.clone(),
        (typed, _) => keep(errors, Field::BirthCommune, || {
            CommuneCode::parse_typed(required(typed.as_deref().unwrap_or_default())?)
                .map_err(|_| Problem::UnknownCode)
        })?,
    };
    Some(BirthPlace::France { commune })
}

#[cfg(test)]
mod tests;
