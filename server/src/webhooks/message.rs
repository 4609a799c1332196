//! A message and its signatures, as Standard Webhooks has them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use hmac::{Hmac, Mac as _};
use rand::RngCore as _;
use serde_json::{Map, Value, json};
use sha2::Sha256;

use crate::app::App;
use crate::feed::{self, ActorKind};
use crate::store::FeedEvent;

const PREFIX: &str = "whsec_";
const BYTES: usize = 32;

/// A message to send: what names it, and what it says.
#[derive(Clone, Debug)]
pub(super) struct Message {
    /// The same at each attempt, by which a receiver drops what it has.
    pub(super) id: String,
    pub(super) body: String,
}

impl Message {
    /// What happened: ids and codes alone.
    pub(super) fn of(app: &App, event: &FeedEvent) -> Self {
        let actor = match feed::actor(app, event) {
            ActorKind::Portal => "PORTAL",
            ActorKind::Professional => "PROFESSIONAL",
            ActorKind::Structure => "STRUCTURE",
            ActorKind::Client => "CLIENT",
            ActorKind::Ans => "ANS",
        };
        let mut data = Map::new();
        data.insert(
            "eventId".to_owned(),
            json!(event.position.event.to_string()),
        );
        data.insert("actor".to_owned(), json!(actor));
        data.insert("requestId".to_owned(), json!(event.request));
        data.insert("structureId".to_owned(), json!(event.structure));
        // Keys of the log that are told, under the names that the schema gives them.
        for (key, name) in [
            ("revision", "revision"),
            ("fields", "fields"),
            ("situation", "situationId"),
            ("designation", "designationId"),
            ("correction", "correctionId"),
            ("change", "changeId"),
            ("webhook", "webhookId"),
        ] {
            if let Some(value) = event.data.get(key) {
                data.insert(name.to_owned(), value.clone());
            }
        }
        data.retain(|_, value| !value.is_null());
        Self {
            id: format!("evt_{}", event.position.event),
            body: body(&event.kind, event.at, &Value::Object(data)),
        }
    }

    /// Tells of nothing.
    pub(super) fn test(app: &App, at: DateTime<Utc>) -> Self {
        Self {
            id: format!("test_{}", at.timestamp_micros()),
            body: body("WEBHOOK_TEST", app.clock.now(), &json!({})),
        }
    }
}

fn body(kind: &str, at: DateTime<Utc>, data: &Value) -> String {
    let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    json!({ "type": kind, "timestamp": at, "data": data }).to_string()
}

/// A new secret, as it is shown and kept: it has to sign again, so it cannot be kept as a hash.
pub fn new_secret() -> String {
    let mut bytes = [0; BYTES];
    rand::rngs::OsRng.fill_bytes(&mut bytes);
    format!("{PREFIX}{}", BASE64_STANDARD.encode(bytes))
}

/// The signatures of a message, one for each secret; empty for what is no secret.
pub fn signature(secrets: &[String], id: &str, timestamp: i64, body: &str) -> String {
    let sign = |secret: &String| {
        let key = BASE64_STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        let signed = BASE64_STANDARD.encode(mac.finalize().into_bytes());
        Some(format!("v1,{signed}"))
    };
    let signatures: Vec<String> = secrets.iter().filter_map(sign).collect();
    signatures.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_specification_shows() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned();
        let signed = signature(
            std::slice::from_ref(&secret),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let two = signature(
            &[new_secret(), secret],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}",
        );
        assert_eq!(two.split(' ').count(), 2);
        assert!(two.ends_with(&signed));
    }

    #[test]
    fn secrets_are_long_and_never_the_same() {
        let (one, other) = (new_secret(), new_secret());
        assert_ne!(one, other);
        let bytes = BASE64_STANDARD
            .decode(one.strip_prefix(PREFIX).unwrap())
            .unwrap();
        assert_eq!(bytes.len(), BYTES);
    }
}
