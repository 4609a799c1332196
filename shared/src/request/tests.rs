//! Every transition, from every state.

use uuid::Uuid;

use super::*;
use crate::date::Date;
use crate::eligibility::{Answers, RegisterFacts, Stage, verdict};
use crate::identity::{BirthPlace, Certification, Sex};
use crate::rule_set::RuleSet;
use crate::value_set::CorrectionReason;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + 60 * minute, 0).unwrap()
}

fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn deciding(number: u128, minute: i64) -> Deciding {
    Deciding {
        by: account(number),
        at: at(minute),
        take_over: false,
    }
}

fn some_verdict() -> Verdict {
    let today = Date::parse("2026-11-23").unwrap();
    verdict(
        RuleSet::built_in(),
        Stage::Submitting,
        today,
        &Answers::default(),
        &RegisterFacts::default(),
    )
}

fn draft() -> Request {
    let identity = Identity {
        certification: Certification::Fc,
        birth_name: "MERCIER".to_owned(),
        first_names: vec!["Pierre".to_owned(), "Jean Louis".to_owned()],
        sex: Sex::M,
        birth_date: Date::parse("1969-03-17").unwrap(),
        birth_place: BirthPlace::of_codes("95277", "99100").unwrap(),
        preferred_name: Some("DUBOIS".to_owned()),
    };
    Request::draft(
        RequestId(Uuid::from_u128(1)),
        account(1),
        identity,
        Language::Fr,
        at(0),
    )
}

fn submitted() -> Request {
    draft()
        .submit(StructureId(Uuid::from_u128(2)), some_verdict(), at(1))
        .unwrap()
        .0
}

fn item(field: Field) -> CorrectionItem {
    CorrectionItem {
        field,
        code: CorrectionReason::WrongValue,
        text: String::new(),
    }
}

fn sent_back() -> Request {
    submitted()
        .ask_correction(deciding(9, 2), vec![item(Field::Phone)], String::new())
        .unwrap()
        .0
}

fn validate(request: Request, deciding: Deciding) -> Result<(Request, EventKind), DecideError> {
    let attestations = Attestations {
        conditions_checked: true,
        identity_checked: true,
        risk_acknowledged: false,
    };
    request.validate(
        deciding,
        Accepted {
            verdict: some_verdict(),
            attestations,
            document: None,
        },
        PersonId(Uuid::from_u128(3)),
    )
}

fn reject(request: Request, deciding: Deciding) -> Result<(Request, EventKind), DecideError> {
    request.reject(deciding, RejectionReason::Aut, "Motif".to_owned())
}

/// One request in each state.
fn every_state() -> [Request; 6] {
    let states = [
        draft(),
        submitted(),
        sent_back(),
        validate(submitted(), deciding(9, 2)).unwrap().0,
        reject(submitted(), deciding(9, 2)).unwrap().0,
        submitted().withdraw(at(2)).unwrap().0,
    ];
    assert_eq!(states.each_ref().map(|request| request.status), Status::ALL);
    states
}

/// The states from which something is allowed.
fn allowed<E>(change: impl Fn(Request) -> Result<(Request, EventKind), E>) -> Vec<Status> {
    let open = every_state()
        .into_iter()
        .filter(|request| change(request.clone()).is_ok());
    open.map(|request| request.status).collect()
}

#[test]
fn each_change_is_open_from_its_states_only() {
    use Status::{CorrectionRequested, Draft, Submitted};
    let structure = StructureId(Uuid::from_u128(2));
    let submit = |request: Request| request.submit(structure, some_verdict(), at(5));
    let correct = |request: Request| {
        request.ask_correction(deciding(9, 5), vec![item(Field::Role)], String::new())
    };
    assert_eq!(allowed(submit), [Draft, CorrectionRequested]);
    assert_eq!(
        allowed(|request| request.withdraw(at(5))),
        [Draft, Submitted, CorrectionRequested]
    );
    assert_eq!(
        allowed(|request| request.claim(deciding(9, 5))),
        [Submitted, CorrectionRequested]
    );
    assert_eq!(allowed(correct), [Submitted]);
    assert_eq!(
        allowed(|request| validate(request, deciding(9, 5))),
        [Submitted]
    );
    assert_eq!(
        allowed(|request| reject(request, deciding(9, 5))),
        [Submitted, CorrectionRequested]
    );
}

