//! The same two functions for JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn generate(seed: u32, cases: u32) -> String {
    super::generate(seed, cases)
}

#[wasm_bindgen]
pub fn answer(line: &str) -> String {
    super::answer(line)
}
