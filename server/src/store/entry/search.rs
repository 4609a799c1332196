//! Who is registered, by what is known of them, and what changed of an entry.

use shared::id::{ChangeId, PersonId};
use shared::identity::NameSearch;
use uuid::Uuid;

use super::row::{ChangeRow, EntryChange, change_columns};
use crate::store::civil_status::correction_columns;
use crate::store::designation::{has_manager, managed_by};
use crate::store::registration::{Registration, gathered, registrations};
use crate::store::regularisation::regularisation_columns;
use crate::store::{StoreError, Tx, on_db};

/// Who looks for whom.
#[derive(Clone, Debug)]
pub struct PersonSearch<'a> {
    pub name: &'a NameSearch,
    /// Only who has or had a post in a structure of this manager's.
    pub subject_name_id: &'a str,
    /// The reading and the person that the page begins after.
    pub after: Option<(String, Uuid)>,
}

/// Who reads the changes of an entry.
#[derive(Clone, Copy, Debug)]
pub enum ChangeScope<'a> {
    /// The person, or an agent: all of them.
    All,
    /// A manager: of the person, and of posts in structures of the manager's.
    Managed(&'a str),
}

impl Tx {
    /// Persons by what is known of their civil status, in the order of their names, at most `most`.
    pub async fn search_persons(
        &mut self,
        search: &PersonSearch<'_>,
        most: i64,
    ) -> Result<Vec<Registration>, StoreError> {
        const SELECT: &str = registrations!(
            "p.id in (
                select k.id from persons k
                where k.name_date_key >= $1 and k.name_date_key < $2 and k.name_date_key like $3
                    and (k.name_date_key, k.id) > ($4, $5)
                    and exists (
                        select 1 from situations kt
                        where kt.person_id = k.id and kt.structure_id in (",
            managed_by!("$6"),
            ")
                    )
                order by k.name_date_key, k.id
                limit $7
            ) order by p.name_date_key, p.id, t.id"
        );
        let start = &search.name.start;
        // Beyond every reading with that beginning.
        let end = format!("{start}\u{10FFFF}");
        let (reading, id) = search.after.clone().unwrap_or_default();
        let rows = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(start)
            .bind(&end)
            .bind(format!("%{}", search.name.end))
            .bind(&reading)
            .bind(id)
            .bind(search.subject_name_id)
            .bind(most)
            .fetch_all(conn)
            .await)?;
        gathered(rows)
    }

    /// What changed of a person's entry, the latest first, from before `before`.
    pub async fn entry_changes(
        &mut self,
        person: PersonId,
        scope: ChangeScope<'_>,
        before: Option<ChangeId>,
        most: i64,
    ) -> Result<Vec<EntryChange>, StoreError> {
        const ALL: &str = concat!(
            "select ",
            change_columns!(),
            " from registration_changes w where w.person_id = $1 and w.id < $2 order by w.id desc limit $3"
        );
        const MANAGED: &str = concat!(
            "select ",
            change_columns!(),
            " from registration_changes w
            where w.person_id = $1 and w.id < $2 and (
                w.situation_id is null or w.situation_id in (
                    select t.id from situations t
                    where t.person_id = w.person_id and t.structure_id in (",
            managed_by!("$4"),
            ")
                )
            )
            order by w.id desc limit $3"
        );
        let before = before.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<ChangeRow> = match scope {
            ChangeScope::All => on_db!(self, |conn| sqlx::query_as(ALL)
                .bind(person.0)
                .bind(before)
                .bind(most)
                .fetch_all(conn)
                .await)?,
            ChangeScope::Managed(subject) => on_db!(self, |conn| sqlx::query_as(MANAGED)
                .bind(person.0)
                .bind(before)
                .bind(most)
                .bind(subject)
                .fetch_all(conn)
                .await)?,
        };
        rows.into_iter()
            .filter_map(|row| row.read().transpose())
            .collect()
    }
}
