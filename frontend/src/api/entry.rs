//! Who is registered, and what changes of an entry after the registration.

use shared::entry::{
    ChangeKind, ChangeState, ClosingReason, RawClosing, RawContact, RawExerciseNames, RawPost,
};

use super::node::reads;
use super::refusal::mutation;
use super::register::{Registration, Situation};
use super::regularisation::PageInfo;
use super::request::Identity;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

/// A change of an entry, with what was there.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct RegistrationChange {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) kind: Coded<ChangeKind>,
    pub(crate) state: Coded<ChangeState>,
    pub(crate) changed: Vec<ChangedField>,
    pub(crate) closing_reason: Option<Coded<ClosingReason>>,
    pub(crate) structure_name: Option<String>,
    pub(crate) asked_at: Instant,
    pub(crate) expires_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChangedField {
    pub(crate) field: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RegistrationChangeConnection {
    pub(crate) nodes: Vec<RegistrationChange>,
    pub(crate) page_info: PageInfo,
}

/// Somebody registered, as a manager finds them.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RegisteredPerson {
    pub(crate) rpps_number: String,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) identity: Option<Identity>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) other_situations: i32,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct RegisteredPersonConnection {
    pub(crate) nodes: Vec<RegisteredPerson>,
    pub(crate) page_info: PageInfo,
}

