//! Changes. Each asks for the caller's right, runs one use case, and answers with the object or a refusal.

use std::collections::BTreeMap;

use async_graphql::{Context, Enum, Error, ID, InputObject, Name, Object, Result, Value};
use sha2::{Digest, Sha256};
use shared::field_error::{Field, FieldError, Problem};
use shared::id::{DesignationId, RequestId, StructureId};
use shared::request::{Attestations, CorrectionItem};
use shared::value_set::CorrectionReason;
use uuid::Uuid;

use super::answer::{
    ClaimRequestAnswer, ConfirmEmailAnswer, CreateDraftAnswer, CreateStructureAnswer,
    DesignateManagerAnswer, RejectRequestAnswer, ReleaseRequestAnswer, RequestCorrectionAnswer,
    RestoreDraftAnswer, ResumeDesignationAnswer, RevokeDesignationAnswer, SaveDraftAnswer,
    SendEmailCodeAnswer, SubmitRequestAnswer, SuspendDesignationAnswer, ValidateRequestAnswer,
    WithdrawRequestAnswer,
};
use super::context::{app, caller, coded, refused};
use super::request_form::RequestFormInput;
use super::scalar::{RejectionReason, StructureKind};
use crate::requests::{self, AskedCorrection, AskedRejection, Change, Decision};
use crate::store::Key;
use crate::structures::{self, AskedTurn, RawStructure, Turn};

/// Longest idempotency key.
const LONGEST_KEY: usize = 200;

/// What every input about an existing request holds.
macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $name {
            $($(#[$attribute])* $field: $type,)*
            /// The same key and input give the same answer again; kept 24 hours.
            idempotency_key: Option<String>,
        }
    )+};
}

inputs! {
    CreateDraftInput {}
    SaveDraftInput { id: ID, revision: i32, form: RequestFormInput }
    SendEmailCodeInput { id: ID, revision: i32 }
    ConfirmEmailInput { id: ID, revision: i32, code: String }
    SubmitRequestInput { id: ID, revision: i32 }
    WithdrawRequestInput { id: ID, revision: i32 }
    RestoreDraftInput { id: ID, revision: i32 }
    ClaimRequestInput { id: ID, revision: i32, #[graphql(default)] take_over: bool }
    ReleaseRequestInput { id: ID, revision: i32 }
    RequestCorrectionInput {
        id: ID,
        revision: i32,
        #[graphql(default)] take_over: bool,
        items: Vec<CorrectionItemInput>,
        #[graphql(default)] text: String,
    }
    ValidateRequestInput {
        id: ID,
        revision: i32,
        #[graphql(default)] take_over: bool,
        /// The manager checked that the person works there in this role.
        conditions_checked: bool,
        /// The manager checked the civil status, an uncertified place of birth included.
        identity_checked: bool,
        /// The registration may be deleted later; needed when the verdict is at risk.
        #[graphql(default)] risk_acknowledged: bool,
    }
    RejectRequestInput {
        id: ID,
        revision: i32,
        #[graphql(default)] take_over: bool,
        reason: RejectionReason,
        text: String,
    }
    CreateStructureInput {
        finess: String,
        kind: StructureKind,
        name: String,
        siret: Option<String>,
        #[graphql(default)] town: String,
        /// FINESS aggregated category, four digits.
        #[graphql(default)] category: String,
    }
    DesignateManagerInput { structure_id: ID, subject_name_id: String }
    RevokeDesignationInput { id: ID, revision: i32, reason: String }
    SuspendDesignationInput { id: ID, revision: i32, reason: String }
    ResumeDesignationInput { id: ID, revision: i32, reason: String }
}

/// A field to correct, and why.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CorrectionItemInput {
    /// Name as in `RequestForm`.
    field: String,
    code: CorrectionCode,
    /// The manager's own words.
    #[graphql(default)]
    text: String,
}

