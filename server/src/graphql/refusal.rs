//! Refusals that a person can cause: each a type of its own, with a code and a text.

mod batches;
mod entries;
mod reference;
mod rules;
mod structures;

use async_graphql::{Context, Error, Interface, SimpleObject};
use chrono::{DateTime, Utc};
use shared::catalogue;

use super::batch::BatchProblem;
use super::context::{app, coded, internal, language, refused, signed_in};
use super::entry::RegistrationChange;
use super::request::{Claim, Request};
use super::rule_set::RuleSetProblem;
use super::scalar::RequestStatus;
use super::verdict::{FieldError, Verdict};
use crate::caller::Caller;
use crate::requests;
use crate::store::{StoreError, Structure};

/// Why a mutation was refused.
#[expect(
    clippy::duplicated_attributes,
    reason = "each field of an interface names its type"
)]
#[derive(Clone, Debug, Interface)]
#[graphql(
    field(
        name = "code",
        ty = "&String",
        desc = "Code of `errorCatalogue`; never renamed, never reused."
    ),
    field(
        name = "text",
        ty = "&String",
        desc = "What to tell the person, in the language of the call."
    )
)]
pub(crate) enum Refusal {
    InvalidForm(Box<InvalidForm>),
    NotEligible(Box<NotEligible>),
    Stale(Box<Stale>),
    Claimed(Box<Claimed>),
    InvalidTransition(Box<InvalidTransition>),
    FieldLocked(Box<FieldLocked>),
    NotEditable(Box<NotEditable>),
    InvalidDecision(Box<InvalidDecision>),
    OwnRequest(Box<OwnRequest>),
    WrongCode(Box<WrongCode>),
    TooManyCodes(Box<TooManyCodes>),
    NumbersExhausted(Box<NumbersExhausted>),
    InvalidStructure(Box<InvalidStructure>),
    InvalidSubject(Box<InvalidSubject>),
    AlreadyExists(Box<AlreadyExists>),
    DesignationEnded(Box<DesignationEnded>),
    InvalidMandate(Box<InvalidMandate>),
    InvalidOrganisation(Box<InvalidOrganisation>),
    InvalidDesignation(Box<InvalidDesignation>),
    OwnDesignation(Box<OwnDesignation>),
    MandateEnded(Box<MandateEnded>),
    ClosedStructure(Box<ClosedStructure>),
    NotYourStep(Box<NotYourStep>),
    InvitationUnknown(Box<InvitationUnknown>),
    InvitationUsed(Box<InvitationUsed>),
    OutOfDate(Box<OutOfDate>),
    LinkUnknown(Box<LinkUnknown>),
    LinkUsed(Box<LinkUsed>),
    RegistrationDiffers(Box<RegistrationDiffers>),
    RegisteredTwice(Box<RegisteredTwice>),
    InvalidRuleSet(Box<InvalidRuleSet>),
    RuleSetFixed(Box<RuleSetFixed>),
    NotSimulated(Box<NotSimulated>),
    ReferenceFixed(Box<ReferenceFixed>),
    InvalidCorrection(Box<InvalidCorrection>),
    CorrectionUnderWay(Box<CorrectionUnderWay>),
    OwnCorrection(Box<OwnCorrection>),
    SameAgent(Box<SameAgent>),
    DuplicatePerson(Box<DuplicatePerson>),
    InvalidMessage(Box<InvalidMessage>),
    WrongSupportState(Box<WrongSupportState>),
    InvalidChange(Box<InvalidChange>),
    ChangeUnderWay(Box<ChangeUnderWay>),
    SituationEnded(Box<SituationEnded>),
    OwnSituation(Box<OwnSituation>),
    InvalidClient(Box<InvalidClient>),
    InvalidBatch(Box<InvalidBatch>),
    IdempotencyConflict(Box<IdempotencyConflict>),
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $code:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* }),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, SimpleObject)]
        pub(crate) struct $name {
            code: String,
            text: String,
            $($(#[$field_doc])* $field: $type),*
        }

        impl $name {
            fn new(context: &Context<'_>, $($field: $type),*) -> Self {
                let text = catalogue::refusal($code).r#in(language(context)).to_owned();
                Self { code: $code.to_owned(), text, $($field),* }
            }
        }
    )+};
}

