//! What is kept how long: the rules as they are configured, applied every minute, each with its last run.

use chrono::{DateTime, TimeDelta, Utc};
use shared::text::{Language, Text};

use crate::app::App;
use crate::config::Config;
use crate::store::{RetentionRun, StoreError};
use crate::telemetry::Causes;
use crate::{accesses, batches, mail, requests, sign_in, support, webhooks};

/// Between two rounds.
pub const EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long the answer to an idempotency key is kept.
const KEYS: TimeDelta = TimeDelta::hours(24);
/// How long a code is kept after it ran out: until then it counts among those sent.
const CODES: TimeDelta = TimeDelta::hours(24);
/// How long an invitation that nobody redeemed is kept after it ran out.
const INVITATIONS: TimeDelta = TimeDelta::days(30);

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Drafts,
    Mails,
    SupportMessages,
    BatchRows,
    Accesses,
    Sessions,
    SignIns,
    EmailCodes,
    Invitations,
    IdempotencyKeys,
    WebhookDeliveries,
}

impl Rule {
    pub const ALL: [Self; 11] = [
        Self::Drafts,
        Self::Mails,
        Self::SupportMessages,
        Self::BatchRows,
        Self::Accesses,
        Self::Sessions,
        Self::SignIns,
        Self::EmailCodes,
        Self::Invitations,
        Self::IdempotencyKeys,
        Self::WebhookDeliveries,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafts => "DRAFTS",
            Self::Mails => "MAILS",
            Self::SupportMessages => "SUPPORT_MESSAGES",
            Self::BatchRows => "BATCH_ROWS",
            Self::Accesses => "ACCESSES",
            Self::Sessions => "SESSIONS",
            Self::SignIns => "SIGN_INS",
            Self::EmailCodes => "EMAIL_CODES",
            Self::Invitations => "INVITATIONS",
            Self::IdempotencyKeys => "IDEMPOTENCY_KEYS",
            Self::WebhookDeliveries => "WEBHOOK_DELIVERIES",
        }
    }

    /// How long, as this server is configured.
    pub fn kept(self, config: &Config) -> TimeDelta {
        let days = |days: u16| TimeDelta::days(days.into());
        match self {
            Self::Drafts => days(config.draft_retention_days),
            Self::Mails | Self::SupportMessages | Self::BatchRows => {
                days(config.mail_retention_days)
            }
            Self::Accesses => days(config.access_retention_days),
            Self::Sessions => sign_in::IDLE,
            Self::SignIns => sign_in::ABANDONED,
            Self::EmailCodes => CODES,
            Self::Invitations => INVITATIONS,
            Self::IdempotencyKeys => KEYS,
            Self::WebhookDeliveries => webhooks::HISTORY,
        }
    }

    pub const fn what(self) -> Text {
        match self {
            Self::Drafts => Text::new(
                "Demandes jamais envoyées ; leur auteur est prévenu une semaine avant",
                "Requests that were never sent; their author is told a week before",
            ),
            Self::Mails => Text::new(
                "Destinataire, objet et texte des e-mails envoyés",
                "Recipient, subject and text of the e-mails sent",
            ),
            Self::SupportMessages => Text::new(
                "Nom, adresse et texte des messages au support",
                "Name, address and text of the messages to support",
            ),
            Self::BatchRows => Text::new(
                "Contenu des lignes des fichiers d’enregistrement",
                "What stands in the rows of registration files",
            ),
            Self::Accesses => Text::new(
                "Journal des consultations de dossiers",
                "Log of who looked at which file",
            ),
            Self::Sessions => Text::new("Sessions ouvertes", "Open sessions"),
            Self::SignIns => Text::new("Connexions commencées", "Sign-ins that were begun"),
            Self::EmailCodes => Text::new(
                "Codes de confirmation d’une adresse e-mail",
                "Codes that confirm an e-mail address",
            ),
            Self::Invitations => Text::new(
                "Invitations que personne n’a acceptées",
                "Invitations that nobody accepted",
            ),
            Self::IdempotencyKeys => Text::new(
                "Clés qui évitent d’agir deux fois",
                "Keys that prevent doing a thing twice",
            ),
            Self::WebhookDeliveries => Text::new(
                "Historique des envois aux webhooks",
                "History of what was sent to webhooks",
            ),
        }
    }

    /// From when it is counted.
    pub const fn since(self) -> Text {
        match self {
            Self::Drafts => Text::new("La dernière modification", "The last change"),
            Self::Mails => Text::new("L’écriture de l’e-mail", "When the e-mail was written"),
            Self::SupportMessages => {
                Text::new("La réponse ou la clôture", "The answer or the closing")
            }
            Self::BatchRows => Text::new("La fin du lot", "The end of the batch"),
            Self::Accesses => Text::new("La consultation", "The look"),
            Self::Sessions => Text::new(
                "La dernière utilisation ; 8 heures au plus après la connexion",
                "The last use; 8 hours after the sign-in at most",
            ),
            Self::SignIns | Self::EmailCodes | Self::Invitations => {
                Text::new("La fin de validité", "The end of validity")
            }
            Self::IdempotencyKeys | Self::WebhookDeliveries => Text::new("L’envoi", "The sending"),
        }
    }
}

