//! The machine's own packages: what only its administrator may install.

use std::process::Command;

use crate::failure::Failure;
use crate::process::{answer, find, run};
use crate::say::Step;

/// Whether this program runs as the administrator.
pub(crate) fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Installs Debian packages when that is possible here, else says what the person should do.
pub(crate) fn install(step: &Step, what: &'static str, packages: &[&str]) -> Result<(), Failure> {
    let list = packages.join(" ");
    if find("apt-get").is_none() {
        let remedy = format!("install it with this system's package manager (on Debian: {list})");
        return Err(Failure::Missing { what, remedy });
    }
    if !is_root() {
        let remedy = format!("run `sudo apt-get install {list}`");
        return Err(Failure::Missing { what, remedy });
    }
    step.is(&format!("installing {list} with apt-get"));
    run(&mut apt(&["update", "--quiet"]))?;
    run(apt(&["install", "--quiet", "--yes", "--no-install-recommends"]).args(packages))?;
    step.done();
    Ok(())
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}