refusals! {
    /// The form has fields that are missing or wrong.
    InvalidForm = "INVALID_FORM" { errors: Vec<FieldError> },
    /// The verdict has a blocking finding.
    NotEligible = "NOT_ELIGIBLE" { verdict: Verdict },
    /// It has changed since it was read: what it is now, and which fields changed.
    Stale = "STALE" { current: Request, changed_fields: Vec<String> },
    /// Another manager holds the lease.
    Claimed = "CLAIMED" { claim: Claim },
    /// The request's state does not allow this.
    InvalidTransition = "INVALID_TRANSITION" { status: RequestStatus },
    /// Only the fields named in the correction may change.
    FieldLocked = "FIELD_LOCKED" { fields: Vec<String> },
    /// The form cannot be written in this state.
    NotEditable = "NOT_EDITABLE" { status: RequestStatus },
    /// A decision lacks its reason, its text or an attestation.
    InvalidDecision = "INVALID_DECISION" { errors: Vec<FieldError> },
    /// Nobody decides on their own request.
    OwnRequest = "OWN_REQUEST" {},
    /// The code is not the one that was sent.
    WrongCode = "WRONG_CODE" { attempts_left: i32 },
    /// Too many codes were sent within the hour.
    TooManyCodes = "TOO_MANY_CODES" { retry_at: DateTime<Utc> },
    /// No number is left, or no range is configured.
    NumbersExhausted = "NUMBERS_EXHAUSTED" {},
    /// The structure has fields that are missing or wrong.
    InvalidStructure = "INVALID_STRUCTURE" { errors: Vec<FieldError> },
    /// Not an identifier of Pro Santé Connect.
    InvalidSubject = "INVALID_SUBJECT" {},
    /// It exists already.
    AlreadyExists = "ALREADY_EXISTS" {},
    /// The designation has ended already, or has changed since it was read.
    DesignationEnded = "DESIGNATION_ENDED" {},
    /// The client has fields that are missing or wrong.
    InvalidClient = "INVALID_CLIENT" { errors: Vec<FieldError> },
    /// The mandate has fields that are missing or wrong.
    InvalidMandate = "INVALID_MANDATE" { errors: Vec<FieldError> },
    /// The organisation has fields that are missing or wrong.
    InvalidOrganisation = "INVALID_ORGANISATION" { errors: Vec<FieldError> },
    /// The designation, or a step of it, has fields that are missing or wrong.
    InvalidDesignation = "INVALID_DESIGNATION" { errors: Vec<FieldError> },
    /// Nobody designates or confirms themselves.
    OwnDesignation = "OWN_DESIGNATION" {},
    /// The last day of the mandate is over.
    MandateEnded = "MANDATE_ENDED" {},
    /// The structure is closed in FINESS.
    ClosedStructure = "CLOSED_STRUCTURE" {},
    /// The step belongs to the other side.
    NotYourStep = "NOT_YOUR_STEP" {},
    /// No such invitation, or it is no longer good.
    InvitationUnknown = "INVITATION_UNKNOWN" {},
    /// The invitation was redeemed before.
    InvitationUsed = "INVITATION_USED" {},
    /// It has changed since it was read.
    OutOfDate = "OUT_OF_DATE" {},
    /// No such link.
    LinkUnknown = "LINK_UNKNOWN" {},
    /// The link was used before.
    LinkUsed = "LINK_USED" {},
    /// FranceConnect certifies something else than what a manager typed; the difference is reported.
    RegistrationDiffers = "REGISTRATION_DIFFERS" { fields: Vec<String> },
    /// The same person has another number already.
    RegisteredTwice = "REGISTERED_TWICE" {},
    /// The text of a rule set is not right: everything that is wrong with it.
    InvalidRuleSet = "INVALID_RULE_SET" { problems: Vec<RuleSetProblem> },
    /// The rule set is scheduled, in force, past or discarded.
    RuleSetFixed = "RULE_SET_FIXED" {},
    /// The rule set was not run over the stock since its last change.
    NotSimulated = "NOT_SIMULATED" {},
    /// A version of reference data that is scheduled, in force, past or discarded.
    ReferenceFixed = "REFERENCE_FIXED" {},
    /// The correction has fields that are missing or wrong, or changes nothing.
    InvalidCorrection = "INVALID_CORRECTION" { errors: Vec<FieldError> },
    /// Another correction of the person is open.
    CorrectionUnderWay = "CORRECTION_UNDER_WAY" {},
    /// Nobody decides on what they asked for, or on their own civil status.
    OwnCorrection = "OWN_CORRECTION" {},
    /// Who proposed a decision does not confirm it.
    SameAgent = "SAME_AGENT" {},
    /// Another registered person has exactly this civil status.
    DuplicatePerson = "DUPLICATE_PERSON" {},
    /// The message to support, or the answer, has fields that are missing or wrong.
    InvalidMessage = "INVALID_MESSAGE" { errors: Vec<FieldError> },
    /// The question is closed, waits already, or its words are gone.
    WrongSupportState = "WRONG_SUPPORT_STATE" {},
    /// The change of an entry has fields that are missing or wrong, or changes nothing.
    InvalidChange = "INVALID_CHANGE" { errors: Vec<FieldError> },
    /// Another change of the person waits.
    ChangeUnderWay = "CHANGE_UNDER_WAY" { change: RegistrationChange },
    /// The situation has ended already.
    SituationEnded = "SITUATION_ENDED" {},
    /// Nobody changes or closes their own situation.
    OwnSituation = "OWN_SITUATION" {},
    /// The batch is empty or too large, or its file cannot be read.
    InvalidBatch = "INVALID_BATCH" { problem: BatchProblem },
    /// The idempotency key was used for something else.
    IdempotencyConflict = "IDEMPOTENCY_CONFLICT" {},
}

