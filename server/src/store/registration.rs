//! The register's entries: a person with everything they do, and what was flagged of it.

use chrono::{DateTime, Utc};
use shared::date::Date;
use shared::id::{PersonId, RequestId, SituationId, StructureId};
use shared::identity::DuplicateKeys;
use shared::rpps::RppsNumber;
use sqlx::FromRow;
use uuid::Uuid;

use super::civil_status::{Correction, CorrectionRow, correction_columns};
use super::designation::has_manager;
use super::entry::{ChangeRow, EntryChange, change_columns};
use super::person::{Person, PersonRow};
use super::regularisation::{Regularisation, RegularisationRow, regularisation_columns};
use super::structure::{Structure, StructureRow};
use super::{StoreError, Tx, instant, on_db};

/// What a person does where.
#[derive(Clone, Debug)]
pub struct Situation {
    pub id: SituationId,
    pub request: RequestId,
    pub role: String,
    pub activity_kind: String,
    pub practice_mode: String,
    pub category: String,
    pub start_date: String,
    pub end_date: Option<String>,
    pub at_risk: bool,
    /// Why it was flagged, and what was acknowledged; nothing of one that is not at risk.
    pub risk: Option<KeptRisk>,
    /// When a manager gave it its last day, and the code of the reason.
    pub closed_at: Option<DateTime<Utc>>,
    pub closing_reason: Option<String>,
    pub revision: i32,
    /// The registration there was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The last that was done about it, where it was flagged.
    pub regularisation: Option<Regularisation>,
    pub structure: Structure,
}

/// Why a post was flagged, and what its manager said that they know.
#[derive(Clone, Debug)]
pub struct KeptRisk {
    /// Codes of findings.
    pub findings: Vec<String>,
    pub acknowledged_at: DateTime<Utc>,
    /// Version of the wording.
    pub wording: String,
}

/// A situation that was flagged, with its person.
#[derive(Clone, Debug)]
pub struct Flagged {
    pub person: Person,
    pub situation: Situation,
    correction: Option<Correction>,
    change: Option<EntryChange>,
}

/// A person and everything they do.
#[derive(Clone, Debug)]
pub struct Registration {
    pub person: Person,
    pub situations: Vec<Situation>,
    /// The last correction of the civil status that was asked for.
    pub correction: Option<Correction>,
    /// The change that waits to be confirmed.
    pub change: Option<EntryChange>,
}

impl Registration {
    /// Where the person works on that day: neither left nor withdrawn.
    pub fn works_at(&self, day: Date) -> impl Iterator<Item = StructureId> {
        self.situations
            .iter()
            .filter(move |situation| situation.is_current(day))
            .map(|situation| situation.structure.id)
    }
}

impl Situation {
    /// Neither left nor withdrawn; one that begins later counts.
    pub fn is_current(&self, day: Date) -> bool {
        let has_ended = self
            .end_date
            .as_deref()
            .is_some_and(|end| Date::parse(end).is_ok_and(|end| end < day));
        self.withdrawn_at.is_none() && !has_ended
    }
}

/// One situation with its person and its structure, whose columns keep their names.
#[derive(Debug, FromRow)]
pub(super) struct RegistrationRow {
    person_id: Uuid,
    rpps_number: String,
    civilite: String,
    identity: String,
    exercise_last_name: String,
    exercise_first_name: String,
    email: String,
    phone: String,
    language: String,
    person_revision: i32,
    situation_id: Uuid,
    request_id: Uuid,
    role: String,
    activity_kind: String,
    practice_mode: String,
    post_category: String,
    closing_reason: Option<String>,
    situation_closed_at: Option<i64>,
    situation_revision: i32,
    start_date: String,
    end_date: Option<String>,
    at_risk: bool,
    risk_findings: Option<String>,
    risk_acknowledged_at: Option<i64>,
    risk_wording: Option<String>,
    withdrawn_at: Option<i64>,
    #[sqlx(flatten)]
    regularisation: RegularisationRow,
    #[sqlx(flatten)]
    correction: CorrectionRow,
    #[sqlx(flatten)]
    change: ChangeRow,
    #[sqlx(flatten)]
    structure: StructureRow,
}