/// Why a field is sent back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(
    remote = "shared::value_set::CorrectionReason",
    name = "CorrectionCode"
)]
pub(crate) enum CorrectionCode {
    WrongValue,
    Incomplete,
    DoesNotMatchDocument,
    WrongStructure,
    Other,
}

/// Changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mutation;

#[Object]
impl Mutation {
    /// Begins a request with what FranceConnect certified. For professionals.
    async fn create_draft(
        &self,
        context: &Context<'_>,
        input: CreateDraftInput,
    ) -> Result<CreateDraftAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "createDraft",
            professional.signed_in,
            input.idempotency_key,
        )?;
        CreateDraftAnswer::of(
            context,
            requests::create_draft(app(context), professional, key).await,
        )
        .await
    }

    /// Saves what was typed so far, finished or not: of a draft, or of an open correction.
    async fn save_draft(
        &self,
        context: &Context<'_>,
        input: SaveDraftInput,
    ) -> Result<SaveDraftAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "saveDraft",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        let done =
            requests::save_draft(app(context), professional, change, input.form.into()).await;
        SaveDraftAnswer::of(context, done).await
    }

    /// Sends a code to the e-mail address of the form.
    async fn send_email_code(
        &self,
        context: &Context<'_>,
        input: SendEmailCodeInput,
    ) -> Result<SendEmailCodeAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "sendEmailCode",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        SendEmailCodeAnswer::of(
            context,
            requests::send_email_code(app(context), professional, change).await,
        )
        .await
    }

    /// Confirms the e-mail address by the code that was sent to it.
    async fn confirm_email(
        &self,
        context: &Context<'_>,
        input: ConfirmEmailInput,
    ) -> Result<ConfirmEmailAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "confirmEmail",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        let done = requests::confirm_email(app(context), professional, change, &input.code).await;
        ConfirmEmailAnswer::of(context, done).await
    }

    /// Sends the request, or a corrected one again, to the structure's managers.
    async fn submit_request(
        &self,
        context: &Context<'_>,
        input: SubmitRequestInput,
    ) -> Result<SubmitRequestAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "submitRequest",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        SubmitRequestAnswer::of(
            context,
            requests::submit(app(context), professional, change).await,
        )
        .await
    }

    /// Takes a request back, at any time before the decision.
    async fn withdraw_request(
        &self,
        context: &Context<'_>,
        input: WithdrawRequestInput,
    ) -> Result<WithdrawRequestAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "withdrawRequest",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        WithdrawRequestAnswer::of(
            context,
            requests::withdraw(app(context), professional, change).await,
        )
        .await
    }

    /// Makes a draft that was withdrawn a draft again, for 14 days.
    async fn restore_draft(
        &self,
        context: &Context<'_>,
        input: RestoreDraftInput,
    ) -> Result<RestoreDraftAnswer> {
        let caller = caller(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "restoreDraft",
            professional.signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        RestoreDraftAnswer::of(
            context,
            requests::restore(app(context), professional, change).await,
        )
        .await
    }

    /// Takes or renews the lease on a request, for 15 minutes. For managers of its structure.
    async fn claim_request(
        &self,
        context: &Context<'_>,
        input: ClaimRequestInput,
    ) -> Result<ClaimRequestAnswer> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "claimRequest", signed_in, input.idempotency_key)?;
        let change = change(context, &input.id, input.revision, key)?;
        let decision = Decision {
            change,
            take_over: input.take_over,
        };
        ClaimRequestAnswer::of(
            context,
            requests::claim(app(context), &caller, decision).await,
        )
        .await
    }

    /// Gives the lease back. For managers of the request's structure.
    async fn release_request(
        &self,
        context: &Context<'_>,
        input: ReleaseRequestInput,
    ) -> Result<ReleaseRequestAnswer> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "releaseRequest", signed_in, input.idempotency_key)?;
        let change = change(context, &input.id, input.revision, key)?;
        ReleaseRequestAnswer::of(
            context,
            requests::release(app(context), &caller, change).await,
        )
        .await
    }

    /// Sends a request back; only the named fields unlock. For managers of its structure.
    async fn request_correction(
        &self,
        context: &Context<'_>,
        input: RequestCorrectionInput,
    ) -> Result<RequestCorrectionAnswer> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "requestCorrection",
            signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        let decision = Decision {
            change,
            take_over: input.take_over,
        };
        let done = match correction_items(input.items) {
            Ok(items) => {
                let asked = AskedCorrection {
                    items,
                    text: input.text,
                };
                requests::ask_correction(app(context), &caller, decision, asked).await
            }
            Err(error) => Err(requests::Refused::InvalidDecision(vec![error])),
        };
        RequestCorrectionAnswer::of(context, done).await
    }

    /// Accepts a request: the person is registered and gets an RPPS number. For managers of its structure.
    async fn validate_request(
        &self,
        context: &Context<'_>,
        input: ValidateRequestInput,
    ) -> Result<ValidateRequestAnswer> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "validateRequest", signed_in, input.idempotency_key)?;
        let change = change(context, &input.id, input.revision, key)?;
        let decision = Decision {
            change,
            take_over: input.take_over,
        };
        let attestations = Attestations {
            conditions_checked: input.conditions_checked,
            identity_checked: input.identity_checked,
            risk_acknowledged: input.risk_acknowledged,
        };
        let done = requests::validate(app(context), &caller, decision, attestations).await;
        ValidateRequestAnswer::of(context, done).await
    }

    /// Refuses a request, with a coded reason and a text. For managers of its structure.
    async fn reject_request(
        &self,
        context: &Context<'_>,
        input: RejectRequestInput,
    ) -> Result<RejectRequestAnswer> {
        let caller = caller(context).await?;
        let signed_in = caller
            .signed_in()
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "rejectRequest", signed_in, input.idempotency_key)?;
        let change = change(context, &input.id, input.revision, key)?;
        let decision = Decision {
            change,
            take_over: input.take_over,
        };
        let asked = AskedRejection {
            reason: input.reason.into(),
            text: input.text,
        };
        RejectRequestAnswer::of(
            context,
            requests::reject(app(context), &caller, decision, asked).await,
        )
        .await
    }

    /// Adds a structure. For ANS agents.
    async fn create_structure(
        &self,
        context: &Context<'_>,
        input: CreateStructureInput,
    ) -> Result<CreateStructureAnswer> {
        let caller = caller(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "createStructure",
            agent.signed_in,
            input.idempotency_key,
        )?;
        let raw = RawStructure {
            finess: input.finess,
            kind: input.kind.into(),
            name: input.name,
            siret: input.siret,
            town: input.town,
            category: input.category,
        };
        let done = structures::create_structure(app(context), agent, raw, key).await;
        CreateStructureAnswer::of(context, done).await
    }

    /// Designates a manager of a structure. For ANS agents.
    async fn designate_manager(
        &self,
        context: &Context<'_>,
        input: DesignateManagerInput,
    ) -> Result<DesignateManagerAnswer> {
        let caller = caller(context).await?;
        let agent = caller
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "designateManager",
            agent.signed_in,
            input.idempotency_key,
        )?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let done = structures::designate_manager(
            app(context),
            agent,
            structure,
            &input.subject_name_id,
            key,
        )
        .await;
        DesignateManagerAnswer::of(context, done).await
    }

    /// Ends a manager's right at once, open sessions and sockets included. For ANS agents.
    async fn revoke_designation(
        &self,
        context: &Context<'_>,
        input: RevokeDesignationInput,
    ) -> Result<RevokeDesignationAnswer> {
        let asked = (&input.id, input.revision, input.reason);
        let done = turn(context, Turn::Revoke, asked, input.idempotency_key).await?;
        RevokeDesignationAnswer::of(context, done).await
    }

    /// Lets a manager's right rest, at once, until it is resumed. For ANS agents.
    async fn suspend_designation(
        &self,
        context: &Context<'_>,
        input: SuspendDesignationInput,
    ) -> Result<SuspendDesignationAnswer> {
        let asked = (&input.id, input.revision, input.reason);
        let done = turn(context, Turn::Suspend, asked, input.idempotency_key).await?;
        SuspendDesignationAnswer::of(context, done).await
    }

    /// Gives a manager back a right that rested. For ANS agents.
    async fn resume_designation(
        &self,
        context: &Context<'_>,
        input: ResumeDesignationInput,
    ) -> Result<ResumeDesignationAnswer> {
        let asked = (&input.id, input.revision, input.reason);
        let done = turn(context, Turn::Resume, asked, input.idempotency_key).await?;
        ResumeDesignationAnswer::of(context, done).await
    }
}

