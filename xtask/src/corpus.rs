//! One corpus through the native and the WebAssembly build of the rules and through the package for other software.

use std::process::Command;

use crate::failure::Failure;
use crate::package;
use crate::process::{cargo, run};
use crate::steps::Bench;
use crate::tally::Tally;

/// Runs the corpus on all sides and compares what they find.
pub(crate) fn compare(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    let place = bench.place;
    run(cargo(&NATIVE).current_dir(&place.root))?;
    let packaged = package::build(place)?;
    package::check(place)?;
    let folder = place.target.join("xtask/corpus");
    package::build_module(place, "wasm")?;
    package::bind(place, "nodejs", "shared", &folder)?;
    run(Command::new("node")
        .arg(place.root.join("shared/corpus/compare.mjs"))
        .arg(folder.join("shared.js"))
        .arg(packaged)
        .arg(place.target.join("release/examples/corpus")))
}

/// As the server is shipped.
const NATIVE: [&str; 7] = [
    "build",
    "--release",
    "--locked",
    "--package",
    "shared",
    "--example",
    "corpus",
];