/// Everybody in the register has a situation: both are written together.
macro_rules! registrations {
    ($($which:tt)+) => {
        concat!(
            "select p.id as person_id, p.rpps_number, p.civilite, p.identity, p.exercise_last_name,
                p.exercise_first_name, p.email, p.phone, p.language, p.revision as person_revision,
                t.id as situation_id, t.request_id, t.role, t.activity_kind, t.practice_mode,
                t.category as post_category, t.start_date, t.end_date, t.at_risk, t.risk_findings,
                t.risk_acknowledged_at, t.risk_wording, t.withdrawn_at, t.closing_reason,
                t.closed_at as situation_closed_at, t.revision as situation_revision, ",
            regularisation_columns!(),
            ", ",
            correction_columns!(),
            ", ",
            change_columns!(),
            ", s.id, s.finess, s.kind, s.name, s.siret, s.town, s.category, s.closed_at,
                ",
            has_manager!(),
            " as has_manager, s.revision
            from persons p
            join situations t on t.person_id = p.id
            join structures s on s.id = t.structure_id
            left join regularisations g on g.id = (
                select x.id from regularisations x where x.situation_id = t.id order by x.id desc limit 1
            )
            left join civil_status_corrections c on c.id = (
                select y.id from civil_status_corrections y where y.person_id = p.id order by y.id desc limit 1
            )
            left join registration_changes w on w.person_id = p.id and w.state = 'WAITING'
            where ",
            $($which)+
        )
    };
}
pub(super) use registrations;

impl Tx {
    /// The register's entry of a person.
    pub async fn registration(&mut self, id: PersonId) -> Result<Option<Registration>, StoreError> {
        const SELECT: &str = registrations!("p.id = $1 order by t.id");
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_all(conn)
            .await)?;
        Ok(gathered(rows)?.pop())
    }

    pub async fn registration_by_number(
        &mut self,
        rpps_number: &RppsNumber,
    ) -> Result<Option<Registration>, StoreError> {
        const SELECT: &str = registrations!("p.rpps_number = $1 order by t.id");
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(rpps_number.as_str())
            .fetch_all(conn)
            .await)?;
        Ok(gathered(rows)?.pop())
    }

    /// The latest persons registered, the newest first.
    pub async fn latest_registrations(
        &mut self,
        most: i64,
    ) -> Result<Vec<Registration>, StoreError> {
        const SELECT: &str = registrations!(
            "p.id in (select id from persons order by id desc limit $1) order by p.id desc, t.id"
        );
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        gathered(rows)
    }

    /// Persons with one of these readings of their civil status, at most `most`.
    pub async fn lookalikes(
        &mut self,
        keys: &DuplicateKeys,
        most: i64,
    ) -> Result<Vec<Registration>, StoreError> {
        const SELECT: &str = registrations!(
            "p.id in (
                select k.id from persons k
                where k.name_date_key = $1 or k.date_place_key = $2 or k.name_place_key = $3
                order by k.id
                limit $4
            ) order by p.id, t.id"
        );
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(&keys.name_date)
            .bind(&keys.date_place)
            .bind(&keys.name_place)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        gathered(rows)
    }
}

impl RegistrationRow {
    pub(super) fn read(self) -> Result<Flagged, StoreError> {
        let risk = self.risk_acknowledged_at.filter(|_| self.at_risk);
        let risk = risk.map(|at| KeptRisk {
            findings: self
                .risk_findings
                .and_then(|codes| serde_json::from_str(&codes).ok())
                .unwrap_or_default(),
            acknowledged_at: instant(at),
            wording: self.risk_wording.unwrap_or_default(),
        });
        let situation = Situation {
            risk,
            id: SituationId(self.situation_id),
            request: RequestId(self.request_id),
            role: self.role,
            activity_kind: self.activity_kind,
            practice_mode: self.practice_mode,
            category: self.post_category,
            closed_at: self.situation_closed_at.map(instant),
            closing_reason: self.closing_reason,
            revision: self.situation_revision,
            start_date: self.start_date,
            end_date: self.end_date,
            at_risk: self.at_risk,
            withdrawn_at: self.withdrawn_at.map(instant),
            regularisation: self.regularisation.read()?,
            structure: self.structure.try_into()?,
        };
        let person = PersonRow {
            id: self.person_id,
            rpps_number: self.rpps_number,
            civilite: self.civilite,
            identity: self.identity,
            exercise_last_name: self.exercise_last_name,
            exercise_first_name: self.exercise_first_name,
            email: self.email,
            phone: self.phone,
            language: self.language,
            revision: self.person_revision,
        };
        Ok(Flagged {
            person: person.person()?,
            situation,
            correction: self.correction.read()?,
            change: self.change.read()?,
        })
    }
}

/// The rows of one person after the other become one entry each.
pub(super) fn gathered(rows: Vec<RegistrationRow>) -> Result<Vec<Registration>, StoreError> {
    let mut registrations: Vec<Registration> = Vec::new();
    for row in rows {
        let Flagged {
            person,
            situation,
            correction,
            change,
        } = row.read()?;
        match registrations.last_mut() {
            Some(last) if last.person.id == person.id => last.situations.push(situation),
            _ => registrations.push(Registration {
                person,
                situations: vec![situation],
                correction,
                change,
            }),
        }
    }
    Ok(registrations)
}
