//! What the house keeps to, checked: which folder may use what, and how files begin.

mod code;
mod docs;
mod migrations;
mod wall;

use std::fs;
use std::path::{Path, PathBuf};

/// Folders of what is made, fetched or measured, not written.
const MADE: [&str; 9] = [
    "target",
    "node_modules",
    "dist",
    "generated",
    "report",
    "results",
    "data/portal",
    ".git",
    ".claude",
];

/// The repository's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the repository")
}

/// A file of the repository, with its path from the root.
struct File {
    path: String,
    text: String,
}

impl File {
    /// Its lines that say this, numbered, for the message of a test.
    fn lines_with(&self, words: &str) -> Vec<String> {
        let lines = self
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(words));
        lines
            .map(|(at, line)| format!("{}:{}: {}", self.path, at + 1, line.trim()))
            .collect()
    }

    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// The texts below a folder, or one file.
fn texts(below: &str) -> Vec<File> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root.join(below), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust of a folder.
fn rust(below: &str) -> Vec<File> {
    let mut files = texts(below);
    files.retain(|file| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|extension| extension == "rs")
    });
    files
}

fn collect(root: &Path, at: &Path, found: &mut Vec<File>) {
    let path = at
        .strip_prefix(root)
        .expect("below the root")
        .to_string_lossy()
        .replace('\\', "/");
    let name = at
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if MADE.contains(&name.as_str()) || MADE.contains(&path.as_str()) {
        return;
    }
    if at.is_dir() {
        for entry in fs::read_dir(at).expect("a folder") {
            collect(root, &entry.expect("an entry").path(), found);
        }
    // What is no text is no source.
    } else if let Ok(text) = fs::read_to_string(at) {
        found.push(File { path, text });
    }
}

/// Fails with everything that was found wrong.
#[track_caller]
fn assert_none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
}
