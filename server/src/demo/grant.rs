//! What a demo provider remembers between its steps: codes used once, access tokens, both short-lived.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// FranceConnect's lifetimes.
const CODE_LIFE: TimeDelta = TimeDelta::seconds(30);
const ACCESS_LIFE: TimeDelta = TimeDelta::seconds(60);

/// More would only be a program gone wild: the memory of a demo is bounded.
const MOST_ENTRIES: usize = 10_000;

/// A sign-in that the person accepted.
#[derive(Clone, Debug)]
pub(super) struct Grant {
    pub login: String,
    pub redirect_uri: String,
    pub nonce: String,
    pub scope: String,
    /// Whether the client asked for `amr` through `claims`.
    pub amr: bool,
    /// PKCE's challenge (S256), where the provider knows PKCE and the client used it.
    pub code_challenge: Option<String>,
    pub at: DateTime<Utc>,
}

#[derive(Default)]
pub(super) struct Grants(Mutex<Tables>);

#[derive(Default)]
struct Tables {
    codes: HashMap<String, (Grant, DateTime<Utc>)>,
    access: HashMap<String, (Grant, DateTime<Utc>)>,
}

impl Grants {
    /// Seconds that an access token lives, as the token endpoint says.
    pub(super) const EXPIRES_IN: i64 = ACCESS_LIFE.num_seconds();

    pub(super) fn code(&self, grant: Grant) -> String {
        let now = grant.at;
        keep(&mut self.tables().codes, grant, now, CODE_LIFE)
    }

    /// A code works once, whether or not what follows succeeds.
    pub(super) fn redeem(&self, code: &str, now: DateTime<Utc>) -> Option<Grant> {
        let (grant, until) = self.tables().codes.remove(code)?;
        (now < until).then_some(grant)
    }

    pub(super) fn access_token(&self, grant: Grant, now: DateTime<Utc>) -> String {
        keep(&mut self.tables().access, grant, now, ACCESS_LIFE)
    }

    pub(super) fn by_access_token(&self, token: &str, now: DateTime<Utc>) -> Option<Grant> {
        let tables = self.tables();
        let (grant, until) = tables.access.get(token)?;
        (now < *until).then(|| grant.clone())
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        // Each change is a single insert or remove, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn keep(
    table: &mut HashMap<String, (Grant, DateTime<Utc>)>,
    grant: Grant,
    now: DateTime<Utc>,
    life: TimeDelta,
) -> String {
    if table.len() >= MOST_ENTRIES {
        table.retain(|_, (_, until)| now < *until);
    }
    if table.len() >= MOST_ENTRIES {
        table.clear();
    }
    let name = super::random_text(32);
    table.insert(name.clone(), (grant, now + life));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(at: DateTime<Utc>) -> Grant {
        Grant {
            login: "test".into(),
            redirect_uri: String::new(),
            nonce: String::new(),
            scope: "openid".into(),
            amr: false,
            code_challenge: None,
            at,
        }
    }

    #[test]
    fn a_code_works_once_and_for_thirty_seconds() {
        let grants = Grants::default();
        let at = DateTime::UNIX_EPOCH;
        let code = grants.code(grant(at));
        assert!(grants.redeem(&code, at + TimeDelta::seconds(29)).is_some());
        assert!(grants.redeem(&code, at).is_none());
        let late = grants.code(grant(at));
        assert!(grants.redeem(&late, at + TimeDelta::seconds(30)).is_none());
    }

    #[test]
    fn an_access_token_lives_a_minute() {
        let grants = Grants::default();
        let at = DateTime::UNIX_EPOCH;
        let token = grants.access_token(grant(at), at);
        assert!(
            grants
                .by_access_token(&token, at + TimeDelta::seconds(59))
                .is_some()
        );
        assert!(
            grants
                .by_access_token(&token, at + TimeDelta::seconds(60))
                .is_none()
        );
    }

    #[test]
    fn the_memory_stays_bounded() {
        let grants = Grants::default();
        for _ in 0..=MOST_ENTRIES {
            grants.code(grant(DateTime::UNIX_EPOCH));
        }
        assert!(grants.tables().codes.len() <= MOST_ENTRIES);
    }
}
