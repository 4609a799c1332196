//! Buckets of tokens, filled again with time: what may come at once, and how much goes on coming.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Buckets remembered; beyond that, those that are full again are forgotten, then all.
const MOST: usize = 50_000;

#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What may come at once.
    pub burst: u32,
    /// What is given back each minute.
    pub per_minute: u32,
}

/// Of one replica: each counts for itself.
#[derive(Debug)]
pub struct Buckets<K> {
    limit: Limit,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// In millionths, so that microseconds fill it.
    left: i64,
    at: DateTime<Utc>,
}

/// What is left, and when the bucket will be full again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    pub left: i64,
    pub full_in: TimeDelta,
}

const ONE: i64 = 1_000_000;

impl<K: Eq + Hash> Buckets<K> {
    pub fn new(limit: Limit) -> Self {
        Self {
            limit,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes that much, or nothing: then how long until there is enough. More than a bucket holds takes all of it.
    pub fn take(&self, key: K, cost: u32, now: DateTime<Utc>) -> Result<Left, TimeDelta> {
        let full = i64::from(self.limit.burst) * ONE;
        let rate = i64::from(self.limit.per_minute).max(1);
        let cost = full.min(i64::from(cost) * ONE);
        let until = |missing: i64| TimeDelta::microseconds(missing.saturating_mul(60) / rate + 1);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |bucket: &Bucket| {
            let passed = (now - bucket.at)
                .num_microseconds()
                .unwrap_or(i64::MAX)
                .max(0);
            full.min(bucket.left.saturating_add(passed.saturating_mul(rate) / 60))
        };
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| filled(bucket) < full);
        }
        if buckets.len() >= MOST {
            buckets.clear();
        }
        let bucket = buckets.entry(key).or_insert(Bucket {
            left: full,
            at: now,
        });
        bucket.left = filled(bucket);
        bucket.at = now;
        if bucket.left < cost {
            return Err(until(cost - bucket.left));
        }
        bucket.left -= cost;
        Ok(Left {
            left: bucket.left / ONE,
            full_in: until(full - bucket.left),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_more_takes_more_and_waits_longer() {
        let buckets = Buckets::new(Limit {
            burst: 100,
            per_minute: 60,
        });
        let now = DateTime::UNIX_EPOCH;
        let left = buckets.take("one", 90, now).expect("enough");
        assert_eq!(left.left, 10);
        assert_eq!(left.full_in.num_seconds(), 90);
        let wait = buckets.take("one", 40, now).expect_err("too much");
        assert_eq!(wait.num_seconds(), 30);
        assert_eq!(buckets.take("one", 10, now).map(|left| left.left), Ok(0));
        let later = now + TimeDelta::seconds(40);
        assert_eq!(buckets.take("one", 40, later).map(|left| left.left), Ok(0));
        assert!(buckets.take("other", 1_000, now).is_ok(), "all of it");
    }
}
