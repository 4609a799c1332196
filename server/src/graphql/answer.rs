//! What each mutation answers: the object itself, or one of the refusals it can give.

use async_graphql::{Context, Error, Union};
use shared::id::{
    BatchId, ClientId, CorrectionId, DesignationId, PersonId, RegularisationId, RequestId,
    RuleSetId, StructureId, SupportId, WebhookId,
};
use uuid::Uuid;

use super::batch::{self, Batch};
use super::civil_status::{self, CivilStatusCorrection};
use super::client::{self, Client, IssuedSecret};
use super::context::coded;
use super::designation::{self, Designation};
use super::notice::{self, NoticeCount};
use super::reason_template::{self, ReasonTemplateList};
use super::reference::{self, ReferenceVersion};
use super::refusal::{
    self, AlreadyExists, ChangeUnderWay, Claimed, ClosedStructure, CorrectionUnderWay,
    DesignationEnded, DuplicatePerson, FieldLocked, IdempotencyConflict, InvalidBatch,
    InvalidChange, InvalidClient, InvalidCorrection, InvalidDecision, InvalidDesignation,
    InvalidForm, InvalidMandate, InvalidMessage, InvalidOrganisation, InvalidRuleSet,
    InvalidStructure, InvalidSubject, InvalidTransition, InvitationUnknown, InvitationUsed,
    LinkUnknown, LinkUsed, MandateEnded, NotEditable, NotEligible, NotSimulated, NotYourStep,
    NumbersExhausted, OutOfDate, OwnCorrection, OwnDesignation, OwnRequest, OwnSituation,
    ReferenceFixed, Refusal, RegisteredTwice, RegistrationDiffers, RuleSetFixed, SameAgent,
    SituationEnded, Stale, TooManyCodes, WrongCode, WrongSupportState,
};
use super::registration::{self, Registration};
use super::regularisation::{self, Regularisation};
use super::request::Request;
use super::rule_set::{self, RuleSetVersion};
use super::saved_view::{self, SavedViewList};
use super::session::{self, SessionList};
use super::structure::Structure;
use super::support::{self, SupportQuestion, SupportReceipt};
use super::webhook::{self, Webhook, WebhookSecret};
use crate::clients::Issued;
use crate::reference as reference_data;
use crate::{batches, entries, requests, rule_sets, structures};

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
    requests::Refused, RequestId, refusal::request, Refusal::of_request;
    RegisterProfessionalAnswer = Request | InvalidForm | InvalidDecision | NotEligible | OwnRequest | NumbersExhausted
        | IdempotencyConflict;
    ResolveDuplicateAnswer = Request | Stale | InvalidTransition | InvalidDecision | OwnRequest | IdempotencyConflict;
}

answers! {
    requests::Refused, PersonId, registration::own, Refusal::of_request;
    ConfirmRegistrationAnswer = Registration | RegistrationDiffers | RegisteredTwice | LinkUnknown | LinkUsed
        | IdempotencyConflict;
}

answers! {
    structures::Refused, StructureId, refusal::structure, Refusal::of_structure;
    CreateStructureAnswer = Structure | InvalidStructure | AlreadyExists | IdempotencyConflict;
    RecordMandateAnswer = Structure | InvalidMandate | InvalidSubject | OwnDesignation | MandateEnded | AlreadyExists
        | IdempotencyConflict;
    EndMandateAnswer = Structure | InvalidDecision | OutOfDate | IdempotencyConflict;
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
    structures::Refused, Uuid, saved_view::left, Refusal::of_structure;
    SaveViewAnswer = SavedViewList | InvalidDecision | IdempotencyConflict;
    DeleteViewAnswer = SavedViewList | IdempotencyConflict;
}

answers! {
    structures::Refused, StructureId, reason_template::left, Refusal::of_structure;
    SaveReasonTemplateAnswer = ReasonTemplateList | InvalidDecision | OutOfDate | IdempotencyConflict;
    DeleteReasonTemplateAnswer = ReasonTemplateList | OutOfDate | IdempotencyConflict;
}

answers! {
    structures::Refused, Uuid, notice::left, Refusal::of_structure;
    MarkNoticesReadAnswer = NoticeCount | IdempotencyConflict;
}

answers! {
    structures::Refused, WebhookId, webhook::with_secret, Refusal::of_structure;
    CreateWebhookAnswer = WebhookSecret | InvalidDecision | MandateEnded | IdempotencyConflict;
    RotateWebhookSecretAnswer = WebhookSecret | OutOfDate | MandateEnded | IdempotencyConflict;
}

answers! {
    structures::Refused, WebhookId, webhook::webhook, Refusal::of_structure;
    UpdateWebhookAnswer = Webhook | InvalidDecision | OutOfDate | MandateEnded | IdempotencyConflict;
    TestWebhookAnswer = Webhook | OutOfDate | MandateEnded | IdempotencyConflict;
    ReplayWebhookAnswer = Webhook | OutOfDate | MandateEnded | IdempotencyConflict;
}

