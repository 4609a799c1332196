//! Changes of structures: who represents them, how they are organised, who manages them.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::id::{DesignationId, MandateId, StructureId};

use super::{inputs, key, uuid, who};
use crate::graphql::answer::{
    CreateStructureAnswer, DesignateManagerAnswer, EndMandateAnswer, RecordMandateAnswer,
    RecordPrerequisiteAnswer, RedeemInvitationAnswer, ResumeDesignationAnswer,
    RevokeDesignationAnswer, SaveOrganisationAnswer, SendInvitationAnswer,
    SuspendDesignationAnswer,
};
use crate::graphql::context::{app, caller, refused};
use crate::graphql::designation::PrerequisiteKind;
use crate::graphql::mandate::{Department, Management, MandateQuality, Worth};
use crate::graphql::scalar::{Date, StructureKind};
use crate::structures::{
    self, AskedEnd, AskedTurn, RawDesignation, RawMandate, RawOrganisation, RawStep, RawStructure,
    Turn,
};

inputs! {
    CreateStructureInput {
        finess: String,
        kind: StructureKind,
        name: String,
        siret: Option<String>,
        #[graphql(default)] town: String,
        /// FINESS aggregated category, four digits.
        #[graphql(default)] category: String,
    }
    RecordMandateInput {
        structure_id: ID,
        subject_name_id: String,
        quality: MandateQuality,
        /// The mandate by which this one was given.
        granted_by_id: Option<ID>,
        /// Where to write to.
        email: Option<String>,
        /// Its last day; not beyond that of the mandate by which it was given.
        ends_on: Option<Date>,
    }
    EndMandateInput { id: ID, revision: i32, reason: String }
    SaveOrganisationInput {
        structure_id: ID,
        /// Zero before it was saved once.
        revision: i32,
        worth: Worth,
        department: Option<Department>,
        managers_wished: Option<i32>,
        email: Option<String>,
        management: Management,
    }
    DesignateManagerInput {
        structure_id: ID,
        /// Of a candidate who has one; the others are invited.
        subject_name_id: Option<String>,
        /// Where to write to, and where the invitation goes.
        email: Option<String>,
        starts_on: Option<Date>,
        /// Not beyond the last day of the mandate, which it is unless given.
        ends_on: Option<Date>,
    }
    SendInvitationInput { id: ID, revision: i32 }
    RedeemInvitationInput {
        /// What follows `/invitation/` in the link.
        token: String,
    }
    RecordPrerequisiteInput {
        id: ID,
        revision: i32,
        kind: PrerequisiteKind,
        /// Today unless given.
        done_on: Option<Date>,
        /// Reference of a certificate or an order; the version of the terms.
        #[graphql(default)] proof: String,
        /// When what it attests ends, of a training or a card.
        ends_on: Option<Date>,
    }
    RevokeDesignationInput { id: ID, revision: i32, reason: String }
    SuspendDesignationInput { id: ID, revision: i32, reason: String }
    ResumeDesignationInput { id: ID, revision: i32, reason: String }
}

/// Changes of structures.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StructureMutation;

#[Object]
impl StructureMutation {
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

