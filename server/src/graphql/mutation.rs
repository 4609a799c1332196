//! Changes. Each asks for the caller's right, runs one use case, and answers with the object or a refusal.

mod batches;
mod civil_status;
mod clients;
mod entries;
mod notices;
mod references;
mod registrations;
mod regularisations;
mod rules;
mod sessions;
mod structures;
mod support;
mod templates;
mod views;
mod webhooks;

use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{
    Context, Enum, Error, ID, InputObject, MergedObject, Name, Object, Result, Value,
};
use sha2::{Digest, Sha256};
use shared::field_error::{Field, FieldError, Problem};
use shared::id::RequestId;
use shared::request::{Attestations, CorrectionItem};
use shared::value_set::CorrectionReason;
use uuid::Uuid;

use super::answer::{
    ClaimRequestAnswer, ConfirmEmailAnswer, CreateDraftAnswer, RejectRequestAnswer,
    ReleaseRequestAnswer, RequestCorrectionAnswer, RestoreDraftAnswer, SaveDraftAnswer,
    SendEmailCodeAnswer, SubmitRequestAnswer, ValidateRequestAnswer, WithdrawRequestAnswer,
};
use super::context::{app, caller, coded, refused};
use super::request_form::RequestFormInput;
use super::scalar::RejectionReason;
use crate::caller::{Caller, SignedIn};
use crate::requests::{self, AskedCorrection, AskedRejection, Change, Decision};
use crate::store::Key;

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
use inputs;

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
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub(crate) struct Mutation(
    RequestMutation,
    registrations::RegistrationMutation,
    structures::StructureMutation,
    regularisations::RegularisationMutation,
    civil_status::CivilStatusMutation,
    entries::EntryMutation,
    sessions::SessionMutation,
    views::ViewMutation,
    templates::TemplateMutation,
    notices::NoticeMutation,
    batches::BatchMutation,
    rules::RuleMutation,
    references::ReferenceMutation,
    support::SupportMutation,
    clients::ClientMutation,
    webhooks::WebhookMutation,
);

/// Changes of requests.
#[derive(Clone, Copy, Debug, Default)]
struct RequestMutation;

#[Object]
impl RequestMutation {
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
}

/// The caller, who has to be signed in.
async fn who(context: &Context<'_>) -> Result<(Caller, Arc<SignedIn>), Error> {
    let caller = caller(context).await?;
    let signed_in = caller
        .signed_in()
        .cloned()
        .map_err(|denied| refused(context, denied))?;
    Ok((caller, signed_in))
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
    let body_hash = body_hash(context)?;
    let at = app(context).clock.now();
    Ok(Some(Key {
        account: signed_in.account,
        mutation,
        key,
        body_hash,
        at,
    }))
}

/// The hash of everything that was sent but the key.
fn body_hash(context: &Context<'_>) -> Result<[u8; 32], Error> {
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
    Ok(body
        .iter()
        .fold(Sha256::new(), |hash, (name, value)| {
            hash.chain_update(format!("{name}={value}\0"))
        })
        .finalize()
        .into())
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
