//! What a professional does with a request of their own.

use shared::form::RawForm;
use shared::status::Status;

use super::node::reads;
use super::refusal::mutation;
use super::request::{FieldError, Request, RequestForm, Verdict};
use super::schema;
use super::send::Answered;
use super::structure::Structure;
use super::values::{Coded, Instant};

/// What a save answers: enough to go on typing, without the history.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "Request")]
pub(crate) struct SavedDraft {
    pub(crate) revision: i32,
    pub(crate) status: Coded<Status>,
    pub(crate) updated_at: Instant,
    pub(crate) form: RequestForm,
    pub(crate) structure: Option<Structure>,
    pub(crate) email_confirmed: bool,
    pub(crate) verdict: Verdict,
    pub(crate) problems: Vec<FieldError>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct DraftVerdict {
    pub(crate) revision: i32,
    pub(crate) verdict: Verdict,
    pub(crate) problems: Vec<FieldError>,
}

#[derive(cynic::InputObject)]
struct CreateDraftInput {
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct SaveDraftInput {
    id: cynic::Id,
    revision: i32,
    form: RequestFormInput,
}

#[derive(cynic::InputObject)]
pub(super) struct RequestFormInput {
    civilite: String,
    exercise_last_name: String,
    exercise_first_name: String,
    email: String,
    phone: String,
    birth_town: String,
    structure_finess: String,
    role: String,
    activity_kind: String,
    practice_mode: String,
    category: String,
    start_date: String,
    end_date: String,
    health_data_need: Option<bool>,
    ecps_only_acknowledged: bool,
    dmp_acknowledged: bool,
    risk_acknowledged: bool,
    terms_version: String,
}

#[derive(cynic::InputObject)]
struct SendEmailCodeInput {
    id: cynic::Id,
    revision: i32,
}

#[derive(cynic::InputObject)]
struct ConfirmEmailInput {
    id: cynic::Id,
    revision: i32,
    code: String,
}

#[derive(cynic::InputObject)]
struct SubmitRequestInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct WithdrawRequestInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct RestoreDraftInput {
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(create_draft(CreateDraftInput) -> "CreateDraftAnswer": Request else IdempotencyConflict);
mutation!(save_draft(SaveDraftInput) -> "SaveDraftAnswer": SavedDraft
    else Stale | FieldLocked | NotEditable | IdempotencyConflict | InvalidForm);
mutation!(send_email_code(SendEmailCodeInput) -> "SendEmailCodeAnswer": SavedDraft
    else Stale | NotEditable | InvalidForm | TooManyCodes | IdempotencyConflict);
mutation!(confirm_email(ConfirmEmailInput) -> "ConfirmEmailAnswer": SavedDraft
    else Stale | NotEditable | WrongCode | IdempotencyConflict);
mutation!(submit_request(SubmitRequestInput) -> "SubmitRequestAnswer": Request
    else Stale | InvalidForm | NotEligible | InvalidTransition | IdempotencyConflict);
mutation!(withdraw_request(WithdrawRequestInput) -> "WithdrawRequestAnswer": Request
    else Stale | InvalidTransition | IdempotencyConflict);

mutation!(restore_draft(RestoreDraftInput) -> "RestoreDraftAnswer": Request
    else Stale | InvalidTransition | IdempotencyConflict);

/// The key is made once for one wish of the person, so that asking again makes no second draft.
pub(crate) fn create_draft(key: String) -> Answered<Request> {
    create_draft::send(&CreateDraftInput {
        idempotency_key: Some(key),
    })
}

pub(crate) fn save_draft(id: String, revision: i32, form: RawForm) -> Answered<SavedDraft> {
    save_draft::send(&SaveDraftInput {
        id: cynic::Id::new(id),
        revision,
        form: form.into(),
    })
}

/// Sends the code to the saved address.
pub(crate) fn send_email_code(id: String, revision: i32) -> Answered<SavedDraft> {
    send_email_code::send(&SendEmailCodeInput {
        id: cynic::Id::new(id),
        revision,
    })
}

pub(crate) fn confirm_email(id: String, revision: i32, code: String) -> Answered<SavedDraft> {
    confirm_email::send(&ConfirmEmailInput {
        id: cynic::Id::new(id),
        revision,
        code,
    })
}

pub(crate) fn submit(id: String, revision: i32, key: String) -> Answered<Request> {
    submit_request::send(&SubmitRequestInput {
        id: cynic::Id::new(id),
        revision,
        idempotency_key: Some(key),
    })
}

pub(crate) fn withdraw(id: String, revision: i32, key: String) -> Answered<Request> {
    withdraw_request::send(&WithdrawRequestInput {
        id: cynic::Id::new(id),
        revision,
        idempotency_key: Some(key),
    })
}

/// Makes a withdrawn draft a draft again.
pub(crate) fn restore(id: String, revision: i32, key: String) -> Answered<Request> {
    restore_draft::send(&RestoreDraftInput {
        id: cynic::Id::new(id),
        revision,
        idempotency_key: Some(key),
    })
}

impl From<RawForm> for RequestFormInput {
    fn from(form: RawForm) -> Self {
        Self {
            civilite: form.civilite,
            exercise_last_name: form.exercise_last_name,
            exercise_first_name: form.exercise_first_name,
            email: form.email,
            phone: form.phone,
            birth_town: form.birth_town,
            structure_finess: form.structure_finess,
            role: form.role,
            activity_kind: form.activity_kind,
            practice_mode: form.practice_mode,
            category: form.category,
            start_date: form.start_date,
            end_date: form.end_date,
            health_data_need: form.health_data_need,
            ecps_only_acknowledged: form.ecps_only_acknowledged,
            dmp_acknowledged: form.dmp_acknowledged,
            risk_acknowledged: form.risk_acknowledged,
            terms_version: form.terms_version,
        }
    }
}

reads! {
    SavedDraft {
        revision,
        status,
        updated_at,
        form,
        structure,
        email_confirmed,
        verdict,
        problems,
    }
    DraftVerdict {
        revision,
        verdict,
        problems,
    }
}
