//! `cargo xtask serve`: from a fresh clone to the running portal.

use std::os::unix::process::CommandExt;
use std::process::Command;

use crate::arguments::ServeOptions;
use crate::failure::Failure;
use crate::pages;
use crate::place::Place;
use crate::process::{cargo, not_started, run};
use crate::say::Progress;
use crate::set_up::{TO_BUILD, set_up};

/// Installs, builds and starts. Does not return unless something fails: the server takes this
/// program's place, so that Ctrl-C, `kill` and the exit code are its own.
pub(crate) fn serve(place: &Place, options: &ServeOptions) -> Result<(), Failure> {
    let mut progress = Progress::of(TO_BUILD.len() + 3);
    set_up(place, TO_BUILD, &mut progress)?;
    build(place, &mut progress)?;
    let arguments = &options.server_arguments;
    progress
        .step("start")
        .is(&format!("rpps-plus {}", arguments.join(" ")));
    let mut server = Command::new(place.server());
    server.args(arguments).current_dir(&place.root);
    let source = server.exec();
    Err(not_started(&server, source))
}

/// Builds the pages, then the server that carries them: two steps.
pub(crate) fn build(place: &Place, progress: &mut Progress) -> Result<(), Failure> {
    pages::build(place, &progress.step("pages"))?;
    let step = progress.step("server");
    step.is("building what changed");
    let arguments = [
        "build",
        "--release",
        "--locked",
        "--package",
        "server",
        "--bin",
        "rpps-plus",
    ];
    run(cargo(&arguments).current_dir(&place.root))?;
    step.done();
    Ok(())
}
