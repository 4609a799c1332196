//! A draft: from the text of a rule set, or from another one with changes.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use shared::eligibility::Severity;
use shared::event::EventKind;
use shared::id::{AccountId, RuleSetId};
use shared::rule_set::RuleSet;
use shared::structure::Sector;

use super::{Refused, begin};
use crate::app::App;
use crate::caller::AnsAgent;
use crate::store::{Key, NewEvent, RuleSetState, Tx};

/// A draft as typed.
#[derive(Clone, Debug)]
pub struct RawDraft {
    pub name: String,
    /// Of the draft that is written anew; 0 for a new one.
    pub revision: i32,
    pub source: Source,
}

#[derive(Clone, Debug)]
pub enum Source {
    /// The whole rule set, JSON; its name is that of the draft.
    Json(String),
    /// Another rule set, by its name, and what is to be otherwise.
    Based { on: String, changes: Box<Changes> },
}

/// What is to be otherwise; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub in_scope_roles: Option<Vec<String>>,
    pub sectors: Option<Vec<(i32, i32, Sector)>>,
    pub working_age: Option<i32>,
    pub start_date_months: Option<i32>,
    pub rules: Vec<ChangedRule>,
}

/// How much a finding weighs, at each stage.
#[derive(Clone, Debug)]
pub struct ChangedRule {
    pub code: String,
    pub drafting: Option<Severity>,
    pub submitting: Option<Severity>,
    pub deciding: Option<Severity>,
    pub risk: bool,
}

/// Writes a draft, new or anew. It holds for nobody before it is scheduled.
pub async fn draft(
    app: &App,
    agent: AnsAgent<'_>,
    raw: RawDraft,
    key: Option<Key>,
) -> Result<RuleSetId, Refused> {
    let mut tx = begin!(app, key);
    let text = match raw.source {
        Source::Json(text) => named(&text, &raw.name),
        Source::Based { on, changes } => {
            let base = tx.rule_set_named(&on).await?.ok_or(Refused::NotFound)?;
            changes.apply(&named(&base.rule_set.body(), &raw.name))
        }
    };
    let rule_set = RuleSet::parse_draft(&text).map_err(Refused::InvalidRuleSet)?;
    let by = Some(agent.signed_in.account);
    let id = write(&mut tx, &rule_set, raw.revision, by, app.clock.now()).await?;
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// Keeps a draft; a name that was given up may be used again.
pub async fn write(
    tx: &mut Tx,
    rule_set: &RuleSet,
    revision: i32,
    by: Option<AccountId>,
    at: DateTime<Utc>,
) -> Result<RuleSetId, Refused> {
    let event = NewEvent {
        account: by,
        data: json!({ "ruleSet": rule_set.name() }),
        ..NewEvent::new(EventKind::RuleSetDrafted, at)
    };
    let Some(kept) = tx.rule_set_named(rule_set.name()).await? else {
        if revision != 0 {
            return Err(Refused::NotFound);
        }
        return Ok(tx.add_rule_set_draft(rule_set, event).await?);
    };
    match kept.state {
        RuleSetState::Discarded if revision == 0 => {}
        _ if revision == 0 => return Err(Refused::AlreadyExists),
        _ if kept.revision != revision => return Err(Refused::Stale),
        RuleSetState::Scheduled => return Err(Refused::Fixed),
        RuleSetState::Draft | RuleSetState::Discarded => {}
    }
    tx.turn_rule_set(&kept, rule_set, RuleSetState::Draft, event)
        .await?;
    Ok(kept.id)
}

/// The text with that name in it; one that is no object is left to whoever reads it.
fn named(text: &str, name: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::Object(mut fields)) => {
            fields.insert("name".to_owned(), json!(name));
            Value::Object(fields).to_string()
        }
        _ => text.to_owned(),
    }
}

impl Changes {
    /// The text with these changes in it.
    fn apply(&self, text: &str) -> String {
        let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else {
            return text.to_owned();
        };
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value);
            }
        };
        put(
            "inScopeRoles",
            self.in_scope_roles.as_ref().map(|roles| json!(roles)),
        );
        let range = |(from, to, sector): &(i32, i32, Sector)| json!({ "from": from, "to": to, "sector": sector });
        let sectors = self.sectors.as_ref();
        put(
            "sectors",
            sectors.map(|ranges| ranges.iter().map(range).collect()),
        );
        put("workingAge", self.working_age.map(Value::from));
        put("startDateMonths", self.start_date_months.map(Value::from));
        if let Some(Value::Array(rules)) = fields.get_mut("rules") {
            for changed in &self.rules {
                let known = rules.iter_mut().find(|rule| rule["code"] == changed.code);
                match known {
                    Some(rule) => *rule = changed.json(),
                    None => rules.push(changed.json()),
                }
            }
        }
        Value::Object(fields).to_string()
    }
}

impl ChangedRule {
    fn json(&self) -> Value {
        json!({
            "code": self.code,
            "severity": {
                "drafting": self.drafting, "submitting": self.submitting, "deciding": self.deciding,
            },
            "risk": self.risk,
        })
    }
}
