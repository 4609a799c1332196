//! What use cases about reference data refuse.

use async_graphql::{Context, Error};

use super::{IdempotencyConflict, InvalidDecision, OutOfDate, ReferenceFixed, Refusal};
use crate::graphql::context::{coded, internal};
use crate::graphql::verdict::FieldError;
use crate::reference::Refused;

impl Refusal {
    /// What a use case about reference data refused, or the error that no union holds.
    #[expect(
        clippy::unused_async,
        reason = "answers about requests, structures and rules come the same way"
    )]
    pub(in crate::graphql) async fn of_reference(
        context: &Context<'_>,
        error: Refused,
    ) -> Result<Self, Error> {
        Ok(match error {
            Refused::NotFound => return Err(coded(context, "NOT_FOUND")),
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::Stale => Self::OutOfDate(Box::new(OutOfDate::new(context))),
            Refused::Fixed => Self::ReferenceFixed(Box::new(ReferenceFixed::new(context))),
            Refused::InvalidDecision(errors) => {
                let errors = errors.into_iter().map(FieldError::from).collect();
                Self::InvalidDecision(Box::new(InvalidDecision::new(context, errors)))
            }
            Refused::IdempotencyConflict => {
                Self::IdempotencyConflict(Box::new(IdempotencyConflict::new(context)))
            }
        })
    }
}
