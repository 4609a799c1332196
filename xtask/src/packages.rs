//! npm packages: what the pages are dressed with, and what drives the browser in the stories.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::place::{read_file, write_file};
use crate::process::{find, run};
use crate::say::Step;
use crate::system;

/// Finds Node.js and npm, or installs them.
pub(crate) fn install_node(step: &Step) -> Result<(), Failure> {
    match (find("node"), find("npm")) {
        (Some(node), Some(_)) => {
            step.is(&format!("present ({})", node.display()));
            Ok(())
        }
        _ => system::install(step, "Node.js with npm", &["nodejs", "npm"]),
    }
}

/// Installs a folder's packages as locked. The lock file is remembered beside them, so that
/// nothing is done again before it changes. No package runs a script of its own.
pub(crate) fn install(step: &Step, folder: &Path) -> Result<(), Failure> {
    let lock = read_file(&folder.join("package-lock.json"))?;
    let remembered = folder.join("node_modules/.installed-lock.json");
    if fs::read_to_string(&remembered).is_ok_and(|installed| installed == lock) {
        step.is("present");
        return Ok(());
    }
    step.is("installing them");
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder))?;
    write_file(&remembered, &lock)?;
    step.done();
    Ok(())
}