impl Refusal {
    /// What a use case about a request refused, or the error that no union holds.
    pub(super) async fn of_request(
        context: &Context<'_>,
        error: requests::Refused,
    ) -> Result<Self, Error> {
        use requests::Refused;
        let errors = |errors: Vec<_>| errors.into_iter().map(FieldError::from).collect();
        Ok(match error {
            Refused::NotFound => return Err(coded(context, "NOT_FOUND")),
            Refused::Denied(denied) => return Err(refused(context, denied)),
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::Stale { id, seen } => Self::Stale(Box::new(stale(context, id, seen).await?)),
            Refused::Claimed(_, id) => {
                let current = current(context, id).await?;
                match current.claim_now(app(context).clock.now()) {
                    Some(claim) => Self::Claimed(Box::new(Claimed::new(context, claim))),
                    // It was given back while we looked.
                    None => Self::Stale(Box::new(Stale::new(context, current, Vec::new()))),
                }
            }
            Refused::InvalidTransition(shared::request::InvalidTransition(status)) => {
                Self::InvalidTransition(Box::new(InvalidTransition::new(context, status.into())))
            }
            Refused::FieldLocked(fields) => {
                let fields = fields
                    .into_iter()
                    .map(|field| field.code().to_owned())
                    .collect();
                Self::FieldLocked(Box::new(FieldLocked::new(context, fields)))
            }
            Refused::NotEditable(status) => {
                Self::NotEditable(Box::new(NotEditable::new(context, status.into())))
            }
            Refused::InvalidForm(wrong) => {
                Self::InvalidForm(Box::new(InvalidForm::new(context, errors(wrong))))
            }
            Refused::NotEligible(verdict) => Self::NotEligible(Box::new(NotEligible::new(
                context,
                Verdict::from(verdict.as_ref()),
            ))),
            Refused::InvalidDecision(wrong) => {
                Self::InvalidDecision(Box::new(InvalidDecision::new(context, errors(wrong))))
            }
            Refused::OwnRequest => Self::OwnRequest(Box::new(OwnRequest::new(context))),
            Refused::WrongCode { attempts_left } => {
                Self::WrongCode(Box::new(WrongCode::new(context, attempts_left)))
            }
            Refused::TooManyCodes { retry_at } => {
                Self::TooManyCodes(Box::new(TooManyCodes::new(context, retry_at)))
            }
            Refused::LinkUnknown => Self::LinkUnknown(Box::new(LinkUnknown::new(context))),
            Refused::LinkUsed => Self::LinkUsed(Box::new(LinkUsed::new(context))),
            Refused::RegisteredTwice => {
                Self::RegisteredTwice(Box::new(RegisteredTwice::new(context)))
            }
            Refused::Differs(fields) => {
                let fields = fields.iter().map(|field| field.code().to_owned());
                let differs = RegistrationDiffers::new(context, fields.collect());
                Self::RegistrationDiffers(Box::new(differs))
            }
            Refused::NumbersExhausted => {
                Self::NumbersExhausted(Box::new(NumbersExhausted::new(context)))
            }
            Refused::IdempotencyConflict => {
                Self::IdempotencyConflict(Box::new(IdempotencyConflict::new(context)))
            }
        })
    }
}

/// The request as it is now, and what changed since the revision that the caller had.
async fn stale(
    context: &Context<'_>,
    id: shared::id::RequestId,
    seen: i32,
) -> Result<Stale, Error> {
    let current = current(context, id).await?;
    let changed = async {
        app(context)
            .store
            .read()
            .await?
            .changed_since(id, seen)
            .await
    };
    let changed: Result<Vec<String>, StoreError> = changed.await;
    let changed = changed.map_err(|error| internal(context, &error))?;
    Ok(Stale::new(context, current, changed))
}

async fn current(context: &Context<'_>, id: shared::id::RequestId) -> Result<Request, Error> {
    let signed_in = signed_in(context).await?;
    let viewed = requests::request(app(context), &Caller::new(signed_in.clone()), id).await;
    let viewed = viewed
        .map_err(|error| internal(context, &error))?
        .ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(Request::new(viewed, signed_in))
}

/// The structure that a use case returned, as it is now.
pub(super) async fn structure(
    context: &Context<'_>,
    id: shared::id::StructureId,
) -> Result<super::structure::Structure, Error> {
    let structure = async { app(context).store.read().await?.structure(id).await };
    let structure: Option<Structure> =
        structure.await.map_err(|error| internal(context, &error))?;
    let structure = structure.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    let structure = super::structure::Structure::new(app(context), structure);
    let structures = super::structure::Structure::with_office(context, vec![structure]).await?;
    structures
        .into_iter()
        .next()
        .ok_or_else(|| coded(context, "NOT_FOUND"))
}

/// The request that a use case returned, as it is now.
pub(super) async fn request(
    context: &Context<'_>,
    id: shared::id::RequestId,
) -> Result<Request, Error> {
    current(context, id).await
}
