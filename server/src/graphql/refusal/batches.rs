//! What use cases about batches refuse.

use async_graphql::{Context, Error};

use super::{IdempotencyConflict, InvalidBatch, InvalidDecision, Refusal};
use crate::batches::Refused;
use crate::graphql::batch::BatchProblem;
use crate::graphql::context::{internal, language};
use crate::graphql::verdict::FieldError;

impl Refusal {
    /// What a use case about a batch refused, or the error that no union holds.
    #[expect(clippy::unused_async, reason = "all answers come the same way")]
    pub(in crate::graphql) async fn of_batch(
        context: &Context<'_>,
        error: Refused,
    ) -> Result<Self, Error> {
        Ok(match error {
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::InvalidBatch(error) => {
                let problem = BatchProblem::new(error, language(context));
                Self::InvalidBatch(Box::new(InvalidBatch::new(context, problem)))
            }
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
