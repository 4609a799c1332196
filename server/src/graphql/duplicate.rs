//! Persons who may be one and the same, side by side.

use async_graphql::{Context, Error, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use shared::registration::RawCivilStatus;

use super::account::Identity;
use super::context::{coded, internal, refused};
use super::registration::Situation;
use crate::app::App;
use crate::caller::SignedIn;
use crate::requests::{Lookalike, Refused, compare};

/// Somebody registered who may be the person of a request.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct PossibleDuplicate {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    exercise_last_name: String,
    exercise_first_name: String,
    /// The whole civil status, of a person who has a post in one of the caller's structures; else only whether each
    /// part is the same.
    identity: Option<Identity>,
    comparison: Vec<ComparedField>,
    /// Posts in the caller's structures.
    situations: Vec<Situation>,
    /// How many posts the person has in other structures, which stay masked.
    other_situations: i32,
    /// What a manager said of the two.
    decision: Option<DuplicateDecision>,
}

/// A part of a civil status.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ComparedField {
    /// Name as in `Identity`.
    field: &'static str,
    same: bool,
}

/// Whether a registered person is the person of a request.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct DuplicateDecision {
    same: bool,
    reason: String,
    /// Display name of the manager.
    decided_by: String,
    decided_at: DateTime<Utc>,
}

/// A civil status as typed from an identity document.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TypedCivilStatusInput {
    birth_name: String,
    /// In the order of the document; a compound first name stays one element.
    first_names: Vec<String>,
    /// Nom d'usage, or empty.
    #[graphql(default)]
    preferred_name: String,
    /// `M`, `F` or `I`.
    sex: String,
    /// `YYYY-MM-DD`.
    birth_date: String,
    /// INSEE code of the country, `99100` for France.
    birth_country: String,
    /// INSEE code of the commune, for a birth in France; else empty.
    #[graphql(default)]
    birth_commune: String,
}

impl From<TypedCivilStatusInput> for RawCivilStatus {
    fn from(input: TypedCivilStatusInput) -> Self {
        Self {
            birth_name: input.birth_name,
            first_names: input.first_names,
            preferred_name: input.preferred_name,
            sex: input.sex,
            birth_date: input.birth_date,
            birth_country: input.birth_country,
            birth_commune: input.birth_commune,
        }
    }
}

impl ComparedField {
    pub(super) fn all(fields: Vec<(shared::field_error::Field, bool)>) -> Vec<Self> {
        fields
            .into_iter()
            .map(|(field, same)| Self {
                field: field.code(),
                same,
            })
            .collect()
    }
}

impl PossibleDuplicate {
    pub(super) fn new(app: &App, signed_in: &SignedIn, found: Lookalike) -> Self {
        let Lookalike {
            registration,
            compared,
            decision,
        } = found;
        let person = registration.person;
        let all = registration.situations.len();
        let own: Vec<Situation> = registration
            .situations
            .into_iter()
            .filter(|situation| signed_in.managed.contains(&situation.structure.id))
            .filter_map(|situation| Situation::new(app, situation))
            .collect();
        Self {
            other_situations: i32::try_from(all - own.len()).unwrap_or(i32::MAX),
            identity: (!own.is_empty()).then(|| Identity::new(app, &person.identity)),
            comparison: ComparedField::all(compare(&compared, &person.identity)),
            rpps_number: person.rpps_number,
            birth_name: person.identity.birth_name,
            first_names: person.identity.first_names,
            exercise_last_name: person.exercise_last_name,
            exercise_first_name: person.exercise_first_name,
            situations: own,
            decision: decision.map(|decision| DuplicateDecision {
                same: decision.is_same,
                reason: decision.reason,
                decided_by: decision.by,
                decided_at: decision.at,
            }),
        }
    }
}

/// A registration that a manager typed, as its person sees it before confirming.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RegistrationToConfirm {
    /// Where the person was registered.
    structure_name: String,
    /// Each part of the civil status, and whether FranceConnect certifies the same.
    comparison: Vec<ComparedField>,
    /// The person has confirmed.
    confirmed_at: Option<DateTime<Utc>>,
    /// A difference was found and reported.
    contested_at: Option<DateTime<Utc>>,
}

impl From<crate::requests::ToConfirm> for RegistrationToConfirm {
    fn from(found: crate::requests::ToConfirm) -> Self {
        Self {
            structure_name: found.confirmation.structure_name,
            comparison: ComparedField::all(found.fields),
            confirmed_at: found.confirmation.confirmed_at,
            contested_at: found.confirmation.contested_at,
        }
    }
}

/// What a reading was refused for, as an error.
pub(super) fn unread(context: &Context<'_>, error: Refused) -> Error {
    match error {
        Refused::Denied(denied) => refused(context, denied),
        Refused::Store(error) => internal(context, &error),
        _ => coded(context, "NOT_FOUND"),
    }
}

/// What a manager says of a registered person who may be the person of a request.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct DuplicateResolutionInput {
    /// Of the registered person.
    pub(super) rpps_number: String,
    /// They are one and the same: the post is added to that person.
    pub(super) same: bool,
    /// Why; kept.
    pub(super) reason: String,
}

impl From<DuplicateResolutionInput> for crate::requests::Resolution {
    fn from(input: DuplicateResolutionInput) -> Self {
        Self {
            rpps_number: input.rpps_number,
            is_same: input.same,
            reason: input.reason,
        }
    }
}