answers! {
    structures::Refused, StructureId, refusal::structure, Refusal::of_structure;
    DeleteWebhookAnswer = Structure | OutOfDate | MandateEnded | IdempotencyConflict;
}

answers! {
    rule_sets::Refused, RuleSetId, rule_set::rule_set, Refusal::of_rules;
    DraftRuleSetAnswer = RuleSetVersion | InvalidRuleSet | AlreadyExists | OutOfDate | RuleSetFixed | IdempotencyConflict;
    SimulateRuleSetAnswer = RuleSetVersion | OutOfDate | RuleSetFixed | IdempotencyConflict;
    ScheduleRuleSetAnswer = RuleSetVersion | InvalidDecision | OutOfDate | RuleSetFixed | NotSimulated
        | IdempotencyConflict;
    DiscardRuleSetAnswer = RuleSetVersion | OutOfDate | RuleSetFixed | IdempotencyConflict;
}

answers! {
    reference_data::Refused, Uuid, reference::version, Refusal::of_reference;
    ScheduleReferenceVersionAnswer = ReferenceVersion | InvalidDecision | OutOfDate | ReferenceFixed
        | IdempotencyConflict;
    DiscardReferenceVersionAnswer = ReferenceVersion | OutOfDate | ReferenceFixed | IdempotencyConflict;
}

answers! {
    structures::Refused, CorrectionId, civil_status::correction, Refusal::of_structure;
    AskCivilStatusCorrectionAnswer = CivilStatusCorrection | InvalidCorrection | CorrectionUnderWay
        | IdempotencyConflict;
    ProposeCivilStatusDecisionAnswer = CivilStatusCorrection | InvalidDecision | OwnCorrection | DuplicatePerson
        | OutOfDate | IdempotencyConflict;
    ConfirmCivilStatusDecisionAnswer = CivilStatusCorrection | InvalidDecision | OwnCorrection | SameAgent
        | DuplicatePerson | OutOfDate | IdempotencyConflict;
    WithdrawCivilStatusCorrectionAnswer = CivilStatusCorrection | OutOfDate | IdempotencyConflict;
}

answers! {
    entries::Refused, PersonId, registration::changed, Refusal::of_entry;
    ChangeContactAnswer = Registration | InvalidChange | ChangeUnderWay | TooManyCodes | OutOfDate | IdempotencyConflict;
    ConfirmContactAnswer = Registration | WrongCode | OutOfDate | IdempotencyConflict;
    CancelChangeAnswer = Registration | OutOfDate | IdempotencyConflict;
    ChangeExerciseNamesAnswer = Registration | InvalidChange | ChangeUnderWay | OutOfDate | IdempotencyConflict;
    ChangeSituationAnswer = Registration | InvalidChange | NotEligible | ChangeUnderWay | SituationEnded | OwnSituation
        | OutOfDate | IdempotencyConflict;
    CloseSituationAnswer = Registration | InvalidChange | SituationEnded | OwnSituation | OutOfDate | IdempotencyConflict;
}

answers! {
    batches::Refused, BatchId, batch::begun, Refusal::of_batch;
    DecideBatchAnswer = Batch | InvalidBatch | InvalidDecision | IdempotencyConflict;
    RegisterBatchAnswer = Batch | InvalidBatch | InvalidDecision | IdempotencyConflict;
}

answers! {
    structures::Refused, Uuid, session::left, Refusal::of_structure;
    EndSessionAnswer = SessionList | IdempotencyConflict;
}

answers! {
    structures::Refused, SupportId, support::receipt, Refusal::of_structure;
    ContactSupportAnswer = SupportReceipt | InvalidMessage | IdempotencyConflict;
}

answers! {
    structures::Refused, SupportId, support::question, Refusal::of_structure;
    TakeSupportAnswer = SupportQuestion | OutOfDate | WrongSupportState | IdempotencyConflict;
    AnswerSupportAnswer = SupportQuestion | InvalidMessage | OutOfDate | WrongSupportState | IdempotencyConflict;
    CloseSupportAnswer = SupportQuestion | OutOfDate | WrongSupportState | IdempotencyConflict;
    ReopenSupportAnswer = SupportQuestion | OutOfDate | WrongSupportState | IdempotencyConflict;
}

answers! {
    structures::Refused, Issued, client::issued, Refusal::of_structure;
    CreateClientAnswer = IssuedSecret | InvalidClient | ClosedStructure | MandateEnded | IdempotencyConflict;
    RotateClientSecretAnswer = IssuedSecret | InvalidClient | MandateEnded | OutOfDate | IdempotencyConflict;
}

answers! {
    structures::Refused, ClientId, client::client, Refusal::of_structure;
    UpdateClientAnswer = Client | InvalidClient | MandateEnded | OutOfDate | IdempotencyConflict;
    RevokeClientAnswer = Client | MandateEnded | OutOfDate | IdempotencyConflict;
    GrantClientAnswer = Client | AlreadyExists | IdempotencyConflict;
    WithdrawGrantAnswer = Client | IdempotencyConflict;
}
