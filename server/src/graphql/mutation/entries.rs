//! Changes of a person's entry after the registration.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::entry::{RawClosing, RawContact, RawExerciseNames, RawPost};
use shared::id::{ChangeId, SituationId};
use shared::rpps::RppsNumber;

use super::{inputs, key, uuid, who};
use crate::entries::{self, AskedPost};
use crate::graphql::answer::{
    CancelChangeAnswer, ChangeContactAnswer, ChangeExerciseNamesAnswer, ChangeSituationAnswer,
    CloseSituationAnswer, ConfirmContactAnswer,
};
use crate::graphql::context::{app, coded};

inputs! {
    ChangeContactInput {
        /// Whose entry; the caller's own unless given.
        rpps_number: Option<String>,
        /// Of the entry.
        revision: i32,
        email: String,
        phone: String,
    }
    ConfirmContactInput {
        /// Of the change.
        id: ID,
        revision: i32,
        code: String,
    }
    CancelChangeInput { id: ID, revision: i32 }
    ChangeExerciseNamesInput {
        /// Whose entry; the caller's own unless given.
        rpps_number: Option<String>,
        /// Of the entry.
        revision: i32,
        exercise_last_name: String,
        exercise_first_name: String,
    }
    ChangeSituationInput {
        id: ID,
        revision: i32,
        structure_finess: String,
        role: String,
        activity_kind: String,
        practice_mode: String,
        category: String,
        /// `YYYY-MM-DD`.
        start_date: String,
        /// `YYYY-MM-DD`, or empty.
        #[graphql(default)] end_date: String,
        /// The registration may be deleted later; needed when the verdict is at risk.
        #[graphql(default)] risk_acknowledged: bool,
    }
    CloseSituationInput {
        id: ID,
        revision: i32,
        /// `YYYY-MM-DD`, today or any other day since the first.
        end_date: String,
        /// Code of `ClosingReason`.
        reason: String,
    }
}

/// Changes of entries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EntryMutation;

#[Object]
impl EntryMutation {
    /// Changes where a person is reached. A new e-mail address replaces the old one once the code that is sent there is
    /// typed (`confirmContact`); the old one is told. For the person, and for managers of a structure where the person
    /// works.
    async fn change_contact(
        &self,
        context: &Context<'_>,
        input: ChangeContactInput,
    ) -> Result<ChangeContactAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "changeContact", &signed_in, input.idempotency_key)?;
        let number = number(context, input.rpps_number.as_deref())?;
        let raw = RawContact {
            email: input.email,
            phone: input.phone,
        };
        let of = (number.as_ref(), input.revision);
        let done = entries::change_contact(app(context), &caller, of, &raw, key).await;
        ChangeContactAnswer::of(context, done).await
    }

    /// Confirms a new address by the code that was sent there. For whoever may ask for the change.
    async fn confirm_contact(
        &self,
        context: &Context<'_>,
        input: ConfirmContactInput,
    ) -> Result<ConfirmContactAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "confirmContact", &signed_in, input.idempotency_key)?;
        let asked = (ChangeId(uuid(context, &input.id)?), input.revision);
        let done = entries::confirm_contact(app(context), &caller, asked, &input.code, key).await;
        ConfirmContactAnswer::of(context, done).await
    }

    /// Takes back a change that waits to be confirmed. For whoever may ask for it.
    async fn cancel_change(
        &self,
        context: &Context<'_>,
        input: CancelChangeInput,
    ) -> Result<CancelChangeAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "cancelChange", &signed_in, input.idempotency_key)?;
        let asked = (ChangeId(uuid(context, &input.id)?), input.revision);
        let done = entries::cancel_change(app(context), &caller, asked, key).await;
        CancelChangeAnswer::of(context, done).await
    }

    /// Changes the names under which a person works. For the person, and for managers of a structure where the person
    /// works.
    async fn change_exercise_names(
        &self,
        context: &Context<'_>,
        input: ChangeExerciseNamesInput,
    ) -> Result<ChangeExerciseNamesAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "changeExerciseNames",
            &signed_in,
            input.idempotency_key,
        )?;
        let number = number(context, input.rpps_number.as_deref())?;
        let raw = RawExerciseNames {
            last_name: input.exercise_last_name,
            first_name: input.exercise_first_name,
        };
        let of = (number.as_ref(), input.revision);
        let done = entries::change_exercise_names(app(context), &caller, of, &raw, key).await;
        ChangeExerciseNamesAnswer::of(context, done).await
    }

    /// Changes role, structure or dates of a situation, by the rules of a decision. Another structure has to be one of the
    /// caller's too. For managers of its structure.
    async fn change_situation(
        &self,
        context: &Context<'_>,
        input: ChangeSituationInput,
    ) -> Result<ChangeSituationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "changeSituation",
            &signed_in,
            input.idempotency_key,
        )?;
        let asked = (SituationId(uuid(context, &input.id)?), input.revision);
        let raw = AskedPost {
            post: RawPost {
                structure_finess: input.structure_finess,
                role: input.role,
                activity_kind: input.activity_kind,
                practice_mode: input.practice_mode,
                category: input.category,
                start_date: input.start_date,
                end_date: input.end_date,
            },
            risk_acknowledged: input.risk_acknowledged,
        };
        let done = entries::change_situation(app(context), &caller, asked, &raw, key).await;
        ChangeSituationAnswer::of(context, done).await
    }

    /// Gives a situation its last day, with the reason; the number stays the person's. For managers of its structure.
    async fn close_situation(
        &self,
        context: &Context<'_>,
        input: CloseSituationInput,
    ) -> Result<CloseSituationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "closeSituation", &signed_in, input.idempotency_key)?;
        let asked = (SituationId(uuid(context, &input.id)?), input.revision);
        let raw = RawClosing {
            end_date: input.end_date,
            reason: input.reason,
        };
        let done = entries::close_situation(app(context), &caller, asked, &raw, key).await;
        CloseSituationAnswer::of(context, done).await
    }
}

/// What is no number is nobody's.
fn number(context: &Context<'_>, typed: Option<&str>) -> Result<Option<RppsNumber>> {
    let number = typed.map(RppsNumber::parse_typed).transpose();
    number.map_err(|_| coded(context, "NOT_FOUND"))
}
