//! What a table refuses, and what it says of another.

use super::*;

fn faults(kind: Kind, text: &str) -> Vec<(u64, &'static str, &'static str)> {
    let problems = Table::parse(kind, text).expect_err("a wrong table");
    problems
        .iter()
        .map(|problem| (problem.line, problem.column, problem.fault.code()))
        .collect()
}

#[test]
fn what_is_built_in_is_read_and_says_the_same_again() {
    for (kind, rows) in [
        (Kind::Roles, 60),
        (Kind::ValueSets, 20),
        (Kind::Countries, 229),
        (Kind::Communes, 37_590),
    ] {
        let table = kind.built_in();
        assert_eq!((table.kind(), table.len()), (kind, rows));
        let again = Table::parse(kind, &table.body()).expect("its own text");
        assert_eq!(again.hash(), table.hash());
        assert!(again.differences(table).is_empty());
    }
}

#[test]
fn columns_stand_in_any_order_and_others_are_passed_over() {
    let table = Table::parse(
        Kind::Roles,
        "\u{FEFF}note;label;code\r\n;Aide-soignant ; 313\r\n",
    );
    assert_eq!(
        table.expect("a table").body(),
        "code,label\n313,Aide-soignant\n"
    );
}

#[test]
fn everything_that_is_wrong_is_said_with_its_line() {
    assert_eq!(
        faults(Kind::Roles, "code,name\n313,x\n"),
        [(1, "label", "COLUMNS_MISSING")]
    );
    assert_eq!(faults(Kind::Roles, "code,label\n"), [(1, "", "NO_ROW")]);
    assert_eq!(
        faults(
            Kind::Roles,
            "code,label\n313,\n346,Autre\n313,Aide-soignant,plus\n314,Ambulancier\n314,Encore\n"
        ),
        [
            (2, "label", "EMPTY"),
            (3, "code", "CODE_UNKNOWN"),
            (4, "", "FIELDS"),
            (6, "code", "TWICE"),
        ]
    );
    assert_eq!(
        faults(
            Kind::Countries,
            "code,name\n75107,Paris\n99100,Fran\u{1}ce\n"
        ),
        [
            (2, "code", "CODE_UNKNOWN"),
            (3, "name", "CONTROL_CHARACTER")
        ]
    );
    assert_eq!(
        faults(Kind::ValueSets, "list,code,label\nJDV_J113,X,Autre\n"),
        [(2, "code", "CODE_UNKNOWN")]
    );
    let long = "x".repeat(LONGEST + 1);
    assert_eq!(
        faults(Kind::Countries, &format!("code,name\n99101,{long}\n")),
        [(2, "name", "TOO_LONG")]
    );
}

#[test]
fn rows_that_are_otherwise_are_told_by_key() {
    let read = |text: &str| Table::parse(Kind::Roles, text).expect("a table");
    let before = read("code,label\n313,Aide-soignant\n314,Ambulancier\n");
    let after = read("code,label\n313,Aide-soignante\n380,Coordinateur\n");
    let differences = after.differences(&before);
    let told: Vec<_> = differences
        .iter()
        .map(|one| (one.key.as_str(), one.change))
        .collect();
    assert_eq!(
        told,
        [
            ("313", RowChange::Changed),
            ("314", RowChange::Ended),
            ("380", RowChange::Added)
        ]
    );
    let tally = Tally {
        added: 1,
        changed: 1,
        ended: 1,
    };
    assert_eq!(Tally::of(&differences), tally);
}
