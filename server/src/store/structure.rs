//! Structures of the FINESS register.

use chrono::{DateTime, Utc};
use shared::finess::Finess;
use shared::id::StructureId;
use shared::name::normalise;
use shared::siret::Siret;
use shared::structure::StructureKind;
use sqlx::FromRow;
use uuid::Uuid;

use super::designation::{has_manager, managed_by};
use super::{NewEvent, StoreError, Tx, instant, micros, on_db};

#[derive(Clone, Debug)]
pub struct Structure {
    pub id: StructureId,
    pub finess: String,
    pub kind: StructureKind,
    pub name: String,
    pub siret: Option<String>,
    pub town: String,
    /// FINESS aggregated category; a rule set maps it to a sector.
    pub category: String,
    pub closed_at: Option<DateTime<Utc>>,
    /// Somebody may decide there, or at its legal entity.
    pub has_manager: bool,
    pub revision: i32,
}

#[derive(Debug, FromRow)]
pub(super) struct StructureRow {
    id: Uuid,
    finess: String,
    kind: String,
    name: String,
    siret: Option<String>,
    town: String,
    category: String,
    closed_at: Option<i64>,
    has_manager: bool,
    revision: i32,
}

impl TryFrom<StructureRow> for Structure {
    type Error = StoreError;

    fn try_from(row: StructureRow) -> Result<Self, StoreError> {
        let kind = StructureKind::from_code(&row.kind)
            .ok_or_else(|| StoreError::corrupt("structures", row.id, "kind"))?;
        Ok(Self {
            id: StructureId(row.id),
            name: shown_name(row.name, &row.finess),
            finess: row.finess,
            kind,
            siret: row.siret,
            town: row.town,
            category: row.category,
            closed_at: row.closed_at.map(instant),
            has_manager: row.has_manager,
            revision: row.revision,
        })
    }
}

/// A legal entity that the register has by its number alone has no name until its own file is loaded.
pub(super) fn shown_name(name: String, finess: &str) -> String {
    if name.is_empty() {
        format!("FINESS {finess}")
    } else {
        name
    }
}

/// A structure to create.
#[derive(Clone, Debug)]
pub struct NewStructure {
    pub id: StructureId,
    pub finess: Finess,
    pub kind: StructureKind,
    pub name: String,
    pub siret: Option<Siret>,
    pub town: String,
    pub category: String,
}

macro_rules! columns {
    () => {
        concat!(
            "s.id, s.finess, s.kind, s.name, s.siret, s.town, s.category, s.closed_at, ",
            has_manager!(),
            " as has_manager, s.revision"
        )
    };
}

impl Tx {
    /// Creates a structure with its event. `Duplicate` when the FINESS number is known.
    pub async fn add_structure(
        &mut self,
        new: &NewStructure,
        event: NewEvent,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into structures (id, finess, kind, name, search_name, siret, town, category, revision, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)";
        let at = micros(event.at);
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.finess.as_str())
            .bind(new.kind.code())
            .bind(&new.name)
            .bind(normalise(&new.name))
            .bind(new.siret.as_ref().map(Siret::as_str))
            .bind(&new.town)
            .bind(&new.category)
            .bind(at)
            .execute(conn)
            .await
            .map(drop))?;
        self.add_event(event).await?;
        Ok(())
    }

    pub async fn structure(&mut self, id: StructureId) -> Result<Option<Structure>, StoreError> {
        const SELECT: &str = concat!("select ", columns!(), " from structures s where s.id = $1");
        let row: Option<StructureRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_optional(conn)
            .await)?;
        row.map(Structure::try_from).transpose()
    }

    pub async fn structure_by_finess(
        &mut self,
        finess: &str,
    ) -> Result<Option<Structure>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            columns!(),
            " from structures s where s.finess = $1"
        );
        let row: Option<StructureRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(finess)
            .fetch_optional(conn)
            .await)?;
        row.map(Structure::try_from).transpose()
    }

    /// Structures with an active designation of that `SubjectNameID`.
    pub async fn structures_managed_by(
        &mut self,
        subject_name_id: &str,
    ) -> Result<Vec<Structure>, StoreError> {
        const SELECT: &str = concat!(
            "select ",
            columns!(),
            " from structures s where s.id in (",
            managed_by!("$1"),
            ") order by s.search_name, s.id"
        );
        let rows: Vec<StructureRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(subject_name_id)
            .fetch_all(conn)
            .await)?;
        rows.into_iter().map(Structure::try_from).collect()
    }

    /// These structures, in the order of their names.
    pub async fn structures_by_id(
        &mut self,
        ids: &[StructureId],
    ) -> Result<Vec<Structure>, StoreError> {
        const SELECT: &str = concat!("select ", columns!(), " from structures s where s.id in (");
        let rows: Vec<StructureRow> = on_db!(self, |conn| {
            let mut query = sqlx::QueryBuilder::new(SELECT);
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            query.push(") order by s.search_name, s.id");
            query.build_query_as().fetch_all(conn).await
        })?;
        rows.into_iter().map(Structure::try_from).collect()
    }

    /// Structures by the beginning of their name, in order; one that is typed as FINESS or SIRET number by that.
    pub async fn search_structures(
        &mut self,
        typed: &str,
        after: Option<(String, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Structure>, StoreError> {
        const BY_NUMBER: &str = concat!(
            "select ",
            columns!(),
            " from structures s where s.finess = $1 or s.siret = $2 order by s.search_name, s.id"
        );
        const BY_NAME: &str = concat!(
            "select ",
            columns!(),
            " from structures s
            where s.search_name >= $1 and s.search_name < $2 and (s.search_name, s.id) > ($3, $4)
            order by s.search_name, s.id
            limit $5"
        );
        let number: String = typed
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
            .to_uppercase();
        let rows: Vec<StructureRow> = if number.chars().filter(char::is_ascii_digit).count() >= 8 {
            on_db!(self, |conn| sqlx::query_as(BY_NUMBER)
                .bind(&number)
                .bind(&number)
                .fetch_all(conn)
                .await)?
        } else {
            let start = normalise(typed);
            // Beyond every name with that beginning.
            let end = format!("{start}\u{10FFFF}");
            let (name, id) = after.unwrap_or((String::new(), Uuid::nil()));
            on_db!(self, |conn| sqlx::query_as(BY_NAME)
                .bind(&start)
                .bind(&end)
                .bind(&name)
                .bind(id)
                .bind(limit)
                .fetch_all(conn)
                .await)?
        };
        rows.into_iter().map(Structure::try_from).collect()
    }
}
