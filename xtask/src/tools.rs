//! The Rust tools that the build and the tests use, each of one exact version.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::place::Place;
use crate::process::{answer, cargo, find, run};
use crate::say::Step;

/// A program of the registry.
pub(crate) struct Tool {
    program: &'static str,
    package: &'static str,
    version: String,
    /// Whether its own lock file is followed.
    locked: bool,
    minutes: u8,
}

impl Tool {
    /// Bundles the pages.
    pub(crate) fn trunk() -> Self {
        Self {
            program: "trunk",
            package: "trunk",
            version: String::from("0.21.14"),
            locked: true,
            minutes: 5,
        }
    }

    /// Writes the JavaScript side of a WebAssembly module, which it understands only when built
    /// with the very same version of the library. Its lock file names a crate version that the
    /// registry no longer has, so it is resolved afresh.
    pub(crate) fn wasm_bindgen(place: &Place) -> Result<Self, Failure> {
        Ok(Self {
            program: "wasm-bindgen",
            package: "wasm-bindgen-cli",
            version: place.locked_version("wasm-bindgen")?,
            locked: false,
            minutes: 3,
        })
    }

    /// Checks licences and sources of the dependencies.
    pub(crate) fn cargo_deny() -> Self {
        Self {
            program: "cargo-deny",
            package: "cargo-deny",
            version: String::from("0.20.2"),
            locked: true,
            minutes: 5,
        }
    }

    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// Installs the tool unless it is there in the right version. It is built with the cheapest
    /// settings that serve, outside the checkout, whose Cargo configuration is not meant for it.
    pub(crate) fn install(&self, place: &Place, step: &Step) -> Result<(), Failure> {
        if self.is_installed(place) {
            step.is("present");
            return Ok(());
        }
        step.is(&format!(
            "building it, once, about {} minutes on two cores",
            self.minutes
        ));
        fs::create_dir_all(&place.tools).map_err(|source| Failure::File {
            path: place.tools.clone(),
            source,
        })?;
        let mut command = cargo(&[
            "install",
            self.package,
            "--version",
            &self.version,
            "--force",
        ]);
        if self.locked {
            command.arg("--locked");
        }
        command
            .args(["--bin", self.program, "--root"])
            .arg(&place.tools)
            .current_dir(&place.tools)
            .env("CARGO_TARGET_DIR", place.tools.join("build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        run(&mut command)?;
        step.done();
        Ok(())
    }

    fn is_installed(&self, place: &Place) -> bool {
        let program = place.tool_programs().join(self.program);
        answer(Command::new(program).arg("--version"))
            .is_some_and(|answer| answer.split_whitespace().nth(1) == Some(self.version.as_str()))
    }
}

/// Removes what the tools' builds left behind: they share it among themselves, nobody else does.
pub(crate) fn tidy(place: &Place) {
    // A folder that stays costs room on the disk and nothing else.
    let _ = fs::remove_dir_all(place.tools.join("build"));
}

/// Installs the target that the pages are compiled for.
pub(crate) fn install_wasm_target(step: &Step) -> Result<(), Failure> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let folder =
        answer(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if folder.is_some_and(|folder| fs::exists(folder).unwrap_or(false)) {
        step.is("present");
        return Ok(());
    }
    rustup(
        step,
        "the Rust target wasm32-unknown-unknown",
        &["target", "add", TARGET],
    )
}

/// Installs what formats and lints, which a minimal Rust installation lacks.
pub(crate) fn install_components(step: &Step) -> Result<(), Failure> {
    let has = |command: &str| answer(&mut cargo(&[command, "--version"])).is_some();
    if has("fmt") && has("clippy") {
        step.is("present");
        return Ok(());
    }
    rustup(
        step,
        "rustfmt or clippy",
        &["component", "add", "rustfmt", "clippy"],
    )
}

fn rustup(step: &Step, what: &'static str, arguments: &[&str]) -> Result<(), Failure> {
    if find("rustup").is_none() {
        let remedy = String::from("install it with whatever installed Rust here, or use rustup");
        return Err(Failure::Missing { what, remedy });
    }
    step.is("installing it with rustup");
    run(Command::new("rustup").args(arguments))?;
    step.done();
    Ok(())
}
