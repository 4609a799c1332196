//! What each mutation answers: the object itself, or one of the refusals it can give.

use async_graphql::{Context, Error, Union};
use shared::id::{DesignationId, RegularisationId, RequestId, StructureId};
use uuid::Uuid;

use super::context::coded;
use super::designation::{self, Designation};
use super::refusal::{
    self, AlreadyExists, Claimed, ClosedStructure, DesignationEnded, FieldLocked,
    IdempotencyConflict, InvalidDecision, InvalidDesignation, InvalidForm, InvalidMandate,
    InvalidOrganisation, InvalidStructure, InvalidSubject, InvalidTransition, InvitationUnknown,
    InvitationUsed, MandateEnded, NotEditable, NotEligible, NotYourStep, NumbersExhausted,
    OutOfDate, OwnDesignation, OwnRequest, Refusal, Stale, TooManyCodes, WrongCode,
};
use super::regularisation::{self, Regularisation};
use super::request::Request;
use super::session::{self, SessionList};
use super::structure::Structure;
use crate::{requests, structures};

macro_rules! answers {
    ($error:path, $id:ty, $read:path, $refused:expr; $($name:ident = $object:ident $(| $refusal:ident)+;)+) => {$(
        #[derive(Clone, Debug, Union)]
        pub(crate) enum $name {
            $object(Box<$object>),
            $($refusal(Box<$refusal>)),+
        }

        impl $name {
            /// The object as it is now, or why it was refused.
            pub(super) async fn of(context: &Context<'_>, done: Result<$id, $error>) -> Result<Self, Error> {
                let error = match done {
                    Ok(id) => return Ok(Self::$object(Box::new($read(context, id).await?))),
                    Err(error) => error,
                };
                match $refused(context, error).await? {
                    $(Refusal::$refusal(refusal) => Ok(Self::$refusal(refusal)),)+
                    // A refusal that the schema does not announce is a defect of ours.
                    _ => Err(coded(context, "INTERNAL")),
                }
            }
        }
    )+};
}

answers! {
    requests::Refused, RequestId, refusal::request, Refusal::of_request;
    CreateDraftAnswer = Request | IdempotencyConflict;
    SaveDraftAnswer = Request | Stale | FieldLocked | NotEditable | InvalidForm | IdempotencyConflict;
    SendEmailCodeAnswer = Request | Stale | NotEditable | InvalidForm | TooManyCodes | IdempotencyConflict;
    ConfirmEmailAnswer = Request | Stale | NotEditable | WrongCode | IdempotencyConflict;
    SubmitRequestAnswer = Request | Stale | InvalidForm | NotEligible | InvalidTransition | IdempotencyConflict;
    WithdrawRequestAnswer = Request | Stale | InvalidTransition | IdempotencyConflict;
    RestoreDraftAnswer = Request | Stale | InvalidTransition | IdempotencyConflict;
    ClaimRequestAnswer = Request | Stale | Claimed | InvalidTransition | IdempotencyConflict;
    ReleaseRequestAnswer = Request | Stale | InvalidTransition | IdempotencyConflict;
    RequestCorrectionAnswer = Request | Stale | Claimed | InvalidTransition | InvalidDecision | OwnRequest
        | IdempotencyConflict;
    ValidateRequestAnswer = Request | Stale | Claimed | InvalidTransition | InvalidDecision | NotEligible | OwnRequest
        | NumbersExhausted | IdempotencyConflict;
    RejectRequestAnswer = Request | Stale | Claimed | InvalidTransition | InvalidDecision | OwnRequest
        | IdempotencyConflict;
}

answers! {
    structures::Refused, StructureId, refusal::structure, Refusal::of_structure;
    CreateStructureAnswer = Structure | InvalidStructure | AlreadyExists | IdempotencyConflict;
    RecordMandateAnswer = Structure | InvalidMandate | InvalidSubject | OwnDesignation | MandateEnded | AlreadyExists
        | IdempotencyConflict;
    EndMandateAnswer = Structure | OutOfDate | IdempotencyConflict;
    SaveOrganisationAnswer = Structure | InvalidOrganisation | MandateEnded | OutOfDate | IdempotencyConflict;
    DesignateManagerAnswer = Structure | InvalidDesignation | InvalidSubject | OwnDesignation | MandateEnded
        | ClosedStructure | AlreadyExists | IdempotencyConflict;
    RevokeDesignationAnswer = Structure | DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict;
    SuspendDesignationAnswer = Structure | DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict;
    ResumeDesignationAnswer = Structure | DesignationEnded | InvalidDecision | MandateEnded | IdempotencyConflict;
}

answers! {
    structures::Refused, DesignationId, designation::designation, Refusal::of_structure;
    SendInvitationAnswer = Designation | DesignationEnded | MandateEnded | IdempotencyConflict;
    RedeemInvitationAnswer = Designation | InvitationUnknown | InvitationUsed | OwnDesignation | AlreadyExists
        | IdempotencyConflict;
    RecordPrerequisiteAnswer = Designation | InvalidDesignation | NotYourStep | OwnDesignation | MandateEnded
        | DesignationEnded | IdempotencyConflict;
}

answers! {
    structures::Refused, RegularisationId, regularisation::regularisation, Refusal::of_structure;
    NoticeRegularisationAnswer = Regularisation | InvalidDecision | AlreadyExists | IdempotencyConflict;
    ReplyRegularisationAnswer = Regularisation | InvalidDecision | OutOfDate | IdempotencyConflict;
    CancelRegularisationAnswer = Regularisation | OutOfDate | IdempotencyConflict;
}

answers! {
    structures::Refused, Uuid, session::left, Refusal::of_structure;
    EndSessionAnswer = SessionList | IdempotencyConflict;
}
