//! Other programs: how they are started, and what is read from them.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::say::say;
use crate::tally::Tally;

/// Cargo, without what `cargo run` has told this program about its own package: a build script
/// that looks at such a variable would run again each time.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command.args(arguments);
    command
}

/// Runs a program that speaks to the terminal itself.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed {
            command: words(command),
            status,
        })
    }
}

/// Runs a program for what it prints.
pub(crate) fn read(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| not_started(command, source))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::Failed {
            command: words(command),
            status: output.status,
        })
    }
}

/// Asks a program that may be missing; what it prints on the way to a failure is of no interest.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Runs a test program, showing what it prints and counting its tests.
pub(crate) fn run_counting(command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|source| not_started(command, source))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            say(format_args!("{line}"));
            tally.count(&line);
        }
    }
    let status = child
        .wait()
        .map_err(|source| not_started(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed {
            command: words(command),
            status,
        })
    }
}

/// Where a program is, looking through the folders of `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Puts folders before those of `PATH`.
pub(crate) fn with_path(command: &mut Command, first: &[PathBuf]) -> Result<(), Failure> {
    let old = env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(env::split_paths(&old));
    let path = env::join_paths(folders).map_err(|_| Failure::Unreadable {
        what: String::from("a folder for PATH whose name has a colon"),
    })?;
    command.env("PATH", path);
    Ok(())
}

/// The error of a program that could not be started.
pub(crate) fn not_started(command: &Command, source: std::io::Error) -> Failure {
    Failure::NotStarted {
        command: words(command),
        source,
    }
}

/// A command as a person would type it, the program without its folder.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let words: Vec<_> = std::iter::once(program)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_is_named_as_typed() {
        let failure = run(Command::new("/bin/sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(
            failure.to_string().starts_with("`sh -c exit 3` failed"),
            "{failure}"
        );
    }

    #[test]
    fn a_missing_program_gives_no_answer() {
        assert_eq!(answer(&mut Command::new("no-such-program-here")), None);
    }
}
