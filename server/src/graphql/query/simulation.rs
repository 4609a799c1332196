//! A verdict without a filing. Nothing is stored, and nobody is looked up.

use async_graphql::{Context, InputObject, Object, Result};
use shared::eligibility::{self, Answers, RegisterFacts, Stage};

use crate::graphql::context::{app, caller, coded, internal};
use crate::graphql::scalar::{Date, Sector};
use crate::graphql::verdict::Verdict;
use crate::rule_sets;

/// What is known of a person and a post, to ask for a verdict without filing.
#[derive(Clone, Debug, InputObject)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four boxes, ticked independently"
)]
pub(crate) struct SimulateVerdictInput {
    /// Code of TRE_R85.
    role: Option<String>,
    sector: Option<Sector>,
    health_data_need: Option<bool>,
    start_date: Option<Date>,
    birth_date: Option<Date>,
    #[graphql(default)]
    ecps_only_acknowledged: bool,
    #[graphql(default)]
    dmp_acknowledged: bool,
    #[graphql(default)]
    risk_acknowledged: bool,
    #[graphql(default)]
    terms_accepted: bool,
    /// The day to judge by; today unless given.
    as_of: Option<Date>,
    /// Name of the rule set to judge by; the one in force on that day unless given. ANS agents may name a draft.
    rule_set: Option<String>,
    /// The hash that the rule set is expected to have; refused as `RULE_SET_CHANGED` if it has another.
    rule_set_hash: Option<String>,
}

/// Verdicts without a filing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SimulationQuery;

#[Object]
impl SimulationQuery {
    /// The verdict that a filing with these answers would get. Nothing is stored, nobody is looked up.
    async fn simulate_verdict(
        &self,
        context: &Context<'_>,
        input: SimulateVerdictInput,
    ) -> Result<Verdict> {
        let role = input
            .role
            .as_deref()
            .map(shared::role::Role::parse)
            .transpose();
        let role = role.map_err(|_| coded(context, "INVALID_ARGUMENT"))?;
        let today = input
            .as_of
            .map_or_else(|| app(context).clock.today(), |date| date.0);
        let rules = match &input.rule_set {
            None => app(context).rules.on(today),
            Some(name) => {
                let caller = caller(context).await?;
                let found = rule_sets::named(app(context), caller.ans_agent().ok(), name).await;
                found
                    .map_err(|error| internal(context, &error))?
                    .ok_or_else(|| coded(context, "NOT_FOUND"))?
            }
        };
        let expected = input.rule_set_hash.as_ref();
        if expected.is_some_and(|hash| !rules.has_hash(hash)) {
            return Err(coded(context, "RULE_SET_CHANGED"));
        }
        let answers = Answers {
            role,
            sector: input.sector.map(Into::into),
            health_data_need: input.health_data_need,
            birth_date: input.birth_date.map(|date| date.0),
            start_date: input.start_date.map(|date| date.0),
            identity_certified: None,
            ecps_only_acknowledged: input.ecps_only_acknowledged,
            dmp_acknowledged: input.dmp_acknowledged,
            risk_acknowledged: input.risk_acknowledged,
            terms_accepted: input.terms_accepted,
        };
        let verdict = eligibility::verdict(
            &rules,
            Stage::Submitting,
            today,
            &answers,
            &RegisterFacts::default(),
        );
        Ok(Verdict::from(&verdict))
    }
}
