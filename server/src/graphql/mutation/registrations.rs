//! Registering in a person's stead, telling persons apart, and confirming what was typed.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};
use shared::registration::RawRegistration;
use shared::registration::Retyped;
use shared::request::Attestations;

use super::{change, inputs, key, who};
use crate::graphql::answer::{
    ConfirmRegistrationAnswer, RegisterProfessionalAnswer, ResolveDuplicateAnswer,
};
use crate::graphql::context::{app, refused};
use crate::graphql::duplicate::{DuplicateResolutionInput, TypedCivilStatusInput};
use crate::graphql::request_form::RequestFormInput;
use crate::requests::{self, RawRegistering, Resolution};

inputs! {
    RegisterProfessionalInput {
        civil_status: TypedCivilStatusInput,
        /// The second entry of what can never be changed afterwards.
        retyped: RetypedInput,
        /// Post, contact and acknowledgements; `structureFiness` is a structure that the caller manages. The terms are
        /// accepted by the manager, for this registration.
        form: RequestFormInput,
        /// `IDENTITY_CARD`, `PASSPORT`, `RESIDENCE_PERMIT` or `DRIVING_LICENCE`: the kind of the document that was shown.
        identity_document: String,
        /// The language in which the person is written to.
        #[graphql(default)] language: LetterLanguage,
        /// The manager checked that the person works there in this role.
        conditions_checked: bool,
        /// The manager checked the civil status against the document.
        identity_checked: bool,
        /// The registration may be deleted later; needed when the verdict is at risk.
        #[graphql(default)] risk_acknowledged: bool,
        /// What the manager says of each registered person who may be the same.
        #[graphql(default)] duplicates: Vec<DuplicateResolutionInput>,
    }
    ResolveDuplicateInput {
        id: ID,
        revision: i32,
        rpps_number: String,
        /// They are one and the same: the post will be added to that person.
        same: bool,
        /// Why; kept.
        reason: String,
    }
    ConfirmRegistrationInput {
        /// Of the link that was sent by e-mail.
        token: String,
    }
}

/// What is typed a second time.
#[derive(Clone, Debug, InputObject)]
#[expect(
    clippy::struct_field_names,
    reason = "the names of what is typed a second time"
)]
pub(crate) struct RetypedInput {
    birth_name: String,
    /// `YYYY-MM-DD`.
    birth_date: String,
    /// INSEE code: of the commune for a birth in France, else of the country.
    birth_place: String,
}

/// The language of a letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::text::Language")]
pub(crate) enum LetterLanguage {
    #[default]
    Fr,
    En,
}

/// Changes of the register.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RegistrationMutation;

#[Object]
impl RegistrationMutation {
    /// Registers a person from end to end: files in the person's stead and validates, in one act. For managers of the
    /// structure.
    async fn register_professional(
        &self,
        context: &Context<'_>,
        input: RegisterProfessionalInput,
    ) -> Result<RegisterProfessionalAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "registerProfessional",
            &signed_in,
            input.idempotency_key,
        )?;
        let raw = RawRegistering {
            registration: RawRegistration {
                civil_status: input.civil_status.into(),
                retyped: Retyped {
                    birth_name: input.retyped.birth_name,
                    birth_date: input.retyped.birth_date,
                    birth_place: input.retyped.birth_place,
                },
                form: input.form.into(),
                identity_document: input.identity_document,
            },
            language: input.language.into(),
            attestations: Attestations {
                conditions_checked: input.conditions_checked,
                identity_checked: input.identity_checked,
                risk_acknowledged: input.risk_acknowledged,
            },
            resolutions: input.duplicates.into_iter().map(Resolution::from).collect(),
        };
        let done = requests::register_professional(app(context), &caller, raw, key).await;
        RegisterProfessionalAnswer::of(context, done).await
    }

    /// Says whether a registered person is the person of a request; until each is told apart, it cannot be validated.
    /// For managers of the structure.
    async fn resolve_duplicate(
        &self,
        context: &Context<'_>,
        input: ResolveDuplicateInput,
    ) -> Result<ResolveDuplicateAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "resolveDuplicate",
            &signed_in,
            input.idempotency_key,
        )?;
        let change = change(context, &input.id, input.revision, key)?;
        let resolution = Resolution {
            rpps_number: input.rpps_number,
            is_same: input.same,
            reason: input.reason,
        };
        let done = requests::resolve_duplicate(app(context), &caller, change, resolution).await;
        ResolveDuplicateAnswer::of(context, done).await
    }

    /// Takes a registration that a manager typed as one's own: it is certified when FranceConnect says the same of every
    /// part. For the person, by the link that was sent.
    async fn confirm_registration(
        &self,
        context: &Context<'_>,
        input: ConfirmRegistrationInput,
    ) -> Result<ConfirmRegistrationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let professional = caller
            .professional()
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "confirmRegistration",
            &signed_in,
            input.idempotency_key,
        )?;
        let done =
            requests::confirm_registration(app(context), professional, &input.token, key).await;
        ConfirmRegistrationAnswer::of(context, done).await
    }
}
