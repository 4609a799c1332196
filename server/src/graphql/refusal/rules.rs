//! What use cases about rule sets refuse.

use async_graphql::{Context, Error};

use super::{
    AlreadyExists, IdempotencyConflict, InvalidDecision, InvalidRuleSet, NotSimulated, OutOfDate,
    Refusal, RuleSetFixed,
};
use crate::graphql::context::{coded, internal};
use crate::graphql::verdict::FieldError;
use crate::rule_sets::Refused;

impl Refusal {
    /// What a use case about a rule set refused, or the error that no union holds.
    #[expect(
        clippy::unused_async,
        reason = "answers about requests, structures and rules come the same way"
    )]
    pub(in crate::graphql) async fn of_rules(
        context: &Context<'_>,
        error: Refused,
    ) -> Result<Self, Error> {
        Ok(match error {
            Refused::NotFound => return Err(coded(context, "NOT_FOUND")),
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::InvalidRuleSet(problems) => {
                let problems = problems.into_iter().map(Into::into).collect();
                Self::InvalidRuleSet(Box::new(InvalidRuleSet::new(context, problems)))
            }
            Refused::AlreadyExists => Self::AlreadyExists(Box::new(AlreadyExists::new(context))),
            Refused::Stale => Self::OutOfDate(Box::new(OutOfDate::new(context))),
            Refused::Fixed => Self::RuleSetFixed(Box::new(RuleSetFixed::new(context))),
            Refused::NotSimulated => Self::NotSimulated(Box::new(NotSimulated::new(context))),
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
