//! A correction as its row holds it, alone or beside the columns of a person's entry.

use chrono::{DateTime, Utc};
use shared::civil_status::{Decision, DocumentKind, State};
use shared::date::Date;
use shared::field_error::Field;
use shared::id::{AccountId, CorrectionId, PersonId, StructureId};
use shared::identity::Identity;
use sqlx::FromRow;
use uuid::Uuid;

use crate::store::{StoreError, date, instant};

/// A correction, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub id: CorrectionId,
    pub state: State,
    pub previous: Identity,
    pub proposed: Identity,
    pub fields: Vec<Field>,
    pub reason: String,
    pub document: DocumentKind,
    pub issued_on: Date,
    pub seen_by: String,
    pub asked_by: AccountId,
    /// Whose manager asked; none when the person did.
    pub structure: Option<StructureId>,
    pub structure_name: Option<String>,
    pub asked_at: DateTime<Utc>,
    pub decision: Option<Decision>,
    pub decision_reason: Option<String>,
    pub proposed_by: Option<AccountId>,
    pub proposed_at: Option<DateTime<Utc>>,
    pub returned_reason: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub revision: i32,
}

/// A correction with the person, and with the people who had a part in it.
#[derive(Clone, Debug)]
pub struct CorrectionCase {
    pub correction: Correction,
    pub person: PersonId,
    pub rpps_number: String,
    /// Of the person.
    pub email: String,
    pub language: String,
    pub asker: Part,
    /// The agent who proposed the decision.
    pub proposer: Option<Part>,
}

/// Somebody who had a part in a correction, by everything that tells two accounts of one human apart from two humans.
#[derive(Clone, Debug)]
pub struct Part {
    pub account: AccountId,
    pub subject_name_id: Option<String>,
    pub person: Option<PersonId>,
    pub email: Option<String>,
    pub language: String,
}

/// The columns of a correction, all missing where there is none.
#[derive(Debug, FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "they stand beside other tables' columns"
)]
pub(in crate::store) struct CorrectionRow {
    c_id: Option<Uuid>,
    c_state: Option<String>,
    c_previous: Option<String>,
    c_proposed: Option<String>,
    c_fields: Option<String>,
    c_reason: Option<String>,
    c_document: Option<String>,
    c_issued_on: Option<String>,
    c_seen_by: Option<String>,
    c_asked_by: Option<Uuid>,
    c_structure: Option<Uuid>,
    c_structure_name: Option<String>,
    c_asked_at: Option<i64>,
    c_decision: Option<String>,
    c_decision_reason: Option<String>,
    c_proposed_by: Option<Uuid>,
    c_proposed_at: Option<i64>,
    c_returned_reason: Option<String>,
    c_closed_at: Option<i64>,
    c_revision: Option<i32>,
}

/// What `CorrectionRow` reads, of the table `c`.
macro_rules! correction_columns {
    () => {
        "c.id as c_id, c.state as c_state, c.previous as c_previous, c.proposed as c_proposed,
            c.fields as c_fields, c.reason as c_reason, c.document as c_document,
            c.document_issued_on as c_issued_on, c.document_seen_by as c_seen_by, c.asked_by as c_asked_by,
            c.structure_id as c_structure,
            (select cs.name from structures cs where cs.id = c.structure_id) as c_structure_name,
            c.asked_at as c_asked_at, c.decision as c_decision, c.decision_reason as c_decision_reason,
            c.proposed_by as c_proposed_by, c.proposed_at as c_proposed_at,
            c.returned_reason as c_returned_reason, c.closed_at as c_closed_at, c.revision as c_revision"
    };
}
pub(in crate::store) use correction_columns;

impl CorrectionRow {
    pub(in crate::store) fn read(self) -> Result<Option<Correction>, StoreError> {
        let Some(id) = self.c_id else { return Ok(None) };
        let corrupt = |column| StoreError::corrupt("civil_status_corrections", id, column);
        let identity = |text: Option<String>| serde_json::from_str(&text.unwrap_or_default()).ok();
        let fields: Option<Vec<Field>> =
            serde_json::from_str(&self.c_fields.unwrap_or_default()).ok();
        let state = self.c_state.as_deref().and_then(State::from_code);
        let document = self.c_document.as_deref().and_then(DocumentKind::from_code);
        let issued_on = date(self.c_issued_on.as_deref()).ok().flatten();
        Ok(Some(Correction {
            id: CorrectionId(id),
            state: state.ok_or_else(|| corrupt("state"))?,
            previous: identity(self.c_previous).ok_or_else(|| corrupt("previous"))?,
            proposed: identity(self.c_proposed).ok_or_else(|| corrupt("proposed"))?,
            fields: fields.ok_or_else(|| corrupt("fields"))?,
            reason: self.c_reason.unwrap_or_default(),
            document: document.ok_or_else(|| corrupt("document"))?,
            issued_on: issued_on.ok_or_else(|| corrupt("document_issued_on"))?,
            seen_by: self.c_seen_by.unwrap_or_default(),
            asked_by: AccountId(self.c_asked_by.ok_or_else(|| corrupt("asked_by"))?),
            structure: self.c_structure.map(StructureId),
            structure_name: self.c_structure_name,
            asked_at: instant(self.c_asked_at.unwrap_or_default()),
            decision: self.c_decision.as_deref().and_then(Decision::from_code),
            decision_reason: self.c_decision_reason,
            proposed_by: self.c_proposed_by.map(AccountId),
            proposed_at: self.c_proposed_at.map(instant),
            returned_reason: self.c_returned_reason,
            closed_at: self.c_closed_at.map(instant),
            revision: self.c_revision.unwrap_or_default(),
        }))
    }
}

#[derive(Debug, FromRow)]
pub(super) struct CaseRow {
    person_id: Uuid,
    rpps_number: String,
    email: String,
    language: String,
    asker_id: Uuid,
    asker_subject: Option<String>,
    asker_person: Option<Uuid>,
    asker_email: Option<String>,
    asker_language: String,
    proposer_id: Option<Uuid>,
    proposer_subject: Option<String>,
    proposer_person: Option<Uuid>,
    proposer_email: Option<String>,
    proposer_language: Option<String>,
    #[sqlx(flatten)]
    correction: CorrectionRow,
}

impl TryFrom<CaseRow> for CorrectionCase {
    type Error = StoreError;

    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        let person = row.person_id;
        let missing = || StoreError::corrupt("civil_status_corrections", person, "id");
        Ok(Self {
            correction: row.correction.read()?.ok_or_else(missing)?,
            person: PersonId(person),
            rpps_number: row.rpps_number,
            email: row.email,
            language: row.language,
            asker: Part {
                account: AccountId(row.asker_id),
                subject_name_id: row.asker_subject,
                person: row.asker_person.map(PersonId),
                email: row.asker_email,
                language: row.asker_language,
            },
            proposer: row.proposer_id.map(|id| Part {
                account: AccountId(id),
                subject_name_id: row.proposer_subject,
                person: row.proposer_person.map(PersonId),
                email: row.proposer_email,
                language: row.proposer_language.unwrap_or_default(),
            }),
        })
    }
}
