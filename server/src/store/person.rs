//! Registered persons: one person, one RPPS number, for life; one or more situations.

use shared::id::{AccountId, PersonId, RequestId, SituationId, StructureId};
use shared::identity::Identity;
use shared::rpps::RppsNumber;
use sqlx::FromRow;
use uuid::Uuid;

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
    pub identity: Identity,
    pub exercise_last_name: String,
    pub exercise_first_name: String,
    pub email: String,
    pub phone: String,
    pub language: String,
    pub revision: i32,
}

#[derive(Debug, FromRow)]
pub(super) struct PersonRow {
    pub(super) id: Uuid,
    pub(super) rpps_number: String,
    pub(super) civilite: String,
    pub(super) identity: String,
    pub(super) exercise_last_name: String,
    pub(super) exercise_first_name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) language: String,
    pub(super) revision: i32,
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
                email, phone, language, created_at, name_date_key, date_place_key, name_place_key
            ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
        let keys = new.identity.duplicate_keys();
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
            .bind(&keys.name_date)
            .bind(&keys.date_place)
            .bind(&keys.name_place)
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

    /// The account that was joined to a person first.
    pub async fn account_of_person(
        &mut self,
        person: PersonId,
    ) -> Result<Option<AccountId>, StoreError> {
        const SELECT: &str = "select id from accounts where person_id = $1 order by id limit 1";
        let id: Option<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(person.0)
            .fetch_optional(conn)
            .await)?;
        Ok(id.map(AccountId))
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
            select id, rpps_number, civilite, identity, exercise_last_name, exercise_first_name, email, phone, language,
                revision
            from persons where id = $1";
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
}

impl PersonRow {
    pub(super) fn person(self) -> Result<Person, StoreError> {
        let identity: Identity = serde_json::from_str(&self.identity)
            .map_err(|_| StoreError::corrupt("persons", self.id, "identity"))?;
        Ok(Person {
            id: PersonId(self.id),
            rpps_number: self.rpps_number,
            civilite: self.civilite,
            identity,
            exercise_last_name: self.exercise_last_name,
            exercise_first_name: self.exercise_first_name,
            email: self.email,
            phone: self.phone,
            language: self.language,
            revision: self.revision,
        })
    }
}
