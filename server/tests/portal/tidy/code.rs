//! How a file of code begins, how long it is, and what never stands in one.

use std::collections::BTreeSet;

use super::{File, assert_none, rust, texts};

const CRATES: [&str; 4] = ["frontend", "server", "shared", "xtask"];
const LONGEST: usize = 400;
/// GraphQL wants the fields of a root in one `impl`; each is a few lines that call a use case.
const ROOTS: [&str; 2] = [
    "server/src/graphql/mutation.rs",
    "server/src/graphql/query.rs",
];

fn all() -> impl Iterator<Item = File> {
    CRATES.into_iter().flat_map(rust)
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let wrong: Vec<String> = all()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path)
        .collect();
    assert_none(&wrong, "a file opens with `//!`");
}

#[test]
fn no_file_is_so_long_that_it_hides_two() {
    let long = |file: &File| file.text.lines().count() > LONGEST && !file.is_in(&ROOTS);
    let wrong: Vec<String> = all().filter(long).map(|file| file.path).collect();
    assert_none(&wrong, "split it");
}

#[test]
fn no_module_is_named_for_nothing() {
    let names = [
        "mod.rs",
        "utils.rs",
        "util.rs",
        "helpers.rs",
        "common.rs",
        "misc.rs",
    ];
    let wrong = |file: &File| {
        names
            .iter()
            .any(|name| file.path.ends_with(&format!("/{name}")))
    };
    let wrong: Vec<String> = all().filter(wrong).map(|file| file.path).collect();
    assert_none(
        &wrong,
        "a module is named for what it holds, and stands beside its folder",
    );
}

#[test]
fn what_is_not_finished_is_not_here() {
    // Written so that this file does not find itself.
    let words = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["dbg", "!("],
        ["unimplemented", "!("],
        ["#[allow", "("],
    ];
    let words: Vec<String> = words.iter().map(|parts| parts.concat()).collect();
    let found = |file: File| {
        words
            .iter()
            .flat_map(|word| file.lines_with(word))
            .collect::<Vec<_>>()
    };
    assert_none(
        &all().flat_map(found).collect::<Vec<_>>(),
        "finish it, or expect it with a reason",
    );
}

#[test]
fn every_test_runs_and_none_waits_for_a_panic() {
    let words = [["#[ig", "nore"], ["should_", "panic"]].map(|parts| parts.concat());
    let found = |file: File| {
        words
            .iter()
            .flat_map(|word| file.lines_with(word))
            .collect::<Vec<_>>()
    };
    assert_none(
        &all().flat_map(found).collect::<Vec<_>>(),
        "a test that does not run proves nothing",
    );
}

/// The names of the store's doors.
fn doors() -> BTreeSet<String> {
    let files = rust("server/src/store")
        .into_iter()
        .chain(rust("server/src/store.rs"));
    let mut doors = BTreeSet::new();
    for file in files {
        for (_, rest) in file
            .text
            .match_indices("pub async fn ")
            .map(|(at, words)| file.text.split_at(at + words.len()))
        {
            let name = rest.split(['(', '<']).next().expect("a name");
            doors.insert(name.to_owned());
        }
    }
    doors
}

#[test]
fn every_door_of_the_store_is_in_its_contract() {
    let tests = rust("server/tests/portal/store")
        .into_iter()
        .chain(rust("server/tests/portal/store.rs"));
    let tests: String = tests
        .chain(rust("server/tests/portal/support/database.rs"))
        .map(|file| file.text)
        .collect();
    let doors = doors();
    assert!(doors.len() > 40, "{doors:?}");
    let unproved = |door: &&String| {
        !tests.contains(&format!(".{door}(")) && !tests.contains(&format!("::{door}("))
    };
    let wrong: Vec<String> = doors.iter().filter(unproved).cloned().collect();
    assert_none(
        &wrong,
        "a store test calls every `pub async fn` of the store",
    );
}

#[test]
fn no_snapshot_waits_to_be_looked_at_and_each_has_its_test() {
    let tests = rust("server/tests/portal");
    let mut wrong = Vec::new();
    for file in texts("server/tests/portal") {
        if file.path.ends_with(".snap.new") {
            wrong.push(file.path);
        } else if file.path.ends_with(".snap") {
            let source = file
                .text
                .lines()
                .find_map(|line| line.strip_prefix("source: "));
            if !source.is_some_and(|source| tests.iter().any(|test| test.path == source)) {
                wrong.push(file.path);
            }
        }
    }
    assert_none(&wrong, "a snapshot belongs to a test");
}