#[test]
fn a_draft_begins_with_the_name_in_use() {
    let form = draft().form;
    assert_eq!(
        (
            form.exercise_last_name.as_str(),
            form.exercise_first_name.as_str()
        ),
        ("DUBOIS", "Pierre")
    );
}

#[test]
fn a_decided_request_keeps_its_form() {
    for request in every_state() {
        let editable = request.status.is_editable();
        let form = RawForm {
            phone: "0612345678".to_owned(),
            ..request.form.clone()
        };
        assert_eq!(request.save(form, at(6)).is_ok(), editable);
    }
}

#[test]
fn only_the_named_fields_unlock_in_a_correction() {
    let request = sent_back();
    let other = RawForm {
        email: "a@b.fr".to_owned(),
        phone: "0612345678".to_owned(),
        ..request.form.clone()
    };
    assert_eq!(
        request.clone().save(other, at(6)),
        Err(SaveError::FieldLocked(vec![Field::Email]))
    );
    let named = RawForm {
        phone: "0612345678".to_owned(),
        ..request.form.clone()
    };
    assert_eq!(request.save(named, at(6)).unwrap().1, [Field::Phone]);
}

#[test]
fn a_correction_that_brings_a_risk_can_be_acknowledged() {
    let request = sent_back();
    let form = RawForm {
        risk_acknowledged: true,
        terms_version: "2027-01".to_owned(),
        ..request.form.clone()
    };
    assert!(request.save(form, at(6)).is_ok());
}

#[test]
fn a_lease_keeps_others_out_until_it_runs_out_or_is_taken_over() {
    let claimed = submitted().claim(deciding(9, 2)).unwrap().0;
    let claim = claimed.claim.unwrap();
    assert_eq!(
        validate(claimed.clone(), deciding(8, 3)).unwrap_err(),
        DecideError::Claimed(claim)
    );
    assert_eq!(
        claimed.clone().claim(deciding(8, 3)).unwrap_err(),
        DecideError::Claimed(claim)
    );
    assert!(validate(claimed.clone(), deciding(9, 3)).is_ok());
    assert!(
        validate(
            claimed.clone(),
            Deciding {
                take_over: true,
                ..deciding(8, 3)
            }
        )
        .is_ok()
    );
    assert!(validate(claimed, deciding(8, 2 + 15)).is_ok());
}

#[test]
fn only_the_holder_gives_a_lease_back() {
    let claimed = submitted().claim(deciding(9, 2)).unwrap().0;
    assert!(claimed.clone().release(account(8), at(3)).is_none());
    assert!(claimed.clone().release(account(9), at(60)).is_none());
    assert_eq!(claimed.release(account(9), at(3)).unwrap().0.claim, None);
}

#[test]
fn sending_again_after_a_correction_makes_a_second_submission() {
    let (request, event) = sent_back()
        .submit(StructureId(Uuid::from_u128(2)), some_verdict(), at(9))
        .unwrap();
    assert_eq!(
        (request.submission.unwrap().number, event),
        (2, EventKind::RequestResubmitted)
    );
    assert_eq!(request.submitted_at, Some(at(1)));
}

#[test]
fn an_address_is_confirmed_until_it_changes() {
    let request = draft();
    let form = RawForm {
        email: " a@b.fr ".to_owned(),
        ..request.form.clone()
    };
    let request = request.save(form, at(1)).unwrap().0;
    let request = request.confirm_email("a@b.fr".to_owned(), at(2)).unwrap();
    assert!(request.is_email_confirmed());
    let form = RawForm {
        email: "c@b.fr".to_owned(),
        ..request.form.clone()
    };
    assert!(!request.save(form, at(3)).unwrap().0.is_email_confirmed());
}