/// A rule with its last run, if there was one.
#[derive(Clone, Debug)]
pub struct Applied {
    pub rule: Rule,
    pub kept: TimeDelta,
    pub run: Option<RetentionRun>,
}

impl Applied {
    pub fn next_run_at(&self) -> Option<DateTime<Utc>> {
        self.run.as_ref().map(|run| run.ran_at + EVERY)
    }
}

/// The rules, without their runs: for everybody.
pub fn rules(config: &Config) -> Vec<Applied> {
    let applied = |rule: Rule| Applied {
        rule,
        kept: rule.kept(config),
        run: None,
    };
    Rule::ALL.into_iter().map(applied).collect()
}

/// The rules with their last runs: for agents.
pub async fn rules_with_runs(app: &App) -> Result<Vec<Applied>, StoreError> {
    let runs = app.store.read().await?.retention_runs().await?;
    let mut rules = rules(&app.config);
    for applied in &mut rules {
        let of = |run: &&RetentionRun| run.rule == applied.rule.code();
        applied.run = runs.iter().find(of).cloned();
    }
    Ok(rules)
}

/// A span as people say it.
pub fn span(kept: TimeDelta, language: Language) -> String {
    const DAY: Text = Text::new("jour", "day");
    const HOUR: Text = Text::new("heure", "hour");
    const MINUTE: Text = Text::new("minute", "minute");
    let (count, unit) = match kept {
        kept if kept.num_minutes() % (24 * 60) == 0 => (kept.num_days(), DAY),
        kept if kept.num_minutes() % 60 == 0 => (kept.num_hours(), HOUR),
        kept => (kept.num_minutes(), MINUTE),
    };
    let plural = if count > 1 { "s" } else { "" };
    format!("{count}\u{a0}{}{plural}", unit.r#in(language))
}

/// Applies every rule, and keeps when and to how much; to be called every minute. One that fails holds up no other, and
/// is tried again.
pub async fn round(app: &App) {
    let at = app.clock.now();
    let mut runs = Vec::new();
    match sign_in::sweep(app).await {
        Ok(swept) => {
            runs.push((Rule::Sessions.code(), swept.sessions));
            runs.push((Rule::SignIns.code(), swept.sign_ins));
        }
        Err(error) => complain(Rule::Sessions, &error),
    }
    let others = [
        (Rule::Drafts, requests::retention(app).await),
        (Rule::Mails, mail::retention(app).await.map(many)),
        (Rule::SupportMessages, support::retention(app).await),
        (Rule::BatchRows, batches::retention(app).await),
        (Rule::Accesses, accesses::retention(app).await),
        (Rule::EmailCodes, codes(app).await),
        (Rule::Invitations, invitations(app).await),
        (Rule::IdempotencyKeys, keys(app).await),
        (Rule::WebhookDeliveries, webhooks::retention(app).await),
    ];
    for (rule, done) in others {
        match done {
            Ok(removed) => runs.push((rule.code(), removed)),
            Err(error) => complain(rule, &error),
        }
    }
    if let Err(error) = keep(app, &runs, at).await {
        tracing::error!(error = %Causes(&error), "the runs of retention could not be kept");
    }
}

fn complain(rule: Rule, error: &StoreError) {
    tracing::error!(rule = rule.code(), error = %Causes(error), "a rule of retention failed; it is tried again in a minute");
}

fn many<N: TryInto<i64>>(count: N) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

async fn keep(
    app: &App,
    runs: &[(&'static str, i64)],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut tx = app.store.write().await?;
    tx.save_retention_runs(runs, at).await?;
    tx.commit().await
}

async fn keys(app: &App) -> Result<i64, StoreError> {
    let mut tx = app.store.write().await?;
    let gone = tx.forget_answers_before(app.clock.now() - KEYS).await?;
    tx.commit().await?;
    Ok(many(gone))
}

async fn codes(app: &App) -> Result<i64, StoreError> {
    let mut tx = app.store.write().await?;
    let gone = tx.forget_email_codes(app.clock.now() - CODES).await?;
    tx.commit().await?;
    Ok(many(gone))
}

async fn invitations(app: &App) -> Result<i64, StoreError> {
    let mut tx = app.store.write().await?;
    let gone = tx.forget_invitations(app.clock.now() - INVITATIONS).await?;
    tx.commit().await?;
    Ok(many(gone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_the_unit_that_fits_it() {
        for (kept, french) in [
            (TimeDelta::days(1), "1\u{a0}jour"),
            (TimeDelta::hours(24 * 30), "30\u{a0}jours"),
            (TimeDelta::hours(8), "8\u{a0}heures"),
            (TimeDelta::minutes(30), "30\u{a0}minutes"),
        ] {
            assert_eq!(span(kept, Language::Fr), french);
        }
        assert_eq!(span(TimeDelta::hours(1), Language::En), "1\u{a0}hour");
    }
}
