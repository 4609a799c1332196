//! What use cases about a person's entry refuse.

use async_graphql::{Context, Error};

use super::{
    ChangeUnderWay, IdempotencyConflict, InvalidChange, NotEligible, OutOfDate, OwnSituation,
    Refusal, SituationEnded, TooManyCodes, WrongCode,
};
use crate::entries::Refused;
use crate::graphql::context::{coded, internal, refused, signed_in};
use crate::graphql::entry::RegistrationChange;
use crate::graphql::verdict::{FieldError, Verdict};

impl Refusal {
    /// What a use case about an entry refused, or the error that no union holds.
    pub(in crate::graphql) async fn of_entry(
        context: &Context<'_>,
        error: Refused,
    ) -> Result<Self, Error> {
        Ok(match error {
            Refused::NotFound => return Err(coded(context, "NOT_FOUND")),
            Refused::Denied(denied) => return Err(refused(context, denied)),
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::Invalid(errors) => {
                let errors = errors.into_iter().map(FieldError::from).collect();
                Self::InvalidChange(Box::new(InvalidChange::new(context, errors)))
            }
            Refused::UnderWay(change) => {
                let reader = signed_in(context).await?;
                let change = RegistrationChange::new(*change, &reader);
                Self::ChangeUnderWay(Box::new(ChangeUnderWay::new(context, change)))
            }
            Refused::Stale => Self::OutOfDate(Box::new(OutOfDate::new(context))),
            Refused::OwnSituation => Self::OwnSituation(Box::new(OwnSituation::new(context))),
            Refused::SituationEnded => Self::SituationEnded(Box::new(SituationEnded::new(context))),
            Refused::NotEligible(verdict) => Self::NotEligible(Box::new(NotEligible::new(
                context,
                Verdict::from(verdict.as_ref()),
            ))),
            Refused::WrongCode { attempts_left } => {
                Self::WrongCode(Box::new(WrongCode::new(context, attempts_left)))
            }
            Refused::TooManyCodes { retry_at } => {
                Self::TooManyCodes(Box::new(TooManyCodes::new(context, retry_at)))
            }
            Refused::IdempotencyConflict => {
                Self::IdempotencyConflict(Box::new(IdempotencyConflict::new(context)))
            }
        })
    }
}
