//! How often an address may try something: a bucket of tokens each.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};

use crate::buckets::Buckets;
pub use crate::buckets::Limit;

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

/// Attempts, by address.
#[derive(Debug)]
pub struct Attempts(Buckets<IpAddr>);

impl Attempts {
    pub fn new(limit: Limit) -> Self {
        Self(Buckets::new(limit))
    }

    /// Takes one attempt; without any left, how long until the next.
    pub fn take(&self, address: IpAddr, now: DateTime<Utc>) -> Result<(), TimeDelta> {
        self.0.take(network(address), 1, now).map(drop)
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
