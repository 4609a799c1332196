//! A rule set from a file becomes a draft, once.

use server::import::{ImportError, rules};
use server::store::{Mark, RuleSetState};
use shared::rule_set::RuleSet;

use crate::support::on_both;
use crate::support::portal::Portal;

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), text).expect("a text");
    file
}

fn of(name: &str, age: &str) -> String {
    let body = RuleSet::built_in().body();
    let body = body.replacen("\"2026-11\"", &format!("\"{name}\""), 1);
    body.replace("\"workingAge\":16", &format!("\"workingAge\":{age}"))
}

on_both! {
    async fn a_file_becomes_a_draft_and_changes_nothing_twice(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (store, now) = (&portal.app.store, portal.app.clock.now());
        let parsed = |age: &str| rules::read(file(&of("2027-01", age)).path()).expect("a rule set");
        let new = rules::compare(store, parsed("17"), Mark::Demo, now).await.expect("a comparison");
        assert_eq!(
            new.to_string(),
            "2027-01 says otherwise than 2026-11, which is in force:\n  workingAge: 16 to 17\n"
        );
        rules::write(store, new, now).await.expect("a draft");
        let again = rules::compare(store, parsed("17"), Mark::Demo, now).await.expect("a comparison");
        assert!(again.is_empty());
        let other = rules::compare(store, parsed("18"), Mark::Demo, now).await.expect("a comparison");
        rules::write(store, other, now).await.expect("the draft anew");
        let kept = store.read().await.expect("a transaction").rule_set_named("2027-01").await.expect("a read");
        let kept = kept.expect("the draft");
        assert_eq!((kept.state, kept.revision, kept.rule_set.working_age()), (RuleSetState::Draft, 2, 18));

        let fixed = rules::read(file(&of("2026-11", "17")).path()).expect("a rule set");
        let fixed = rules::compare(store, fixed, Mark::Demo, now).await;
        assert!(matches!(fixed, Err(ImportError::RuleSetFixed)), "what is in force never changes");
        let real = rules::compare(store, parsed("17"), Mark::Real, now).await;
        assert!(matches!(real, Err(ImportError::Mark(_))), "a demo's database is no other");
    }
}

#[test]
fn a_wrong_file_is_told_whole() {
    let wrong = of("2027 01", "\"x\"");
    let error = rules::read(file(&wrong).path()).expect_err("a wrong file");
    let text = error.to_string();
    assert!(text.starts_with("INVALID_RULE_SET: 2 problems"), "{text}");
    assert!(
        text.contains("name: RULE_NAME_WRONG") && text.contains("workingAge: RULE_VALUE_WRONG")
    );
}
