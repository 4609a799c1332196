//! One corpus through the native and the WebAssembly build of the rules, compared byte for byte.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::place::{Place, write_file};
use crate::process::{cargo, read, run};
use crate::steps::Bench;
use crate::tally::Tally;

/// Runs the corpus on both sides and compares what they find.
pub(crate) fn compare(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    let place = bench.place;
    let folder = place.target.join("xtask/corpus");
    fs::create_dir_all(&folder).map_err(|source| Failure::File {
        path: folder.clone(),
        source,
    })?;

    let findings = folder.join("native.jsonl");
    write_file(&findings, &read(cargo(&NATIVE).current_dir(&place.root))?)?;

    build_module(place)?;
    let module = place.target.join("wasm32-unknown-unknown/wasm/shared.wasm");
    run(Command::new(place.tool_programs().join("wasm-bindgen"))
        .args([
            "--target",
            "nodejs",
            "--no-typescript",
            "--out-name",
            "shared",
            "--out-dir",
        ])
        .args([&folder, &module]))?;

    run(Command::new("node")
        .arg(place.root.join("shared/corpus/compare.mjs"))
        .arg(folder.join("shared.js"))
        .arg(findings))
}

const NATIVE: [&str; 7] = [
    "run",
    "--quiet",
    "--locked",
    "--package",
    "shared",
    "--example",
    "corpus",
];

/// Compiled with the profile of the pages, since that is the build whose findings people see.
fn build_module(place: &Place) -> Result<(), Failure> {
    run(cargo(&[
        "rustc",
        "--locked",
        "--package",
        "shared",
        "--lib",
        "--features",
        "wasm",
    ])
    .args([
        "--profile",
        "wasm",
        "--target",
        "wasm32-unknown-unknown",
        "--crate-type",
        "cdylib",
    ])
    .current_dir(&place.root))
}
