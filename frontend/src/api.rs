//! Everything said to the server: one way to send, one error type, one subscription engine.
//!
//! What is asked is checked by cynic against `schema.graphql` when this is built. Pages call the
//! functions here; components never do.

mod account;
mod decision;
mod designation;
mod draft;
mod error;
mod live;
mod mandate;
mod node;
mod queue;
mod refusal;
mod register;
mod regularisation;
mod request;
mod schema;
mod send;
mod session;
mod structure;
mod values;

pub(crate) use account::{Account, Me, Provider, me};
pub(crate) use decision::{
    Attestations, CorrectionItemInput, Decision, RejectionReason, claim, reject, release,
    request_correction, validate,
};
pub(crate) use designation::{
    Designation, DesignationInput, DesignationTurn, Prerequisite, StepInput, Turn, designate,
    invite_again, record_step, redeem, turn,
};
pub(crate) use draft::{
    DraftVerdict, SavedDraft, confirm_email, create_draft, restore, save_draft, send_email_code,
    submit, withdraw,
};
pub(crate) use error::{ApiError, Detail};
pub(crate) use live::{Link, designations_changed, draft_verdict, queue_changed, request_changed};
pub(crate) use mandate::{
    Mandate, MandateInput, OrganisationInput, WorthInput, end_of_mandate, mandate, organise,
};
pub(crate) use queue::{
    QueueChange, QueueChangeKind, QueueFilter, RequestPage, RequestRow, StatusCount, counts, mine,
    queue,
};
pub(crate) use register::{Registration, Situation, registration, rule_set};
pub(crate) use regularisation::{
    FlaggedSituation, NoticeInput, Regularisation, flagged, notice, reply_to, take_back,
};
pub(crate) use request::{
    Correction, CorrectionItem, FieldError, Identity, Request, TimelineEntry, request,
};
pub(crate) use send::Answered;
pub(crate) use session::{OpenSession, end, sessions};
pub(crate) use structure::{
    ManagedStructure, Structure, StructureInput, create_structure, structure, structures,
};
pub(crate) use values::{Coded, Instant, Text};
