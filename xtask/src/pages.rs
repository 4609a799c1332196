//! The browser's part: built by Trunk into `dist/`, from where the server's build embeds it.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::place::{Place, write_file};
use crate::process::{answer, cargo, run, with_path};
use crate::say::{Step, say};
use crate::size::Size;

/// What the pages are made from.
const SOURCES: [&str; 7] = [
    ".cargo",
    "frontend",
    "shared",
    "Cargo.lock",
    "Cargo.toml",
    "schema.graphql",
    "Trunk.toml",
];

/// How Trunk has the programs compiled, all of them at once.
const PROGRAMS: [&str; 9] = [
    "build",
    "--locked",
    "--package",
    "frontend",
    "--bins",
    "--profile",
    "wasm",
    "--target",
    "wasm32-unknown-unknown",
];

/// Folders below those that are made, not written.
const MADE: [&str; 4] = ["node_modules", "generated", "dist", "target"];

/// Builds the pages unless nothing they are made from has changed since the last time.
pub(crate) fn build(place: &Place, step: &Step) -> Result<(), Failure> {
    let stamp_file = place.target.join("xtask/pages.stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|stamp| stamp == self::stamp(place)) {
        step.is("up to date");
        return Ok(());
    }
    step.is("building them");
    // Trunk works offline, and so does the Cargo that it starts.
    run(cargo(&["fetch", "--quiet", "--locked"]).current_dir(&place.root))?;
    // Trunk asks for one program after the other; linked together here, they use every core.
    run(cargo(&PROGRAMS).current_dir(&place.root))?;
    let mut trunk = Command::new(place.tool_programs().join("trunk"));
    trunk
        .args(["build", "--release"])
        .current_dir(&place.root)
        // Trunk reads this variable as `true` or `false` and refuses the usual `1`.
        .env_remove("NO_COLOR")
        // With it, Trunk buries the compiler's message under its own stack.
        .env_remove("RUST_BACKTRACE");
    let node_programs = place.root.join("frontend/node_modules/.bin");
    with_path(&mut trunk, &[place.tool_programs(), node_programs])?;
    run(&mut trunk)?;
    write_file(&stamp_file, &stamp(place))?;
    for size in Size::of_programs(&place.root.join("dist"))? {
        say(format_args!("      {size}"));
    }
    step.done();
    Ok(())
}

/// What tells this state of the sources and of `dist/` from any other. The sources count with
/// their text, since Git changes the times of files that stay the same.
fn stamp(place: &Place) -> String {
    let mut sources = DefaultHasher::new();
    answer(Command::new("rustc").arg("--version")).hash(&mut sources);
    for source in SOURCES {
        for file in files(&place.root.join(source)).unwrap_or_default() {
            file.hash(&mut sources);
            fs::read(&file).unwrap_or_default().hash(&mut sources);
        }
    }
    let mut made = DefaultHasher::new();
    for file in files(&place.root.join("dist")).unwrap_or_default() {
        fs::metadata(&file)
            .map(|metadata| metadata.len())
            .unwrap_or_default()
            .hash(&mut made);
        file.hash(&mut made);
    }
    format!("{:016x} {:016x}\n", sources.finish(), made.finish())
}

/// The files of a folder and of those below it, in order; or the file itself.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry
            .file_name()
            .to_str()
            .is_none_or(|name| !MADE.contains(&name))
        {
            found.extend(files(&entry.path())?);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_in_order() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = files(folder).unwrap();
        assert!(files.is_sorted());
        assert!(files.contains(&folder.join("src/pages.rs")));
    }
}
