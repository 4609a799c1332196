//! The register's entries: a person with everything they do, and what was flagged of it.

use chrono::{DateTime, Utc};
use shared::id::{PersonId, RequestId, SituationId};
use shared::rpps::RppsNumber;
use sqlx::FromRow;
use uuid::Uuid;

use super::designation::has_manager;
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
    pub start_date: String,
    pub end_date: Option<String>,
    pub at_risk: bool,
    /// The registration there was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The last that was done about it, where it was flagged.
    pub regularisation: Option<Regularisation>,
    pub structure: Structure,
}

/// A situation that was flagged, with its person.
#[derive(Clone, Debug)]
pub struct Flagged {
    pub person: Person,
    pub situation: Situation,
}

/// A person and everything they do.
#[derive(Clone, Debug)]
pub struct Registration {
    pub person: Person,
    pub situations: Vec<Situation>,
}

/// One situation with its person and its structure, whose columns keep their names.
#[derive(Debug, FromRow)]
struct RegistrationRow {
    person_id: Uuid,
    rpps_number: String,
    civilite: String,
    identity: String,
    exercise_last_name: String,
    exercise_first_name: String,
    situation_id: Uuid,
    request_id: Uuid,
    role: String,
    start_date: String,
    end_date: Option<String>,
    at_risk: bool,
    withdrawn_at: Option<i64>,
    #[sqlx(flatten)]
    regularisation: RegularisationRow,
    #[sqlx(flatten)]
    structure: StructureRow,
}

/// Everybody in the register has a situation: both are written together.
macro_rules! registrations {
    ($which:literal) => {
        concat!(
            "select p.id as person_id, p.rpps_number, p.civilite, p.identity, p.exercise_last_name,
                p.exercise_first_name, t.id as situation_id, t.request_id, t.role, t.start_date, t.end_date,
                t.at_risk, t.withdrawn_at, ",
            regularisation_columns!(),
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
            where ",
            $which
        )
    };
}

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

    /// Situations that were flagged and not withdrawn, those after `after`.
    pub async fn flagged_situations(
        &mut self,
        after: SituationId,
        most: i64,
    ) -> Result<Vec<Flagged>, StoreError> {
        const SELECT: &str = registrations!(
            "t.at_risk and t.withdrawn_at is null and t.id > $1 order by t.id limit $2"
        );
        let rows: Vec<RegistrationRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(after.0)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(RegistrationRow::read).collect()
    }
}

impl RegistrationRow {
    fn read(self) -> Result<Flagged, StoreError> {
        let situation = Situation {
            id: SituationId(self.situation_id),
            request: RequestId(self.request_id),
            role: self.role,
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
        };
        Ok(Flagged {
            person: person.person()?,
            situation,
        })
    }
}

/// The rows of one person after the other become one entry each.
fn gathered(rows: Vec<RegistrationRow>) -> Result<Vec<Registration>, StoreError> {
    let mut registrations: Vec<Registration> = Vec::new();
    for row in rows {
        let Flagged { person, situation } = row.read()?;
        match registrations.last_mut() {
            Some(last) if last.person.id == person.id => last.situations.push(situation),
            _ => registrations.push(Registration {
                person,
                situations: vec![situation],
            }),
        }
    }
    Ok(registrations)
}
