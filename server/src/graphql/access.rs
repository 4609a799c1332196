//! Who looked at whose data, as the person and the agents read it.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Enum, Error, ID, Lookahead, Result, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::connection::page_info;
use super::context::{app, coded, internal};
use super::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{self, AccessScope, Page};

/// In which part somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::access::Part")]
pub(crate) enum AccessPart {
    Manager,
    Representative,
    AnsAgent,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::access::Act")]
pub(crate) enum AccessAct {
    OpenedRequest,
    OpenedRegistration,
    /// It was in the answer of a search; what was searched for is not kept.
    Searched,
    /// It was in a list that held the whole file.
    ReadList,
    /// Kept for what leaves the portal as a file.
    Exported,
}

/// Why somebody looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::access::Purpose")]
pub(crate) enum AccessPurpose {
    /// To decide on an open request.
    Decision,
    /// After the decision.
    FollowUp,
    Support,
    Regularisation,
    Correction,
    Control,
}

/// Why an agent of the ANS opens a person's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AgentPurpose {
    Support,
    Regularisation,
    Correction,
    Control,
}

impl From<AgentPurpose> for shared::access::Purpose {
    fn from(purpose: AgentPurpose) -> Self {
        match purpose {
            AgentPurpose::Support => Self::Support,
            AgentPurpose::Regularisation => Self::Regularisation,
            AgentPurpose::Correction => Self::Correction,
            AgentPurpose::Control => Self::Control,
        }
    }
}

/// One look at a person's data, kept once an hour for the same reader, act and purpose.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Access {
    id: ID,
    at: DateTime<Utc>,
    part: AccessPart,
    act: AccessAct,
    purpose: AccessPurpose,
    /// Name of the structure for which it was, unless it was the ANS.
    structure: Option<String>,
    request_id: Option<ID>,
    /// Of the request, `RP-XXXXX-XXXXX`.
    request_reference: Option<String>,
    /// Of the person, once there is one; for agents.
    rpps_number: Option<String>,
    /// Of a search or a list, how many there were on the page.
    found: Option<i32>,
    /// Who looked; for agents.
    reader: Option<String>,
    /// The same by their identifier; for agents.
    reader_subject_name_id: Option<String>,
}

/// A page of looks, the latest first.
#[derive(SimpleObject)]
pub(crate) struct AccessConnection {
    edges: Vec<AccessEdge>,
    nodes: Vec<Access>,
    page_info: PageInfo,
}

/// A look in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct AccessEdge {
    cursor: String,
    node: Access,
}

/// For whom a look is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShownTo {
    /// The portal tells nobody the name of a manager.
    Person,
    Agent,
}

impl Access {
    fn new(access: store::Access, shown_to: ShownTo) -> Self {
        let for_agents = |value: Option<String>| value.filter(|_| shown_to == ShownTo::Agent);
        Self {
            id: access.id.to_string().into(),
            at: access.at,
            part: access.part.into(),
            act: access.act.into(),
            purpose: access.purpose.into(),
            structure: access.structure,
            request_id: access.request.map(|id| id.to_string().into()),
            request_reference: access.request.map(shared::id::RequestId::reference),
            rpps_number: for_agents(access.rpps_number),
            found: access.found,
            reader: for_agents(Some(access.reader)),
            reader_subject_name_id: for_agents(access.reader_subject),
        }
    }
}

/// A page of looks.
pub(super) async fn accesses(
    context: &Context<'_>,
    scope: AccessScope<'_>,
    shown_to: ShownTo,
    (first, after): (Option<i32>, Option<ID>),
) -> Result<AccessConnection, Error> {
    let invalid = || coded(context, "INVALID_ARGUMENT");
    let size = first.unwrap_or(DEFAULT_PAGE);
    let from = after.as_ref().map(|id| id.parse::<Uuid>());
    let from = from.transpose().map_err(|_| invalid())?;
    if !(0..=MAX_PAGE).contains(&size) {
        return Err(invalid());
    }
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.accesses(scope, from, i64::from(size) + 1).await
    };
    let mut found = found.await.map_err(|error| internal(context, &error))?;
    let most = usize::try_from(size).unwrap_or_default();
    let more = found.len() > most;
    found.truncate(most);
    let edge = |access: store::Access| AccessEdge {
        cursor: access.id.to_string(),
        node: Access::new(access, shown_to),
    };
    let edges: Vec<_> = found.into_iter().map(edge).collect();
    let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
    let page = Page {
        limit: size.into(),
        from: None,
        backward: false,
    };
    let mut page_info = page_info(page, more, &cursors);
    page_info.has_previous_page = from.is_some();
    Ok(AccessConnection {
        nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
        edges,
        page_info,
    })
}

/// Whether what is asked of a request in a list is more than by what it is told from others: its form, or of the civil
/// status anything but names.
pub(super) fn asks_for_the_file(request: &Lookahead<'_>) -> bool {
    const FILE: [&str; 2] = ["form", "correction"];
    const IDENTITY: [&str; 7] = [
        "sex",
        "birthDate",
        "birthCommune",
        "birthCountry",
        "birthPlaceLabel",
        "bornInFrance",
        "preferredName",
    ];
    let identity = request.field("identity");
    FILE.iter().any(|field| request.field(field).exists())
        || IDENTITY.iter().any(|field| identity.field(field).exists())
}
