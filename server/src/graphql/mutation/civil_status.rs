//! Corrections of a registered person's civil status.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::civil_status::RawCorrection;
use shared::id::CorrectionId;
use shared::rpps::RppsNumber;

use super::{inputs, key, uuid, who};
use crate::civil_status::{self, Confirmation};
use crate::graphql::answer::{
    AskCivilStatusCorrectionAnswer, ConfirmCivilStatusDecisionAnswer,
    ProposeCivilStatusDecisionAnswer, WithdrawCivilStatusCorrectionAnswer,
};
use crate::graphql::civil_status::CivilStatusDecision;
use crate::graphql::context::{app, coded, refused};

/// The new civil status, as typed. A field that is not given stays as it is.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct CivilStatusInput {
    birth_name: Option<String>,
    /// In order; a compound first name stays one element.
    first_names: Option<Vec<String>>,
    /// Nom d'usage; empty for somebody who has none any more.
    preferred_name: Option<String>,
    sex: Option<String>,
    birth_date: Option<String>,
    /// INSEE code, `99100` for France.
    birth_country: Option<String>,
    /// INSEE code, for a birth in France.
    birth_commune: Option<String>,
}

inputs! {
    AskCivilStatusCorrectionInput {
        /// Whose civil status; the caller's own unless given.
        rpps_number: Option<String>,
        civil_status: CivilStatusInput,
        reason: String,
        /// `IdentityDocumentKind` of the document that was seen. Neither its number nor a copy is asked for.
        document_kind: String,
        /// Its date of issue, `YYYY-MM-DD`.
        document_issued_on: String,
        /// Who saw it.
        document_seen_by: String,
    }
    ProposeCivilStatusDecisionInput {
        id: ID,
        revision: i32,
        decision: CivilStatusDecision,
        /// What the person will read.
        reason: String,
    }
    ConfirmCivilStatusDecisionInput {
        id: ID,
        revision: i32,
        /// False sends the proposal back, with the reason.
        confirm: bool,
        #[graphql(default)] reason: String,
    }
    WithdrawCivilStatusCorrectionInput { id: ID, revision: i32 }
}

/// Changes of corrections.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CivilStatusMutation;

#[Object]
impl CivilStatusMutation {
    /// Asks the ANS to correct a civil status, with the document that was seen. For the person, and for managers of a
    /// structure where the person works.
    async fn ask_civil_status_correction(
        &self,
        context: &Context<'_>,
        input: AskCivilStatusCorrectionInput,
    ) -> Result<AskCivilStatusCorrectionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "askCivilStatusCorrection",
            &signed_in,
            input.idempotency_key,
        )?;
        let number = input.rpps_number.as_deref().map(RppsNumber::parse_typed);
        let number = number
            .transpose()
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        let values = input.civil_status;
        let raw = RawCorrection {
            birth_name: values.birth_name,
            first_names: values.first_names,
            preferred_name: values.preferred_name,
            sex: values.sex,
            birth_date: values.birth_date,
            birth_country: values.birth_country,
            birth_commune: values.birth_commune,
            reason: input.reason,
            document_kind: input.document_kind,
            document_issued_on: input.document_issued_on,
            document_seen_by: input.document_seen_by,
        };
        let done = civil_status::ask(app(context), &caller, number.as_ref(), &raw, key).await;
        AskCivilStatusCorrectionAnswer::of(context, done).await
    }

    /// Proposes what to decide of a correction; another agent has to confirm it. For ANS agents.
    async fn propose_civil_status_decision(
        &self,
        context: &Context<'_>,
        input: ProposeCivilStatusDecisionInput,
    ) -> Result<ProposeCivilStatusDecisionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "proposeCivilStatusDecision",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (CorrectionId(uuid(context, &input.id)?), input.revision);
        let decision = input.decision.into();
        let done =
            civil_status::propose(app(context), agent, asked, decision, &input.reason, key).await;
        ProposeCivilStatusDecisionAnswer::of(context, done).await
    }

    /// Confirms what another agent proposed, or sends it back with a reason. Confirmed, it holds at once: an accepted
    /// correction changes the civil status. For ANS agents who signed in a short while ago.
    async fn confirm_civil_status_decision(
        &self,
        context: &Context<'_>,
        input: ConfirmCivilStatusDecisionInput,
    ) -> Result<ConfirmCivilStatusDecisionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .and_then(|agent| app(context).fresh(agent, &signed_in))
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "confirmCivilStatusDecision",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (CorrectionId(uuid(context, &input.id)?), input.revision);
        let confirmation = if input.confirm {
            Confirmation::Confirm
        } else {
            Confirmation::Return(&input.reason)
        };
        let done = civil_status::confirm(app(context), agent, asked, confirmation, key).await;
        ConfirmCivilStatusDecisionAnswer::of(context, done).await
    }

    /// Takes a correction back that is not decided yet. For who asked for it.
    async fn withdraw_civil_status_correction(
        &self,
        context: &Context<'_>,
        input: WithdrawCivilStatusCorrectionInput,
    ) -> Result<WithdrawCivilStatusCorrectionAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "withdrawCivilStatusCorrection",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (CorrectionId(uuid(context, &input.id)?), input.revision);
        let done = civil_status::withdraw(app(context), &caller, asked, key).await;
        WithdrawCivilStatusCorrectionAnswer::of(context, done).await
    }
}