    /// Designates a manager of a structure. An ANS agent designates at once; who represents the structure opens the steps
    /// of a candidate, known by an identifier or invited at an address. Either has to have signed in a short while ago.
    async fn designate_manager(
        &self,
        context: &Context<'_>,
        input: DesignateManagerInput,
    ) -> Result<DesignateManagerAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "designateManager",
            &signed_in,
            input.idempotency_key,
        )?;
        let raw = RawDesignation {
            structure: StructureId(uuid(context, &input.structure_id)?),
            subject_name_id: input.subject_name_id,
            email: input.email,
            starts_on: input.starts_on.map(|date| date.0),
            ends_on: input.ends_on.map(|date| date.0),
        };
        let done = structures::designate_manager(app(context), &caller, raw, key).await;
        DesignateManagerAnswer::of(context, done).await
    }

    /// Sends an invited candidate a new link; the one before it is good no more. For ANS agents and who represents the
    /// structure.
    async fn send_invitation(
        &self,
        context: &Context<'_>,
        input: SendInvitationInput,
    ) -> Result<SendInvitationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(context, "sendInvitation", &signed_in, input.idempotency_key)?;
        let id = DesignationId(uuid(context, &input.id)?);
        let done =
            structures::send_invitation(app(context), &caller, id, input.revision, key).await;
        SendInvitationAnswer::of(context, done).await
    }

    /// Takes the place of the candidate whom a link was sent to, once. For whoever signed in through Pro Santé Connect;
    /// who represents the structure confirms it.
    async fn redeem_invitation(
        &self,
        context: &Context<'_>,
        input: RedeemInvitationInput,
    ) -> Result<RedeemInvitationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "redeemInvitation",
            &signed_in,
            input.idempotency_key,
        )?;
        let done = structures::redeem_invitation(app(context), &caller, &input.token, key).await;
        RedeemInvitationAnswer::of(context, done).await
    }

    /// Records a step of a designation. For its candidate and who represents the structure, each their own; the last
    /// step lets the right hold.
    async fn record_prerequisite(
        &self,
        context: &Context<'_>,
        input: RecordPrerequisiteInput,
    ) -> Result<RecordPrerequisiteAnswer> {
        let (caller, signed_in) = who(context).await?;
        let key = key(
            context,
            "recordPrerequisite",
            &signed_in,
            input.idempotency_key,
        )?;
        let raw = RawStep {
            id: DesignationId(uuid(context, &input.id)?),
            revision: input.revision,
            step: input.kind.into(),
            done_on: input.done_on.map(|date| date.0),
            proof: input.proof,
            ends_on: input.ends_on.map(|date| date.0),
        };
        let done = structures::record_prerequisite(app(context), &caller, raw, key).await;
        RecordPrerequisiteAnswer::of(context, done).await
    }

    /// Records who represents a structure. For ANS agents who signed in a short while ago.
    async fn record_mandate(
        &self,
        context: &Context<'_>,
        input: RecordMandateInput,
    ) -> Result<RecordMandateAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .and_then(|agent| app(context).fresh(agent, &signed_in))
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "recordMandate", &signed_in, input.idempotency_key)?;
        let granted_by = input.granted_by_id.as_ref();
        let raw = RawMandate {
            structure: StructureId(uuid(context, &input.structure_id)?),
            subject_name_id: input.subject_name_id,
            quality: input.quality.into(),
            granted_by: granted_by
                .map(|id| uuid(context, id).map(MandateId))
                .transpose()?,
            email: input.email,
            ends_on: input.ends_on.map(|date| date.0),
        };
        let done = structures::record_mandate(app(context), agent, raw, key).await;
        RecordMandateAnswer::of(context, done).await
    }

    /// Ends a mandate at once, and the right that follows from it. For ANS agents who signed in a short while ago.
    async fn end_mandate(
        &self,
        context: &Context<'_>,
        input: EndMandateInput,
    ) -> Result<EndMandateAnswer> {
        let (caller, signed_in) = who(context).await?;
        let agent = caller
            .ans_agent()
            .and_then(|agent| app(context).fresh(agent, &signed_in))
            .map_err(|denied| refused(context, denied))?;
        let key = key(context, "endMandate", &signed_in, input.idempotency_key)?;
        let asked = AskedEnd {
            id: MandateId(uuid(context, &input.id)?),
            revision: input.revision,
            reason: input.reason,
        };
        let done = structures::end_mandate(app(context), agent, asked, key).await;
        EndMandateAnswer::of(context, done).await
    }

    /// Keeps how a structure organises registration. For who represents it.
    async fn save_organisation(
        &self,
        context: &Context<'_>,
        input: SaveOrganisationInput,
    ) -> Result<SaveOrganisationAnswer> {
        let (caller, signed_in) = who(context).await?;
        let structure = StructureId(uuid(context, &input.structure_id)?);
        let representative = caller
            .represents(structure)
            .map_err(|denied| refused(context, denied))?;
        let key = key(
            context,
            "saveOrganisation",
            &signed_in,
            input.idempotency_key,
        )?;
        let raw = RawOrganisation {
            structure,
            revision: input.revision,
            worth: input.worth.into(),
            department: input.department.map(Into::into),
            managers_wished: input.managers_wished,
            email: input.email,
            management: input.management.into(),
        };
        let done = structures::save_organisation(app(context), representative, raw, key).await;
        SaveOrganisationAnswer::of(context, done).await
    }

    /// Ends a manager's right at once, open sessions and sockets included. For ANS agents and who represents
    /// the structure.
    async fn revoke_designation(
        &self,
        context: &Context<'_>,
        input: RevokeDesignationInput,
    ) -> Result<RevokeDesignationAnswer> {
        let asked = (&input.id, input.revision, input.reason);
        let done = turn(context, Turn::Revoke, asked, input.idempotency_key).await?;
        RevokeDesignationAnswer::of(context, done).await
    }

    /// Lets a manager's right rest, at once, until it is resumed. For ANS agents and who represents the
    /// structure.
    async fn suspend_designation(
        &self,
        context: &Context<'_>,
        input: SuspendDesignationInput,
    ) -> Result<SuspendDesignationAnswer> {
        let asked = (&input.id, input.revision, input.reason);
        let done = turn(context, Turn::Suspend, asked, input.idempotency_key).await?;
        SuspendDesignationAnswer::of(context, done).await
    }

    /// Gives a manager back a right that rested. For ANS agents and who represents the structure.
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

/// Changes a designation, given as id, revision and reason.
async fn turn(
    context: &Context<'_>,
    turn: Turn,
    (id, revision, reason): (&ID, i32, String),
    idempotency_key: Option<String>,
) -> Result<Result<StructureId, structures::Refused>> {
    let (caller, signed_in) = who(context).await?;
    let mutation = match turn {
        Turn::Revoke => "revokeDesignation",
        Turn::Suspend => "suspendDesignation",
        Turn::Resume => "resumeDesignation",
    };
    let key = key(context, mutation, &signed_in, idempotency_key)?;
    let asked = AskedTurn {
        id: DesignationId(uuid(context, id)?),
        revision,
        reason,
    };
    Ok(structures::turn_designation(app(context), &caller, turn, asked, key).await)
}
