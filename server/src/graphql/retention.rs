//! What is kept how long, and when the rules were last applied.

use async_graphql::{Context, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::context::{app, caller, internal, language};
use crate::retention::{self, Applied};

/// A rule of retention, as this portal is configured.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct RetentionRule {
    code: &'static str,
    /// What is removed, in the language of the call.
    what: &'static str,
    /// From when the time is counted.
    since: &'static str,
    /// How long, to be read.
    kept: String,
    /// The same in seconds.
    seconds: i64,
    /// Last run, for ANS agents.
    last_run_at: Option<DateTime<Utc>>,
    /// What the last run removed, for ANS agents.
    last_run_removed: Option<i64>,
    /// Last run that found something to remove, for ANS agents.
    last_removal_at: Option<DateTime<Utc>>,
    /// What it removed, for ANS agents.
    last_removal_removed: Option<i64>,
    /// When it is applied next, for ANS agents.
    next_run_at: Option<DateTime<Utc>>,
}

/// Every rule; with its runs for agents.
pub(super) async fn rules(context: &Context<'_>) -> Result<Vec<RetentionRule>> {
    let rules = if caller(context).await?.ans_agent().is_ok() {
        retention::rules_with_runs(app(context))
            .await
            .map_err(|error| internal(context, &error))?
    } else {
        retention::rules(&app(context).config)
    };
    let language = language(context);
    let rule = |applied: Applied| RetentionRule {
        code: applied.rule.code(),
        what: applied.rule.what().r#in(language),
        since: applied.rule.since().r#in(language),
        kept: retention::span(applied.kept, language),
        seconds: applied.kept.num_seconds(),
        next_run_at: applied.next_run_at(),
        last_run_at: applied.run.as_ref().map(|run| run.ran_at),
        last_run_removed: applied.run.as_ref().map(|run| run.removed),
        last_removal_at: removal(&applied).map(|(at, _)| at),
        last_removal_removed: removal(&applied).map(|(_, removed)| removed),
    };
    Ok(rules.into_iter().map(rule).collect())
}

fn removal(applied: &Applied) -> Option<(DateTime<Utc>, i64)> {
    applied.run.as_ref().and_then(|run| run.last_removed)
}
