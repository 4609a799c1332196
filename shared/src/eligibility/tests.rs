//! What each answer and each fact of the register gives.

use super::*;

fn today() -> Date {
    Date::parse("2026-11-23").unwrap()
}

fn right() -> Answers {
    Answers {
        role: Role::parse("317").ok(),
        sector: Some(Sector::Sanitaire),
        health_data_need: Some(true),
        birth_date: Date::new(1962, 8, 24),
        start_date: Date::new(2026, 12, 1),
        identity_certified: Some(true),
        ecps_only_acknowledged: true,
        dmp_acknowledged: true,
        risk_acknowledged: false,
        terms_accepted: true,
    }
}

fn findings(
    stage: Stage,
    answers: &Answers,
    facts: &RegisterFacts,
) -> (Outcome, Vec<(FindingCode, Severity)>) {
    let verdict = verdict(RuleSet::built_in(), stage, today(), answers, facts);
    let findings = verdict
        .findings
        .iter()
        .map(|finding| (finding.code, finding.severity))
        .collect();
    (verdict.outcome, findings)
}

#[test]
fn right_answers_are_eligible_without_a_finding() {
    for &stage in Stage::ALL {
        assert_eq!(
            findings(stage, &right(), &RegisterFacts::default()),
            (Outcome::Eligible, vec![])
        );
    }
}

#[test]
fn a_verdict_names_its_rule_set() {
    let verdict = verdict(
        RuleSet::built_in(),
        Stage::Drafting,
        today(),
        &right(),
        &RegisterFacts::default(),
    );
    assert_eq!(
        (verdict.rule_set.as_str(), verdict.rule_set_hash.as_str()),
        ("2026-11", RuleSet::built_in().hash())
    );
}

#[test]
fn what_is_not_known_gives_no_finding() {
    let answers = Answers {
        ecps_only_acknowledged: true,
        dmp_acknowledged: true,
        terms_accepted: true,
        ..Answers::default()
    };
    assert_eq!(
        findings(Stage::Deciding, &answers, &RegisterFacts::default()),
        (Outcome::Eligible, vec![])
    );
}

#[test]
fn a_missing_acknowledgement_informs_the_draft_and_blocks_the_rest() {
    let nothing = Answers {
        ecps_only_acknowledged: false,
        dmp_acknowledged: false,
        terms_accepted: false,
        ..right()
    };
    for (stage, outcome, severity) in [
        (Stage::Drafting, Outcome::Eligible, Severity::Info),
        (Stage::Submitting, Outcome::NotEligible, Severity::Blocking),
        (Stage::Deciding, Outcome::NotEligible, Severity::Blocking),
    ] {
        let expected = [
            FindingCode::EcpsOnlyNotAcknowledged,
            FindingCode::DmpNotAcknowledged,
            FindingCode::TermsNotAccepted,
        ]
        .map(|code| (code, severity));
        assert_eq!(
            findings(stage, &nothing, &RegisterFacts::default()),
            (outcome, expected.to_vec())
        );
    }
}

#[test]
fn an_out_of_scope_role_is_warned_about_and_not_blocked_once_acknowledged() {
    let nurse_aide = Answers {
        role: Role::parse("313").ok(),
        ..right()
    };
    let facts = RegisterFacts::default();
    let warning = (FindingCode::RoleOutOfScope, Severity::Warning);
    assert_eq!(
        findings(Stage::Drafting, &nurse_aide, &facts),
        (
            Outcome::AtRisk,
            vec![warning, (FindingCode::RiskNotAcknowledged, Severity::Info)]
        )
    );
    assert_eq!(
        findings(Stage::Submitting, &nurse_aide, &facts),
        (
            Outcome::NotEligible,
            vec![
                (FindingCode::RiskNotAcknowledged, Severity::Blocking),
                warning
            ]
        )
    );
    let acknowledged = Answers {
        risk_acknowledged: true,
        ..nurse_aide
    };
    assert_eq!(
        findings(Stage::Submitting, &acknowledged, &facts),
        (Outcome::AtRisk, vec![warning])
    );
    assert_eq!(
        findings(Stage::Deciding, &acknowledged, &facts),
        (Outcome::AtRisk, vec![warning])
    );
}

#[test]
fn every_role_but_four_is_out_of_scope() {
    let out_of_scope = |role: &Role| {
        let answers = Answers {
            role: Some(*role),
            ..right()
        };
        verdict(
            RuleSet::built_in(),
            Stage::Drafting,
            today(),
            &answers,
            &RegisterFacts::default(),
        )
        .is_at_risk()
    };
    let in_scope: Vec<&str> = Role::all()
        .filter(|role| !out_of_scope(role))
        .map(Role::code)
        .collect();
    assert_eq!(in_scope, ["316", "317", "329", "370"]);
}

#[test]
fn the_sector_of_the_register_wins_over_the_answer() {
    let facts = RegisterFacts {
        sector: Some(Sector::SocialMedicoSocial),
        ..RegisterFacts::default()
    };
    let acknowledged = Answers {
        risk_acknowledged: true,
        ..right()
    };
    assert_eq!(
        findings(Stage::Submitting, &acknowledged, &facts),
        (
            Outcome::AtRisk,
            vec![(FindingCode::SectorNotSanitaire, Severity::Warning)]
        )
    );
    let unknown = RegisterFacts {
        sector: Some(Sector::Unknown),
        ..RegisterFacts::default()
    };
    assert_eq!(
        findings(Stage::Submitting, &right(), &unknown),
        (
            Outcome::Eligible,
            vec![(FindingCode::SectorUnknown, Severity::Info)]
        )
    );
}

