//! The package for other software: the rules in WebAssembly, with what JavaScript needs around them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::failure::Failure;
use crate::place::Place;
use crate::process::{cargo, run};
use crate::say::{Progress, say};
use crate::set_up::{Need, set_up};

const NEEDS: [Need; 3] = [Need::WasmTarget, Need::WasmBindgen, Need::Node];

/// `cargo xtask package`.
pub(crate) fn package(place: &Place) -> Result<ExitCode, Failure> {
    set_up(place, &NEEDS, &mut Progress::of(NEEDS.len()))?;
    let folder = build(place)?;
    check(place)?;
    say(format_args!(
        "{} is ready for `npm publish`",
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Builds what is not written by hand, and says where the package is.
pub(crate) fn build(place: &Place) -> Result<PathBuf, Failure> {
    let folder = folder(place);
    build_module(place, "package")?;
    bind(place, "web", "core", &folder.join("dist"))?;
    let module = folder.join("dist/core_bg.wasm");
    let length = fs::metadata(&module).map_err(|source| Failure::File {
        path: module,
        source,
    })?;
    say(format_args!(
        "WebAssembly of the package: {} bytes",
        length.len()
    ));
    Ok(folder)
}

/// Asks the package itself whether it is what its types and its README say.
pub(crate) fn check(place: &Place) -> Result<(), Failure> {
    run(Command::new("node")
        .arg("test.mjs")
        .current_dir(folder(place)))
}

fn folder(place: &Place) -> PathBuf {
    place.root.join("packages/rpps-plus-core")
}

/// Compiled with the profile of the pages, since that is the build whose findings people see.
pub(crate) fn build_module(place: &Place, feature: &str) -> Result<(), Failure> {
    run(cargo(&[
        "rustc",
        "--locked",
        "--package",
        "shared",
        "--lib",
        "--features",
        feature,
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

/// Writes the JavaScript side of the module that was just compiled.
pub(crate) fn bind(
    place: &Place,
    target: &str,
    name: &str,
    folder: &std::path::Path,
) -> Result<(), Failure> {
    let module = place.target.join("wasm32-unknown-unknown/wasm/shared.wasm");
    run(Command::new(place.tool_programs().join("wasm-bindgen"))
        .args(["--target", target, "--no-typescript", "--out-name", name])
        .arg("--out-dir")
        .args([folder, module.as_path()]))
}
