//! The published schema is what the server prints, and programs written for the released one go on working.

mod changes;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

#[test]
fn schema_graphql_is_what_the_server_prints() {
    let file = file("schema.graphql");
    let printed = server::graphql::sdl();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &printed).expect("the file is writable");
    }
    let published = std::fs::read_to_string(&file).expect("the file is there");
    assert!(
        published == printed,
        "schema.graphql is not what the server prints; `UPDATE_SCHEMA=1 cargo test --package server schema_graphql` \
         writes it anew, for its difference to be read"
    );
}

#[test]
fn only_declared_changes_break_programs() {
    let read = |name| std::fs::read_to_string(file(name)).expect("the file is there");
    let printed = server::graphql::sdl();
    let found = changes::breaking(&read("schema.released.graphql"), &printed);
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let declared = read("schema.breaking.txt");
    let declared: BTreeSet<&str> = declared
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (change, reason) = line.split_once(" # ").expect("a reason after ` # `");
            assert!(!reason.trim().is_empty(), "{change} has no reason");
            change.trim()
        })
        .collect();
    let surprises: Vec<_> = found.difference(&declared).collect();
    assert!(
        surprises.is_empty(),
        "programs written for schema.released.graphql break; keep what they use and mark it @deprecated, or declare it \
         in schema.breaking.txt:\n{surprises:#?}"
    );
    let gone: Vec<_> = declared.difference(&found).collect();
    assert!(gone.is_empty(), "declared, and not so: {gone:#?}");
}
