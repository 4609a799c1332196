//! How much a client may ask for, in each replica by itself.

use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use shared::id::ClientId;

use crate::buckets::{Buckets, Left, Limit};
use crate::sign_in::Attempts;

/// Cost of documents: fields, each multiplied by the size of the page it stands in.
pub const COSTS: Limit = Limit {
    burst: 20_000,
    per_minute: 60_000,
};
/// Tokens that a client may ask for: one is good for a quarter of an hour.
pub const TOKENS: Limit = Limit {
    burst: 60,
    per_minute: 30,
};

/// What is counted of clients.
#[derive(Debug)]
pub struct Clients {
    /// Requests for a token, by address.
    pub addresses: Attempts,
    pub tokens: Buckets<ClientId>,
    pub costs: Buckets<ClientId>,
}

impl Clients {
    pub fn new(addresses: Limit) -> Self {
        Self {
            addresses: Attempts::new(addresses),
            tokens: Buckets::new(TOKENS),
            costs: Buckets::new(COSTS),
        }
    }
}

/// What a document costs its client, once that is known.
#[derive(Debug, Default)]
pub struct Charge(Mutex<Charged>);

#[derive(Clone, Copy, Debug, Default)]
struct Charged {
    cost: Option<u32>,
    left: Option<Result<Left, TimeDelta>>,
}

impl Charge {
    /// Notes a cost, and what the bucket said to it.
    pub fn note(&self, cost: u32, left: Result<Left, TimeDelta>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Charged {
            cost: Some(cost),
            left: Some(left),
        };
    }

    pub fn cost(&self) -> Option<u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).cost
    }

    /// What is left after it, or how long to wait.
    pub fn left(&self) -> Option<Result<Left, TimeDelta>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).left
    }
}
