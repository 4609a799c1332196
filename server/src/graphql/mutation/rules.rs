//! How rules change: drafted, run over the stock, scheduled.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::RuleSetId;

use super::{inputs, key, uuid, who};
use crate::caller::SignedIn;
use crate::graphql::answer::{
    DiscardRuleSetAnswer, DraftRuleSetAnswer, ScheduleRuleSetAnswer, SimulateRuleSetAnswer,
};
use crate::graphql::context::{app, coded, refused};
use crate::graphql::scalar::{Date, Sector, Severity};
use crate::rule_sets::{self, Asked, ChangedRule, Changes, RawDraft, Source};

inputs! {
    DraftRuleSetInput {
        /// 1 to 40 letters, digits, dots or dashes.
        name: String,
        /// Of the draft to write anew; 0 for a new one.
        #[graphql(default)] revision: i32,
        /// The whole rule set, JSON. Either this or `basedOn`.
        body: Option<String>,
        /// Name of the rule set that it begins from.
        based_on: Option<String>,
        /// What is otherwise than in `basedOn`.
        changes: Option<RuleSetChangesInput>,
    }
    SimulateRuleSetInput { id: ID, revision: i32 }
    ScheduleRuleSetInput {
        id: ID,
        revision: i32,
        /// Its first day: today or later.
        effective_from: Date,
    }
    DiscardRuleSetInput { id: ID, revision: i32 }
}

/// What is otherwise than in another rule set; what is not given stays.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct RuleSetChangesInput {
    /// Codes of TRE_R85, all of those in scope.
    in_scope_roles: Option<Vec<String>>,
    /// Every range of FINESS aggregated categories, in their order.
    sectors: Option<Vec<CategoryRangeInput>>,
    working_age: Option<i32>,
    start_date_months: Option<i32>,
    /// Those that weigh otherwise.
    rules: Option<Vec<RuleInput>>,
}

/// FINESS aggregated categories, both ends included.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CategoryRangeInput {
    from: i32,
    to: i32,
    sector: Sector,
}

/// How much a finding weighs; nothing where it is not to be made.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RuleInput {
    code: String,
    drafting: Option<Severity>,
    submitting: Option<Severity>,
    deciding: Option<Severity>,
    risk: bool,
}

/// Changes of rule sets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RuleMutation;

/// The rule set to change, with the key of the attempt.
fn asked(
    context: &Context<'_>,
    mutation: &'static str,
    signed_in: &SignedIn,
    (id, revision, sent): (&ID, i32, Option<String>),
) -> Result<Asked> {
    Ok(Asked {
        id: RuleSetId(uuid(context, id)?),
        revision,
        key: key(context, mutation, signed_in, sent)?,
    })
}

#[Object]
impl RuleMutation {
    /// Writes a draft of a rule set, new or anew, from its text or from another rule set. It holds for nobody before it
    /// is scheduled. For ANS agents.
    async fn draft_rule_set(
        &self,
        context: &Context<'_>,
        input: DraftRuleSetInput,
    ) -> Result<DraftRuleSetAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "draftRuleSet", &signed_in, input.idempotency_key)?;
        let source = match (input.body, input.based_on) {
            (Some(body), None) if input.changes.is_none() => Source::Json(body),
            (None, Some(on)) if !on.contains('\0') => Source::Based {
                on,
                changes: Box::new(input.changes.unwrap_or_default().into()),
            },
            _ => return Err(coded(context, "INVALID_ARGUMENT")),
        };
        let raw = RawDraft {
            name: input.name,
            revision: input.revision,
            source,
        };
        let done = rule_sets::draft(app(context), agent, raw, key).await;
        DraftRuleSetAnswer::of(context, done).await
    }

    /// Runs a draft over all requests under way and all posts that are held, beside the portal's work; what comes of it
    /// is read with the rule set. For ANS agents.
    async fn simulate_rule_set(
        &self,
        context: &Context<'_>,
        input: SimulateRuleSetInput,
    ) -> Result<SimulateRuleSetAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let sent = (&input.id, input.revision, input.idempotency_key);
        let asked = asked(context, "simulateRuleSet", &signed_in, sent)?;
        let done = rule_sets::simulate(app(context), agent, asked).await;
        SimulateRuleSetAnswer::of(context, done).await
    }

    /// Says from which day a draft holds, once it was run over the stock as it is. For ANS agents.
    async fn schedule_rule_set(
        &self,
        context: &Context<'_>,
        input: ScheduleRuleSetInput,
    ) -> Result<ScheduleRuleSetAnswer> {
        let day = input.effective_from.0;
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let sent = (&input.id, input.revision, input.idempotency_key);
        let asked = asked(context, "scheduleRuleSet", &signed_in, sent)?;
        let done = rule_sets::schedule(app(context), agent, asked, day).await;
        ScheduleRuleSetAnswer::of(context, done).await
    }

    /// Gives up a draft, or a rule set whose first day has not come. For ANS agents.
    async fn discard_rule_set(
        &self,
        context: &Context<'_>,
        input: DiscardRuleSetInput,
    ) -> Result<DiscardRuleSetAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let sent = (&input.id, input.revision, input.idempotency_key);
        let asked = asked(context, "discardRuleSet", &signed_in, sent)?;
        let done = rule_sets::discard(app(context), agent, asked).await;
        DiscardRuleSetAnswer::of(context, done).await
    }
}

impl From<RuleSetChangesInput> for Changes {
    fn from(input: RuleSetChangesInput) -> Self {
        let range = |range: CategoryRangeInput| (range.from, range.to, range.sector.into());
        let rule = |rule: RuleInput| ChangedRule {
            code: rule.code,
            drafting: rule.drafting.map(Into::into),
            submitting: rule.submitting.map(Into::into),
            deciding: rule.deciding.map(Into::into),
            risk: rule.risk,
        };
        let sectors = input.sectors;
        Self {
            in_scope_roles: input.in_scope_roles,
            sectors: sectors.map(|ranges| ranges.into_iter().map(range).collect()),
            working_age: input.working_age,
            start_date_months: input.start_date_months,
            rules: input
                .rules
                .unwrap_or_default()
                .into_iter()
                .map(rule)
                .collect(),
        }
    }
}
