//! Everything said to the server: one way to send, one error type, one subscription engine.
//!
//! What is asked is checked by cynic against `schema.graphql` when this is built. Pages call the
//! functions here; components never do.

mod access;
mod account;
mod batch;
mod civil_status;
mod client;
mod decision;
mod designation;
mod draft;
mod entry;
mod error;
mod figures;
mod live;
mod mandate;
mod node;
mod notice;
mod places;
mod queue;
mod reason_template;
mod reference;
mod refusal;
mod register;
mod registering;
mod regularisation;
mod request;
mod rules;
mod saved_view;
mod schema;
mod send;
mod session;
mod structure;
mod submission;
mod support;
mod values;

pub(crate) use account::{Account, Me, Part, PartKind, Provider, me};
pub(crate) use batch::{
    Batch, BatchDecision, BatchItem, BatchItemState, BatchKind, BatchReason, ChosenRequestInput,
    RegisterBatchInput, batch_changed, batch_items, batches, register_all, reject_all, simulate,
    validate_all,
};
pub(crate) use civil_status::{
    CivilStatusChange, CivilStatusCorrection, CivilStatusCorrectionCount, CivilStatusInput,
    CorrectionAsked, ask_correction, confirm_decision, corrections, propose_decision,
    withdraw_correction,
};

pub(crate) use access::{Access, AgentPurpose, access_log, accesses, registration_of};
pub(crate) use client::{
    Client, ClientInput, ClientTurn, IssuedSecret, clients, create_client, new_secret, turn_client,
};
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
pub(crate) use entry::{
    PersonFilter, RegisteredPerson, RegistrationChange, cancel_change, change_contact,
    change_exercise_names, change_situation, close_situation, confirm_contact, entry_changes,
    persons,
};
pub(crate) use error::{ApiError, Detail};
pub(crate) use figures::{
    AgeCount, Dashboard, Route, RouteShare, WaitCause, WaitFigures, WaitRange, WaitingNow,
    WeekFigures,
};
pub(crate) use live::{
    Link, civil_status_corrections_changed, dashboard_changed, designations_changed, draft_verdict,
    flagged_changed, notices_changed, queue_changed, registration_changed, request_changed,
    rule_set_changed, support_changed,
};
pub(crate) use mandate::{
    Mandate, MandateInput, OrganisationInput, WorthInput, end_of_mandate, mandate, organise,
};
pub(crate) use notice::{Notice, mark_read, notices};
pub(crate) use places::{Place, communes, countries};
pub(crate) use queue::{
    PageInfo, QueueChange, QueueChangeKind, RequestOrder, RequestPage, RequestRow, StatusCount,
    counts, mine, queue,
};
pub(crate) use reason_template::{
    ReasonTemplate, ReasonTemplateList, TemplateInput, TemplatePurpose, delete_template,
    save_template, templates,
};
pub(crate) use reference::{
    NamedRole, ReferenceKind, ReferenceRowDifference, ReferenceVersion, ReferenceVersionDetail,
    ReferenceVersionState, discard_reference, reference_version, reference_versions, roles,
    schedule_reference,
};
pub(crate) use register::{Registration, Situation, entry_of, registration, rule_set};
pub(crate) use registering::{
    DuplicateResolutionInput, PossibleDuplicate, RegistrationToConfirm, confirm,
    duplicates_of_request, duplicates_of_typed, register, tell_apart, to_confirm,
};
pub(crate) use regularisation::{
    FlaggedSituation, NoticeInput, OwnFlagged, Regularisation, flagged, notice, own_flagged,
    reply_to, take_back,
};
pub(crate) use request::{
    Correction, CorrectionItem, FieldError, Identity, Request, TimelineEntry, request,
};
pub(crate) use rules::{
    ChangesInput, DraftInput, FindingChange, FindingCount, OutcomeCount, RangeInput, RuleChange,
    RuleInput, RuleSetState, RuleSetVersion, Simulation, SimulationCase, SimulationCaseKind,
    SimulationState, discard_rules, draft_rules, rule_sets, schedule_rules, simulate_rules,
    simulation_cases,
};
pub(crate) use saved_view::{SavedView, SavedViewList, delete_view, save_view, views};
pub(crate) use send::Answered;
pub(crate) use session::{OpenSession, end, sessions};
pub(crate) use structure::{
    ManagedStructure, Structure, StructureConnection, StructureInput, create_structure, structure,
    structures,
};
pub(crate) use submission::{Submission, submissions};
pub(crate) use support::{
    SupportChange, SupportCount, SupportMessage, SupportQuestion, SupportTurn, contact,
    own_questions, questions, turn_question,
};
pub(crate) use values::{Coded, Instant, Text};