#[test]
fn working_age_is_counted_on_the_first_day_of_work() {
    let under_age = |birth: &str, start: Option<&str>| {
        let answers = Answers {
            birth_date: Date::parse(birth).ok(),
            start_date: start.map(|start| Date::parse(start).unwrap()),
            ..right()
        };
        verdict(
            RuleSet::built_in(),
            Stage::Drafting,
            today(),
            &answers,
            &RegisterFacts::default(),
        )
        .has(FindingCode::UnderWorkingAge)
    };
    assert!(under_age("2010-12-02", Some("2026-12-01")));
    assert!(!under_age("2010-12-01", Some("2026-12-01")));
    assert!(under_age("2010-12-01", None));
    assert!(!under_age("2010-11-23", None));
    assert!(under_age("2015-06-20", None));
    assert!(!under_age("2009-05-02", None));
}

#[test]
fn a_start_more_than_six_months_ahead_is_far() {
    let far = |start: &str| {
        let answers = Answers {
            start_date: Date::parse(start).ok(),
            ..right()
        };
        verdict(
            RuleSet::built_in(),
            Stage::Drafting,
            today(),
            &answers,
            &RegisterFacts::default(),
        )
        .has(FindingCode::StartDateTooFar)
    };
    assert!(!far("2027-05-23"));
    assert!(far("2027-05-24"));
}

#[test]
fn every_fact_of_the_register_has_its_finding() {
    let answers = Answers {
        health_data_need: Some(false),
        identity_certified: Some(false),
        ..right()
    };
    let facts = RegisterFacts {
        sector: None,
        structure_closed: Some(true),
        structure_has_manager: Some(false),
        request_already_open: Some(true),
        already_registered: Some(true),
        birth_place_known: Some(false),
        email_confirmed: Some(false),
        possible_duplicate: Some(true),
        maybe_own_request: Some(true),
        identity_document_checked: Some(false),
    };
    let (outcome, deciding) = findings(Stage::Deciding, &answers, &facts);
    assert_eq!(outcome, Outcome::NotEligible);
    assert_eq!(
        deciding,
        [
            (FindingCode::StructureClosed, Severity::Blocking),
            (FindingCode::RequestAlreadyOpen, Severity::Blocking),
            (FindingCode::IdentityDocumentNotChecked, Severity::Blocking),
            (FindingCode::PossibleDuplicate, Severity::Blocking),
            (FindingCode::EmailNotConfirmed, Severity::Blocking),
            (FindingCode::MaybeOwnRequest, Severity::Blocking),
            (FindingCode::NeedNotDeclared, Severity::Warning),
            (FindingCode::StructureWithoutManager, Severity::Warning),
            (FindingCode::IdentityNotCertified, Severity::Warning),
            (FindingCode::AlreadyRegistered, Severity::Info),
            (FindingCode::BirthPlaceUnknown, Severity::Info),
        ]
    );
    // What concerns the decision alone is not shown to the person who fills in the form.
    let (outcome, drafting) = findings(Stage::Drafting, &answers, &facts);
    assert_eq!(outcome, Outcome::Eligible);
    let shown: Vec<FindingCode> = drafting.iter().map(|(code, _)| *code).collect();
    for hidden in [
        FindingCode::IdentityDocumentNotChecked,
        FindingCode::PossibleDuplicate,
        FindingCode::MaybeOwnRequest,
    ] {
        assert!(!shown.contains(&hidden), "{hidden}");
    }
    assert!(drafting.contains(&(FindingCode::EmailNotConfirmed, Severity::Info)));
}

#[test]
fn a_rule_set_turns_a_warning_into_a_block_without_a_release() {
    let stricter = include_str!("../../rules/2026-11.json").replace("WARNING", "BLOCKING");
    let rules = RuleSet::parse(&stricter).unwrap();
    let answers = Answers {
        role: Role::parse("313").ok(),
        risk_acknowledged: true,
        ..right()
    };
    let verdict = verdict(
        &rules,
        Stage::Submitting,
        today(),
        &answers,
        &RegisterFacts::default(),
    );
    assert_eq!(verdict.outcome, Outcome::NotEligible);
    assert_ne!(verdict.rule_set_hash, RuleSet::built_in().hash());
}

#[test]
fn answers_are_read_from_a_form_that_is_still_wrong() {
    let form = RawForm {
        role: " 370 ".to_owned(),
        start_date: "2026-12-01".to_owned(),
        email: "half@".to_owned(),
        terms_version: "2026-11".to_owned(),
        ..RawForm::default()
    };
    let answers = Answers::of(&form, None, "2026-11");
    assert_eq!(answers.role.map(Role::code), Some("370"));
    assert_eq!(answers.start_date, Date::new(2026, 12, 1));
    assert!(answers.terms_accepted);
    assert!(!Answers::of(&form, None, "2027-01").terms_accepted);
    assert!(!Answers::of(&RawForm::default(), None, "").terms_accepted);
    assert_eq!(
        Answers::of(
            &RawForm {
                role: "999".to_owned(),
                ..form
            },
            None,
            ""
        )
        .role,
        None
    );
}

#[test]
fn a_verdict_is_written_in_the_words_of_the_interface() {
    let answers = Answers {
        dmp_acknowledged: false,
        ..right()
    };
    let verdict = verdict(
        RuleSet::built_in(),
        Stage::Submitting,
        today(),
        &answers,
        &RegisterFacts::default(),
    );
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["outcome"], "NOT_ELIGIBLE");
    assert_eq!(json["ruleSet"], "2026-11");
    assert_eq!(json["findings"][0]["code"], "DMP_NOT_ACKNOWLEDGED");
    assert_eq!(json["findings"][0]["severity"], "BLOCKING");
    assert_eq!(json["findings"][0]["field"], "dmpAcknowledged");
    assert_eq!(verdict.findings[0].source(), "Notice ANS, étape\u{a0}1");
}
