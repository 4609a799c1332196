//! Registered persons: one person, one RPPS number, for life; one or more situations.

use shared::id::{AccountId, PersonId, RequestId, SituationId, StructureId};
use shared::identity::Identity;
use shared::rpps::RppsNumber;
use sqlx::FromRow;
use uuid::Uuid;

use super::designation::has_manager;
use super::structure::{Structure, StructureRow};
use super::{StoreError, Tx, micros, on_db};
use crate::config::NumberRange;

/// A person to register.
#[derive(Clone, Debug)]
pub struct NewPerson<'a> {
    pub id: PersonId,
    pub rpps_number: &'a RppsNumber,
    pub identity: &'a Identity,
    pub traits: &'a str,
    pub civilite: &'a str,
    pub exercise_last_name: &'a str,
    pub exercise_first_name: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
    pub language: &'a str,
}

/// A role of a person in a structure, to add.
#[derive(Clone, Debug)]
pub struct NewSituation<'a> {
    pub id: SituationId,
    pub person: PersonId,
    pub structure: StructureId,
    pub request: RequestId,
    pub role: &'a str,
    pub activity_kind: &'a str,
    pub practice_mode: &'a str,
    pub category: &'a str,
    pub start_date: &'a str,
    pub end_date: Option<&'a str>,
    pub at_risk: bool,
}

/// A registered person.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: PersonId,
    pub rpps_number: String,
    pub civilite: String,
    pub birth_name: String,
    pub first_names: Vec<String>,
    pub exercise_last_name: String,
    pub exercise_first_name: String,
}

#[derive(Debug, FromRow)]
struct PersonRow {
    id: Uuid,
    rpps_number: String,
    civilite: String,
    identity: String,
    exercise_last_name: String,
    exercise_first_name: String,
}

/// What a person does where.
#[derive(Clone, Debug)]
pub struct Situation {
    pub id: SituationId,
    pub request: RequestId,
    pub role: String,
    pub start_date: String,
    pub end_date: Option<String>,
    pub at_risk: bool,
    pub structure: Structure,
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
    #[sqlx(flatten)]
    structure: StructureRow,
}

/// Everybody in the register has a situation: both are written together.
macro_rules! registrations {
    ($which:literal) => {
        concat!(
            "select p.id as person_id, p.rpps_number, p.civilite, p.identity, p.exercise_last_name,
                p.exercise_first_name, t.id as situation_id, t.request_id, t.role, t.start_date, t.end_date,
                t.at_risk, s.id, s.finess, s.kind, s.name, s.siret, s.town, s.category, s.closed_at,
                ",
            has_manager!(),
            " as has_manager, s.revision
            from persons p
            join situations t on t.person_id = p.id
            join structures s on s.id = t.structure_id
            where ",
            $which,
            " order by p.id desc, t.id"
        )
    };
}

impl Tx {
    /// Makes the range known; one that is known already keeps its place.
    pub async fn keep_number_range(&mut self, range: NumberRange) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into number_ranges (first_order, last_order, next_order) values ($1, $2, $1)
            on conflict (first_order) do update set last_order = excluded.last_order";
        // A range that overlaps an earlier one goes on after the numbers given from that.
        const GO_ON: &str = "
            update number_ranges set next_order = given.after
            from (
                select cast(substr(max(rpps_number), 1, 10) as bigint) + 1 as after from persons
                where rpps_number >= $2 and rpps_number <= $3
            ) as given
            where first_order = $1 and next_order < given.after";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(range.first.cast_signed())
            .bind(range.last.cast_signed())
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(GO_ON)
            .bind(range.first.cast_signed())
            .bind(format!("{:010}0", range.first))
            .bind(format!("{:010}9", range.last))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// Takes the next number of the range; `None` when it is used up. A number that is taken and rolled back is
    /// given to the next person, one that is committed never again.
    pub async fn next_number(
        &mut self,
        range: NumberRange,
    ) -> Result<Option<RppsNumber>, StoreError> {
        const UPDATE: &str = "
            update number_ranges set next_order = next_order + 1
            where first_order = $1 and next_order <= last_order
            returning next_order - 1";
        let order: Option<i64> = on_db!(self, |conn| sqlx::query_scalar(UPDATE)
            .bind(range.first.cast_signed())
            .fetch_optional(conn)
            .await)?;
        Ok(order.and_then(|order| RppsNumber::from_order(order.cast_unsigned())))
    }

