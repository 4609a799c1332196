//! Whole answers as snapshots: what differs from run to run is replaced, by the name it stands under.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::portal::start;

/// The same answer with numbered ids and with times counted from where the clocks of the tests stand.
pub(crate) fn redact(answer: &Value) -> Value {
    let mut answer = answer.clone();
    Redaction::default().value("", &mut answer);
    answer
}

/// Gives each value its number when it is first seen, so that the same id stays recognisable.
#[derive(Default)]
struct Redaction(HashMap<String, String>);

impl Redaction {
    fn value(&mut self, name: &str, value: &mut Value) {
        match value {
            Value::Object(fields) => fields
                .iter_mut()
                .for_each(|(name, value)| self.value(name, value)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(name, item)),
            Value::String(text) => {
                if let Some(word) = word(name) {
                    let next = self.0.len() + 1;
                    let known = self
                        .0
                        .entry(text.clone())
                        .or_insert_with(|| format!("[{word} {next}]"));
                    known.clone_into(text);
                } else if let Ok(at) = text.parse::<DateTime<Utc>>() {
                    *text = since_start(at);
                }
            }
            _ => {}
        }
    }
}

fn word(name: &str) -> Option<&'static str> {
    match name {
        "id" | "requestId" | "structureId" => Some("id"),
        "reference" => Some("reference"),
        "event" => Some("event"),
        "cursor" | "startCursor" | "endCursor" => Some("cursor"),
        "ruleSetHash" => Some("hash"),
        _ => None,
    }
}

fn since_start(at: DateTime<Utc>) -> String {
    let minutes = (at - start()).num_minutes();
    match minutes {
        0 => "[start]".to_owned(),
        _ if minutes % 60 == 0 => format!("[start + {} h]", minutes / 60),
        _ => format!("[start + {minutes} min]"),
    }
}
