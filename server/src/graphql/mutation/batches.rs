//! Deciding many requests at once, and registering the persons of a file.

use async_graphql::{Context, InputObject, Object, Result};
use shared::bulk::Accepted;
use shared::field_error::{Field, FieldError, Problem};
use shared::request::Attestations;

use super::registrations::LetterLanguage;
use super::{inputs, key, who};
use crate::batches;
use crate::graphql::answer::{DecideBatchAnswer, RegisterBatchAnswer};
use crate::graphql::batch::{BatchDecision, ChosenRequestInput, chosen};
use crate::graphql::context::{app, refused};
use crate::graphql::scalar::RejectionReason;
use crate::store::Task;

inputs! {
    DecideBatchInput {
        decision: BatchDecision,
        /// At most 500.
        items: Vec<ChosenRequestInput>,
        /// Of a validation: the manager checked that each person works there in this role.
        #[graphql(default)] conditions_checked: bool,
        /// Of a validation: the manager checked each civil status, an uncertified place of birth included.
        #[graphql(default)] identity_checked: bool,
        /// Registrations at risk may be deleted later; those are refused unless this is given.
        #[graphql(default)] risk_acknowledged: bool,
        /// Of a rejection.
        reason: Option<RejectionReason>,
        /// Of a rejection: what each person reads.
        #[graphql(default)] text: String,
    }
    RegisterBatchInput {
        /// CSV with a line of column names; at most 500 rows.
        file: String,
        /// The manager checked that each person works there in this role.
        conditions_checked: bool,
        /// The manager checked each civil status against the document of the row.
        identity_checked: bool,
        /// Registrations at risk may be deleted later; those are refused unless this is given.
        #[graphql(default)] risk_acknowledged: bool,
        ecps_only_acknowledged: bool,
        dmp_acknowledged: bool,
        /// Version of the terms that the manager accepts for each registration.
        terms_version: String,
        /// The language in which the persons are written to.
        #[graphql(default)] language: LetterLanguage,
    }
}

/// Changes of many at once.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BatchMutation;

#[Object]
impl BatchMutation {
    /// Begins to decide at most 500 requests, each by itself: `batchItems` tells what came of each, `batchChanged` how
    /// far it is. For managers who signed in a short while ago; a request of another structure is refused in its row.
    async fn decide_batch(
        &self,
        context: &Context<'_>,
        input: DecideBatchInput,
    ) -> Result<DecideBatchAnswer> {
        let (caller, signed_in) = who(context).await?;
        let manager = caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let manager = app(context)
            .fresh(manager, &signed_in)
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "decideBatch", &signed_in, input.idempotency_key)?;
        let chosen = chosen(context, input.items)?;
        let task = match (input.decision, input.reason) {
            (BatchDecision::Validate, _) => Ok(Task::Validate {
                attestations: Attestations {
                    conditions_checked: input.conditions_checked,
                    identity_checked: input.identity_checked,
                    risk_acknowledged: input.risk_acknowledged,
                },
            }),
            (BatchDecision::Reject, Some(reason)) => Ok(Task::Reject {
                reason: reason.into(),
                text: input.text,
            }),
            (BatchDecision::Reject, None) => {
                Err(batches::Refused::InvalidDecision(vec![FieldError::new(
                    Field::Reason,
                    Problem::Required,
                )]))
            }
        };
        let done = match task {
            Ok(task) => batches::decide(app(context), manager, &chosen, task, key).await,
            Err(refused) => Err(refused),
        };
        DecideBatchAnswer::of(context, done).await
    }

    /// Begins to register the persons of a file, each row by itself. The same row sent again is not registered again.
    /// For managers; a row of another structure is refused by itself.
    async fn register_batch(
        &self,
        context: &Context<'_>,
        input: RegisterBatchInput,
    ) -> Result<RegisterBatchAnswer> {
        let (caller, signed_in) = who(context).await?;
        let manager = caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "registerBatch", &signed_in, input.idempotency_key)?;
        let task = Task::Register {
            attestations: Attestations {
                conditions_checked: input.conditions_checked,
                identity_checked: input.identity_checked,
                risk_acknowledged: input.risk_acknowledged,
            },
            accepted: Accepted {
                ecps_only: input.ecps_only_acknowledged,
                dmp: input.dmp_acknowledged,
                risk: input.risk_acknowledged,
                terms_version: input.terms_version,
            },
            language: input.language.into(),
        };
        let done = batches::register(app(context), manager, &input.file, task, key).await;
        RegisterBatchAnswer::of(context, done).await
    }
}