    /// Registers a person. `Duplicate` when the same certified traits are registered.
    pub async fn add_person(
        &mut self,
        new: &NewPerson<'_>,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into persons (
                id, rpps_number, identity, certified, traits, civilite, exercise_last_name, exercise_first_name,
                email, phone, language, created_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let identity = super::json(new.identity);
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.rpps_number.as_str())
            .bind(&identity)
            .bind(new.identity.certification.is_certified())
            .bind(new.traits)
            .bind(new.civilite)
            .bind(new.exercise_last_name)
            .bind(new.exercise_first_name)
            .bind(new.email)
            .bind(new.phone)
            .bind(new.language)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    /// The person of these certified traits.
    pub async fn person_by_certified_traits(
        &mut self,
        traits: &str,
    ) -> Result<Option<PersonId>, StoreError> {
        const SELECT: &str = "select id from persons where traits = $1 and certified = $2";
        let id: Option<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(traits)
            .bind(true)
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(PersonId))
    }

    /// Joins an account to a person.
    pub async fn join_account(
        &mut self,
        account: AccountId,
        person: PersonId,
    ) -> Result<(), StoreError> {
        const UPDATE: &str = "update accounts set person_id = $2 where id = $1";
        on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(account.0)
            .bind(person.0)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    pub async fn add_situation(
        &mut self,
        new: &NewSituation<'_>,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into situations (
                id, person_id, structure_id, request_id, role, activity_kind, practice_mode, category,
                start_date, end_date, at_risk, created_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.person.0)
            .bind(new.structure.0)
            .bind(new.request.0)
            .bind(new.role)
            .bind(new.activity_kind)
            .bind(new.practice_mode)
            .bind(new.category)
            .bind(new.start_date)
            .bind(new.end_date)
            .bind(new.at_risk)
            .bind(micros(at))
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }

    pub async fn person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        const SELECT: &str = "
            select id, rpps_number, civilite, identity, exercise_last_name, exercise_first_name from persons where id = $1";
        let row: Option<PersonRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(PersonRow::person).transpose()
    }

    /// The person of this number.
    pub async fn person_by_number(
        &mut self,
        rpps_number: &RppsNumber,
    ) -> Result<Option<PersonId>, StoreError> {
        const SELECT: &str = "select id from persons where rpps_number = $1";
        let id: Option<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(rpps_number.as_str())
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(PersonId))
    }

    /// The register's entry of a person.
    pub async fn registration(&mut self, id: PersonId) -> Result<Option<Registration>, StoreError> {
        const SELECT: &str = registrations!("p.id = $1");
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
        const SELECT: &str = registrations!("p.rpps_number = $1");
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
        const SELECT: &str =
            registrations!("p.id in (select id from persons order by id desc limit $1)");
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        gathered(rows)
    }
}

/// The rows of one person after the other become one entry each.
fn gathered(rows: Vec<RegistrationRow>) -> Result<Vec<Registration>, StoreError> {
    let mut registrations: Vec<Registration> = Vec::new();
    for row in rows {
        let situation = Situation {
            id: SituationId(row.situation_id),
            request: RequestId(row.request_id),
            role: row.role,
            start_date: row.start_date,
            end_date: row.end_date,
            at_risk: row.at_risk,
            structure: row.structure.try_into()?,
        };
        match registrations.last_mut() {
            Some(last) if last.person.id.0 == row.person_id => last.situations.push(situation),
            _ => {
                let person = PersonRow {
                    id: row.person_id,
                    rpps_number: row.rpps_number,
                    civilite: row.civilite,
                    identity: row.identity,
                    exercise_last_name: row.exercise_last_name,
                    exercise_first_name: row.exercise_first_name,
                };
                registrations.push(Registration {
                    person: person.person()?,
                    situations: vec![situation],
                });
            }
        }
    }
    Ok(registrations)
}

impl PersonRow {
    fn person(self) -> Result<Person, StoreError> {
        let identity: Identity = serde_json::from_str(&self.identity)
            .map_err(|_| StoreError::corrupt("persons", self.id, "identity"))?;
        Ok(Person {
            id: PersonId(self.id),
            rpps_number: self.rpps_number,
            civilite: self.civilite,
            birth_name: identity.birth_name,
            first_names: identity.first_names,
            exercise_last_name: self.exercise_last_name,
            exercise_first_name: self.exercise_first_name,
        })
    }
}
