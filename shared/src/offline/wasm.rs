//! The same functions for JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn check_form(input: &str) -> String {
    super::check_form(input)
}

#[wasm_bindgen]
pub fn simulate_verdict(input: &str) -> String {
    super::simulate_verdict(input)
}

#[wasm_bindgen]
pub fn rule_set(input: &str) -> String {
    super::rule_set(input)
}
