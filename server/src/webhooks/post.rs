//! The way to a receiver: to a checked address alone, no redirects, ten seconds, and nothing of the answer but its status.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use openidconnect::reqwest;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::{self, is_allowed};
use super::message::{Message, signature};

const PATIENCE: Duration = Duration::from_secs(10);
const AGENT: &str = "rpps-plus-webhooks";

/// Sends messages.
#[derive(Clone, Debug)]
pub struct Sender {
    http: reqwest::Client,
    is_demo: bool,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) status: Option<u16>,
    pub(super) milliseconds: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered,
    /// Another status than 2xx; a redirect is not followed.
    Refused,
    TimedOut,
    /// The host stands where nothing is sent.
    AddressRefused,
    Unreachable,
}

impl Outcome {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Delivered => "DELIVERED",
            Self::Refused => "REFUSED",
            Self::TimedOut => "TIMED_OUT",
            Self::AddressRefused => "ADDRESS_REFUSED",
            Self::Unreachable => "UNREACHABLE",
        }
    }
}

/// Resolves names to addresses that may be written to. The connection goes to the very addresses that were checked.
#[derive(Debug)]
struct Checked {
    is_demo: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("the host stands where nothing is sent")]
struct NotAllowed;

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let is_demo = self.is_demo;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> = found.collect();
            // One that is not allowed among others is a trick.
            if addresses
                .iter()
                .any(|address| !is_allowed(address.ip(), is_demo))
            {
                return Err(NotAllowed.into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl Sender {
    /// A demo's may write to its own machine.
    pub fn new(is_demo: bool) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve the name again.
            .no_proxy()
            .dns_resolver(Arc::new(Checked { is_demo }))
            .https_only(!is_demo)
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE)
            .user_agent(AGENT)
            .build()?;
        Ok(Self { http, is_demo })
    }

    pub(super) async fn post(
        &self,
        url: &str,
        secrets: &[String],
        message: &Message,
        now: DateTime<Utc>,
    ) -> Answer {
        let begun = Instant::now();
        let (outcome, status) = self.try_post(url, secrets, message, now).await;
        Answer {
            outcome,
            status,
            milliseconds: begun.elapsed().as_millis().try_into().unwrap_or(i64::MAX),
        }
    }

    async fn try_post(
        &self,
        url: &str,
        secrets: &[String],
        message: &Message,
        now: DateTime<Utc>,
    ) -> (Outcome, Option<u16>) {
        // A host that is an address is resolved by nobody.
        let Ok(url) = address::parse(url, self.is_demo) else {
            return (Outcome::AddressRefused, None);
        };
        let timestamp = now.timestamp();
        let signatures = signature(secrets, &message.id, timestamp, &message.body);
        let sent = self
            .http
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signatures)
            .body(message.body.clone())
            .send()
            .await;
        // The answer is dropped unread: it may be as long as it likes.
        match sent {
            Ok(answer) if answer.status().is_success() => {
                (Outcome::Delivered, Some(answer.status().as_u16()))
            }
            Ok(answer) => (Outcome::Refused, Some(answer.status().as_u16())),
            Err(error) if is_not_allowed(&error) => (Outcome::AddressRefused, None),
            Err(error) if error.is_timeout() => (Outcome::TimedOut, None),
            Err(_) => (Outcome::Unreachable, None),
        }
    }
}

fn is_not_allowed(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<NotAllowed>() {
            return true;
        }
        cause = error.source();
    }
    false
}
