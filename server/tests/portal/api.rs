//! What people and programs ask of `/graphql`, and what they get.

mod accesses;
mod answers;
mod arguments;
pub(crate) mod batches;
mod catalogues;
pub(crate) mod civil_status;
pub(crate) mod clients;
mod corrections;
mod decisions;
mod email;
pub(crate) mod entries;
mod events;
mod exports;
mod figures;
mod fuzz;
mod idempotency;
mod integrators;
mod leases;
mod lists;
mod main_path;
mod mandates;
mod numbers;
mod own_requests;
mod papers;
mod parts;
mod privacy;
mod races;
pub(crate) mod references;
pub(crate) mod registering;
pub(crate) mod regularisations;
mod rejections;
mod representation;
mod retention;
mod rights;
mod risk;
pub(crate) mod rule_sets;
mod samples;
mod sessions;
mod simulated;
mod stale;
mod strangers;
pub(crate) mod structures;
pub(crate) mod support;
mod withdrawals;
mod wrong_forms;

use serde_json::{Value, json};

/// What a refusal says is wrong, as `field PROBLEM`.
fn problems(refusal: &Value) -> Value {
    let errors = refusal["errors"].as_array().expect("errors");
    let problem = |error: &Value| {
        let (field, problem) = (error["field"].as_str(), error["problem"].as_str());
        json!(format!(
            "{} {}",
            field.expect("a field"),
            problem.expect("a problem")
        ))
    };
    errors.iter().map(problem).collect()
}