#[derive(cynic::InputObject, Clone, Default)]
pub(crate) struct PersonFilter {
    pub(crate) rpps_number: Option<String>,
    pub(crate) birth_name: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) birth_date: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct Sought {
    filter: PersonFilter,
    after: Option<String>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Sought")]
struct Persons {
    #[arguments(filter: $filter, first: 20, after: $after)]
    persons: RegisteredPersonConnection,
}

impl Root for Persons {
    type Node = RegisteredPersonConnection;
}

#[derive(cynic::QueryVariables)]
struct ChangesOf {
    number: Option<String>,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ChangesOf")]
struct Changes {
    #[arguments(rppsNumber: $number, first: 10, after: $after)]
    registration_changes: RegistrationChangeConnection,
}

impl Root for Changes {
    type Node = RegistrationChangeConnection;
}

#[derive(cynic::InputObject)]
struct ChangeContactInput {
    rpps_number: Option<String>,
    revision: i32,
    email: String,
    phone: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ConfirmContactInput {
    id: cynic::Id,
    revision: i32,
    code: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct CancelChangeInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ChangeExerciseNamesInput {
    rpps_number: Option<String>,
    revision: i32,
    exercise_last_name: String,
    exercise_first_name: String,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct ChangeSituationInput {
    id: cynic::Id,
    revision: i32,
    structure_finess: String,
    role: String,
    activity_kind: String,
    practice_mode: String,
    category: String,
    start_date: String,
    end_date: String,
    risk_acknowledged: bool,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct CloseSituationInput {
    id: cynic::Id,
    revision: i32,
    end_date: String,
    reason: String,
    idempotency_key: Option<String>,
}

mutation!(change_contact(ChangeContactInput) -> "ChangeContactAnswer": Registration
    else InvalidChange | ChangeUnderWay | TooManyCodes | OutOfDate | IdempotencyConflict);
mutation!(confirm_contact(ConfirmContactInput) -> "ConfirmContactAnswer": Registration
    else WrongCode | OutOfDate | IdempotencyConflict);
mutation!(cancel_change(CancelChangeInput) -> "CancelChangeAnswer": Registration
    else OutOfDate | IdempotencyConflict);
mutation!(change_exercise_names(ChangeExerciseNamesInput) -> "ChangeExerciseNamesAnswer": Registration
    else InvalidChange | ChangeUnderWay | OutOfDate | IdempotencyConflict);
mutation!(change_situation(ChangeSituationInput) -> "ChangeSituationAnswer": Registration
    else InvalidChange | NotEligible | ChangeUnderWay | SituationEnded | OwnSituation | OutOfDate | IdempotencyConflict);
mutation!(close_situation(CloseSituationInput) -> "CloseSituationAnswer": Registration
    else InvalidChange | SituationEnded | OwnSituation | OutOfDate | IdempotencyConflict);

/// Registered persons, twenty at a time.
pub(crate) fn persons(
    filter: PersonFilter,
    after: Option<String>,
) -> Answered<RegisteredPersonConnection> {
    send::<Persons>(
        "query($filter:PersonFilter!,$after:String){persons(filter:$filter,first:20,after:$after)",
        &Sought { filter, after },
    )
}

/// What changed of an entry, ten changes at a time: one's own, or by number.
pub(crate) fn entry_changes(
    number: Option<String>,
    after: Option<String>,
) -> Answered<RegistrationChangeConnection> {
    send::<Changes>(
        "query($number:String,$after:ID){registrationChanges(rppsNumber:$number,first:10,after:$after)",
        &ChangesOf {
            number,
            after: after.map(cynic::Id::new),
        },
    )
}

/// Whose entry, at which revision: one's own, or by number.
pub(crate) type Of = (Option<String>, i32);

pub(crate) fn change_contact(
    (rpps_number, revision): Of,
    contact: RawContact,
    key: String,
) -> Answered<Registration> {
    change_contact::send(&ChangeContactInput {
        rpps_number,
        revision,
        email: contact.email,
        phone: contact.phone,
        idempotency_key: Some(key),
    })
}

pub(crate) fn confirm_contact(
    change: &RegistrationChange,
    code: String,
    key: String,
) -> Answered<Registration> {
    confirm_contact::send(&ConfirmContactInput {
        id: change.id.clone(),
        revision: change.revision,
        code,
        idempotency_key: Some(key),
    })
}

pub(crate) fn cancel_change(change: &RegistrationChange, key: String) -> Answered<Registration> {
    cancel_change::send(&CancelChangeInput {
        id: change.id.clone(),
        revision: change.revision,
        idempotency_key: Some(key),
    })
}

pub(crate) fn change_exercise_names(
    (rpps_number, revision): Of,
    names: RawExerciseNames,
    key: String,
) -> Answered<Registration> {
    change_exercise_names::send(&ChangeExerciseNamesInput {
        rpps_number,
        revision,
        exercise_last_name: names.last_name,
        exercise_first_name: names.first_name,
        idempotency_key: Some(key),
    })
}

pub(crate) fn change_situation(
    situation: &Situation,
    post: RawPost,
    risk_acknowledged: bool,
    key: String,
) -> Answered<Registration> {
    change_situation::send(&ChangeSituationInput {
        id: situation.id.clone(),
        revision: situation.revision,
        structure_finess: post.structure_finess,
        role: post.role,
        activity_kind: post.activity_kind,
        practice_mode: post.practice_mode,
        category: post.category,
        start_date: post.start_date,
        end_date: post.end_date,
        risk_acknowledged,
        idempotency_key: Some(key),
    })
}

pub(crate) fn close_situation(
    situation: &Situation,
    closing: RawClosing,
    key: String,
) -> Answered<Registration> {
    close_situation::send(&CloseSituationInput {
        id: situation.id.clone(),
        revision: situation.revision,
        end_date: closing.end_date,
        reason: closing.reason,
        idempotency_key: Some(key),
    })
}

reads! {
    RegistrationChange {
        id,
        revision,
        kind,
        state,
        changed,
        closing_reason,
        structure_name,
        asked_at,
        expires_at,
    }
    ChangedField {
        field,
        before,
        after,
    }
    RegistrationChangeConnection {
        nodes,
        page_info,
    }
    RegisteredPerson {
        rpps_number,
        birth_name,
        first_names,
        identity,
        situations,
        other_situations,
    }
    RegisteredPersonConnection {
        nodes,
        page_info,
    }
}
