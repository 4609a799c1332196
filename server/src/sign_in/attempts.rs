//! How often an address may try something: a bucket of tokens each, filled again with time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Addresses remembered; beyond that, those that are full again are forgotten, then all.
const MOST_ADDRESSES: usize = 50_000;

#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Attempts that may come at once.
    pub burst: u32,
    /// Attempts given back each minute.
    pub per_minute: u32,
}

impl Limit {
    /// A hospital often has a single address: its morning must pass, a machine that guesses must not.
    pub const REAL: Self = Self {
        burst: 100,
        per_minute: 120,
    };
    /// In a demo everybody is the same machine, test programs included.
    pub const DEMO: Self = Self {
        burst: 2_000,
        per_minute: 12_000,
    };
    /// Messages to support: people write a few, a machine that writes many is stopped.
    pub const MESSAGES: Self = Self {
        burst: 10,
        per_minute: 1,
    };
}

#[derive(Debug)]
pub struct Attempts {
    limit: Limit,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// In millionths of an attempt, so that microseconds fill it.
    left: i64,
    at: DateTime<Utc>,
}

const ONE: i64 = 1_000_000;

impl Attempts {
    pub fn new(limit: Limit) -> Self {
        Self {
            limit,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one attempt; without any left, how long until the next.
    pub fn take(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        let full = i64::from(self.limit.burst) * ONE;
        let rate = i64::from(self.limit.per_minute).max(1);
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |bucket: &Bucket| {
            let passed = (now - bucket.at)
                .num_microseconds()
                .unwrap_or(i64::MAX)
                .max(0);
            full.min(bucket.left.saturating_add(passed.saturating_mul(rate) / 60))
        };
        if buckets.len() >= MOST_ADDRESSES {
            buckets.retain(|_, bucket| filled(bucket) < full);
        }
        if buckets.len() >= MOST_ADDRESSES {
            buckets.clear();
        }
        let bucket = buckets.entry(network(address)).or_insert(Bucket {
            left: full,
            at: now,
        });
        bucket.left = filled(bucket);
        bucket.at = now;
        if bucket.left < ONE {
            return Err(TimeDelta::microseconds(
                (ONE - bucket.left).saturating_mul(60) / rate + 1,
            ));
        }
        bucket.left -= ONE;
        Ok(())
    }
}

/// One subscriber holds a whole IPv6 /64.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit {
        burst: 2,
        per_minute: 60,
    };

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_burst_is_allowed_then_one_at_a_time() {
        let attempts = Attempts::new(LIMIT);
        let now = DateTime::UNIX_EPOCH;
        let one = address("192.0.2.1");
        assert!(attempts.take(one, now).is_ok());
        assert!(attempts.take(one, now).is_ok());
        assert!(
            attempts
                .take(one, now)
                .is_err_and(|wait| wait <= TimeDelta::milliseconds(1001))
        );
        assert!(
            attempts.take(address("192.0.2.2"), now).is_ok(),
            "another address"
        );
        assert!(attempts.take(one, now + TimeDelta::seconds(1)).is_ok());
        assert!(attempts.take(one, now + TimeDelta::seconds(1)).is_err());
    }

    #[test]
    fn addresses_of_one_ipv6_subscriber_share_a_bucket() {
        let attempts = Attempts::new(LIMIT);
        let now = DateTime::UNIX_EPOCH;
        assert!(attempts.take(address("2001:db8::1"), now).is_ok());
        assert!(attempts.take(address("2001:db8::2"), now).is_ok());
        assert!(attempts.take(address("2001:db8::3"), now).is_err());
        assert!(attempts.take(address("2001:db8:0:1::1"), now).is_ok());
    }
}
