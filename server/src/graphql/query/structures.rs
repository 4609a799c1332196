//! Readings of structures and of who manages them.

use async_graphql::{Context, ID, Object, Result};
use shared::finess::Finess;
use shared::id::{SituationId, StructureId};
use uuid::Uuid;

use super::no_page;
use crate::accesses;
use crate::graphql::connection::{
    StructureConnection, StructureEdge, page_info, text_cursor, text_key_of,
};
use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::designation::{self, Designation};
use crate::graphql::regularisation::{
    Asked, FlaggedSituation, FlaggedSituationConnection, FlaggedSituationEdge,
};
use crate::graphql::session::{self, Session};
use crate::graphql::structure::Structure;
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::Page;

/// Readings of structures.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StructureQuery;

#[Object]
impl StructureQuery {
    /// A structure by its FINESS number.
    async fn structure(&self, context: &Context<'_>, finess: String) -> Result<Option<Structure>> {
        // What is no FINESS number is nobody's.
        let Ok(finess) = Finess::parse_typed(&finess) else {
            return Ok(None);
        };
        let found = async {
            app(context)
                .store
                .read()
                .await?
                .structure_by_finess(finess.as_str())
                .await
        };
        let found = found.await.map_err(|error| internal(context, &error))?;
        let found = found
            .into_iter()
            .map(|structure| Structure::new(app(context), structure))
            .collect();
        if Structure::asks_for_office(&context.look_ahead()) {
            return Ok(Structure::with_office(context, found).await?.pop());
        }
        Ok(found.into_iter().next())
    }

    /// Structures by the beginning of their name, or by FINESS or SIRET number.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn structures(
        &self,
        context: &Context<'_>,
        search: String,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<StructureConnection> {
        let size = first.unwrap_or(DEFAULT_PAGE);
        let unfit = !(0..=MAX_PAGE).contains(&size) || search.len() > 300 || search.contains('\0');
        let from = after
            .as_deref()
            .map(|cursor| text_key_of(cursor).ok_or_else(|| coded(context, "INVALID_ARGUMENT")));
        let from = from.transpose()?;
        if unfit {
            return Err(coded(context, "INVALID_ARGUMENT"));
        }
        if search.trim().is_empty() {
            return Ok(StructureConnection {
                edges: Vec::new(),
                page_info: page_info(no_page(size), false, &[]),
            });
        }
        let page = Page {
            limit: size.into(),
            from: None,
            backward: false,
        };
        let has_previous = from.is_some();
        let found = async {
            app(context)
                .store
                .read()
                .await?
                .search_structures(search.trim(), from, page.limit + 1)
                .await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let more = found.len() > usize::try_from(size).unwrap_or_default();
        found.truncate(usize::try_from(size).unwrap_or_default());
        let cursors: Vec<String> = found
            .iter()
            .map(|structure| text_cursor(&shared::name::normalise(&structure.name), structure.id.0))
            .collect();
        let mut nodes = found
            .into_iter()
            .map(|structure| Structure::new(app(context), structure))
            .collect();
        let asked = context.look_ahead();
        let nodes_asked = [asked.field("nodes"), asked.field("edges").field("node")];
        if nodes_asked.iter().any(Structure::asks_for_office) {
            nodes = Structure::with_office(context, nodes).await?;
        }
        let edges: Vec<StructureEdge> = cursors
            .into_iter()
            .zip(nodes)
            .map(|(cursor, node)| StructureEdge { cursor, node })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let mut page_info = page_info(page, more, &cursors);
        page_info.has_previous_page = has_previous;
        Ok(StructureConnection { edges, page_info })
    }

    /// Situations that were flagged when they were registered or changed and are not withdrawn, at most 100 a page. For
    /// managers, those of their structures or of one of them, which is kept and shown to the persons; for ANS agents, all.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn flagged_situations(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<FlaggedSituationConnection> {
        let signed_in = signed_in(context).await?;
        let structure = structure_id.map(|id| id.parse().map(StructureId));
        let structure = structure
            .transpose()
            .map_err(|_| coded(context, "NOT_FOUND"))?;
        let asked = Asked::by(&signed_in, structure).map_err(|denied| refused(context, denied))?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let from = after.as_ref().map_or(Ok(Uuid::nil()), |id| id.parse());
        let (true, Ok(from)) = ((0..=MAX_PAGE).contains(&size), from) else {
            return Err(coded(context, "INVALID_ARGUMENT"));
        };
        let found = async {
            let mut tx = app(context).store.read().await?;
            let most = i64::from(size) + 1;
            tx.flagged_situations(asked.scope(), SituationId(from), most)
                .await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let size = usize::try_from(size).unwrap_or_default();
        let more = found.len() > size;
        found.truncate(size);
        if let Asked::Managed(..) = asked {
            accesses::read_flagged(app(context), &signed_in, &found)
                .await
                .map_err(|error| internal(context, &error))?;
        }
        let edges: Vec<FlaggedSituationEdge> = found
            .into_iter()
            .filter_map(|flagged| {
                Some(FlaggedSituationEdge {
                    cursor: flagged.situation.id.to_string(),
                    node: FlaggedSituation::new(app(context), flagged)?,
                })
            })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let page = Page {
            limit: i64::try_from(size).unwrap_or_default(),
            from: None,
            backward: false,
        };
        let mut page_info = page_info(page, more, &cursors);
        page_info.has_previous_page = after.is_some();
        Ok(FlaggedSituationConnection {
            nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
            edges,
            page_info,
            asked,
        })
    }

    /// The caller's open sessions, the latest used first.
    async fn sessions(&self, context: &Context<'_>) -> Result<Vec<Session>> {
        session::sessions(context).await
    }

    /// The designations of a structure, the oldest first, for ANS agents, its managers and who represents it; without a
    /// structure the caller's own, the latest first.
    #[graphql(complexity = "10 * child_complexity")]
    async fn designations(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
    ) -> Result<Vec<Designation>> {
        signed_in(context).await?;
        let structure = match structure_id {
            Some(id) => Some(StructureId(
                id.parse().map_err(|_| coded(context, "NOT_FOUND"))?,
            )),
            None => None,
        };
        let caller = caller(context).await?;
        let found = designation::designations(app(context), &caller, structure).await;
        let found = found.map_err(|error| internal(context, &error))?;
        found.ok_or_else(|| coded(context, "FORBIDDEN"))
    }
}