fn uuid(context: &Context<'_>, id: &ID) -> Result<Uuid, Error> {
    id.parse().map_err(|_| coded(context, "NOT_FOUND"))
}

fn change(
    context: &Context<'_>,
    id: &ID,
    revision: i32,
    key: Option<Key>,
) -> Result<Change, Error> {
    Ok(Change {
        id: RequestId(uuid(context, id)?),
        revision,
        key,
    })
}

/// The idempotency key with the hash of everything else that was sent.
fn key(
    context: &Context<'_>,
    mutation: &'static str,
    signed_in: &crate::caller::SignedIn,
    key: Option<String>,
) -> Result<Option<Key>, Error> {
    let Some(key) = key else { return Ok(None) };
    let fits = (1..=LONGEST_KEY).contains(&key.len()) && !key.contains('\0');
    if !fits {
        return Err(coded(context, "INVALID_ARGUMENT"));
    }
    // Sorted by name, so that the order in which a client writes its fields does not matter.
    let mut body: BTreeMap<String, String> = BTreeMap::new();
    for (_, value) in context.field().arguments()? {
        if let Value::Object(mut input) = value {
            input.shift_remove(&Name::new("idempotencyKey"));
            body.extend(
                input
                    .into_iter()
                    .map(|(name, value)| (name.to_string(), value.to_string())),
            );
        }
    }
    let body_hash = body
        .iter()
        .fold(Sha256::new(), |hash, (name, value)| {
            hash.chain_update(format!("{name}={value}\0"))
        })
        .finalize()
        .into();
    let at = app(context).clock.now();
    Ok(Some(Key {
        account: signed_in.account,
        mutation,
        key,
        body_hash,
        at,
    }))
}

