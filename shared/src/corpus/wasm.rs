//! The same functions for JavaScript.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn generate(seed: u32, cases: u32) -> String {
    super::generate(seed, cases)
}

#[wasm_bindgen]
pub fn answer(line: &str) -> String {
    super::answer(line)
}

/// Both digests of a block, one a line.
#[wasm_bindgen]
pub fn digests(seed: u32, cases: u32) -> String {
    super::digests(seed, cases).join("\n")
}

/// The inputs of `checkForm` and `simulateVerdict`, one a line.
#[wasm_bindgen]
pub fn questions(line: &str) -> String {
    super::questions(line).map_or_else(String::new, |asked| {
        format!("{}\n{}", asked.form, asked.verdict)
    })
}
