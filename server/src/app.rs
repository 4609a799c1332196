//! What every request works with: the configuration, the store, the live hub, the rules.

use std::sync::Arc;

use shared::rule_set::RuleSet;
use tokio::sync::Notify;

use crate::accesses::Kept;
use crate::caller::{Denied, Fresh, SignedIn};
use crate::clients::Clients;
use crate::clock::Clock;
use crate::config::Config;
use crate::live::Live;
use crate::metrics::Metrics;
use crate::reference::{Reference, ReferenceBook};
use crate::rules::RuleBook;
use crate::sessions::SessionCache;
use crate::sign_in::{Attempts, Limit, Providers};
use crate::store::{Mark, MarkError, OpenError, Store, StoreError};
use crate::{demo_data, mail};

/// Version of the terms (CGU) that a person accepts when filing.
pub const TERMS_VERSION: &str = "2026-11";

#[derive(Debug)]
pub struct App {
    pub config: Config,
    pub clock: Clock,
    pub store: Store,
    pub live: Live,
    pub sessions: SessionCache,
    pub reference: ReferenceBook,
    pub rules: RuleBook,
    /// Wakes whoever runs drafts of the rules over the stock.
    pub simulator: Notify,
    /// Wakes whoever goes on with batches.
    pub batches: Notify,
    /// Where people sign in.
    pub providers: Providers,
    /// How much software may ask for.
    pub clients: Clients,
    /// How often an address may write to support.
    pub messages: Attempts,
    /// Which looks at personal data are kept for this hour.
    pub looks: Kept,
    /// Wakes the sender of e-mails.
    pub outbox: mail::Wake,
    /// Wakes whoever tells receivers of events.
    pub webhooks: mail::Wake,
    pub metrics: Arc<Metrics>,
}

/// Why the portal does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Mark(#[from] MarkError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("rule set of the database: {0}")]
    RuleSet(#[from] shared::rule_set::RuleSetError),
}

impl App {
    /// The proof for a sensitive act, if its holder signed in recently enough.
    pub fn fresh<P>(&self, proof: P, by: &SignedIn) -> Result<Fresh<P>, Denied> {
        Fresh::of(proof, by, self.config.step_up(), self.clock.now())
    }

    /// The reference data in force today.
    pub fn reference(&self) -> Arc<Reference> {
        self.reference.on(self.clock.today())
    }

    /// Opens the database and readies it: its mark, its rule sets, its numbers, the demo's structures.
    pub async fn open(config: Config, clock: Clock) -> Result<Arc<Self>, StartError> {
        let sessions = SessionCache::default();
        let live = Live::new(sessions.clone());
        let store = Store::open(&config.database.database_url, live.clone()).await?;
        // Listening begins before the first reading, so that no change falls in between.
        let listener = live.subscribe();
        let rules = ready(&store, &config, &clock).await?;
        tokio::spawn(rules.clone().follow(store.clone(), listener));
        let listener = live.subscribe();
        let reference = ReferenceBook::open(&store).await?;
        tokio::spawn(reference.clone().follow(store.clone(), listener));
        Ok(Arc::new(Self {
            reference,
            looks: Kept::default(),
            outbox: mail::Wake::default(),
            webhooks: mail::Wake::default(),
            simulator: Notify::new(),
            batches: Notify::new(),
            metrics: Arc::default(),
            providers: Providers::new(&config),
            clients: Clients::new(if config.demo {
                Limit::DEMO
            } else {
                Limit::REAL
            }),
            messages: Attempts::new(if config.demo {
                Limit::DEMO
            } else {
                Limit::MESSAGES
            }),
            config,
            clock,
            store,
            live,
            sessions,
            rules,
        }))
    }
}

async fn ready(store: &Store, config: &Config, clock: &Clock) -> Result<RuleBook, StartError> {
    let now = clock.now();
    let mut tx = store.write().await?;
    tx.mark(if config.demo { Mark::Demo } else { Mark::Real })
        .await?;
    tx.keep_rule_set(RuleSet::built_in(), now).await?;
    if let Some(range) = config.numbers() {
        tx.keep_number_range(range).await?;
    }
    if config.demo {
        demo_data::keep(&mut tx, now).await?;
    }
    let bodies = tx.rule_sets().await?;
    tx.commit().await?;
    let rule_sets = bodies
        .iter()
        .map(|body| RuleSet::parse(body))
        .collect::<Result<_, _>>()?;
    Ok(RuleBook::new(rule_sets))
}