fn correction_items(items: Vec<CorrectionItemInput>) -> Result<Vec<CorrectionItem>, FieldError> {
    let item = |item: CorrectionItemInput| {
        let field = Field::from_code(&item.field)
            .ok_or(FieldError::new(Field::Items, Problem::UnknownCode))?;
        Ok(CorrectionItem {
            field,
            code: CorrectionReason::from(item.code),
            text: item.text.trim().to_owned(),
        })
    };
    items.into_iter().map(item).collect()
}

/// Changes a designation, given as id, revision and reason.
async fn turn(
    context: &Context<'_>,
    turn: Turn,
    (id, revision, reason): (&ID, i32, String),
    idempotency_key: Option<String>,
) -> Result<Result<StructureId, structures::Refused>> {
    let caller = caller(context).await?;
    let agent = caller
        .ans_agent()
        .map_err(|denied| refused(context, denied))?;
    let mutation = match turn {
        Turn::Revoke => "revokeDesignation",
        Turn::Suspend => "suspendDesignation",
        Turn::Resume => "resumeDesignation",
    };
    let key = key(context, mutation, agent.signed_in, idempotency_key)?;
    let asked = AskedTurn {
        id: DesignationId(uuid(context, id)?),
        revision,
        reason,
    };
    Ok(structures::turn_designation(app(context), agent, turn, asked, key).await)
}
