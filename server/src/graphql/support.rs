//! Questions to support, as their writers and the agents read them.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::id::SupportId;

use super::connection::page_info;
use super::context::{app, caller, coded, internal, refused};
use super::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{self, Page, SupportScope};

/// What a question to support is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::support::Topic")]
pub(crate) enum SupportTopic {
    SignIn,
    CivilStatus,
    Request,
    NumberOrEcps,
    Designation,
    Accessibility,
    Other,
}

/// Where a question to support stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::support::State")]
pub(crate) enum SupportState {
    Open,
    Answered,
    Closed,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::support::Side")]
pub(crate) enum SupportSide {
    Writer,
    Support,
}

/// That a message to support has arrived.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SupportReceipt {
    id: ID,
    /// What to quote when coming back to it, `SU-XXXXX-XXXXX`.
    reference: String,
    asked_at: DateTime<Utc>,
}

/// What one side said.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SupportMessage {
    side: SupportSide,
    written_at: DateTime<Utc>,
    /// Empty once it is forgotten.
    text: String,
    /// The agent who wrote it, for agents.
    author: Option<String>,
}

/// A question to support, with what was said.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SupportQuestion {
    id: ID,
    revision: i32,
    /// What the writer quotes, `SU-XXXXX-XXXXX`.
    reference: String,
    topic: SupportTopic,
    state: SupportState,
    asked_at: DateTime<Utc>,
    /// Last time that anything about it changed.
    changed_at: DateTime<Utc>,
    /// Name that the writer gave.
    full_name: String,
    /// Address that the writer wants the answer at.
    email: String,
    /// Language in which it was written.
    language: String,
    /// Of the request that it is about, as it was typed unless `requestId` is given.
    request_reference: String,
    /// The request, when the writer was one who may see it.
    request_id: Option<ID>,
    /// The writer was signed in.
    signed_in: bool,
    /// The agent who looks after it, for agents.
    holder: Option<String>,
    /// The caller looks after it.
    mine: bool,
    /// Since when the words are gone.
    forgotten_at: Option<DateTime<Utc>>,
    /// The oldest first.
    messages: Vec<SupportMessage>,
}

/// How many questions stand in a state.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct SupportCount {
    state: SupportState,
    count: i64,
}

/// A page of questions.
#[derive(SimpleObject)]
pub(crate) struct SupportQuestionConnection {
    edges: Vec<SupportQuestionEdge>,
    nodes: Vec<SupportQuestion>,
    page_info: PageInfo,
}

/// A question in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SupportQuestionEdge {
    cursor: String,
    node: SupportQuestion,
}

/// One change of the inbox.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct SupportChange {
    /// The question that changed; null at the beginning and when some changes were missed: read the list again.
    question: Option<SupportQuestion>,
    counts: Vec<SupportCount>,
}

/// Who reads a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Writer,
    Agent(shared::id::AccountId),
}

impl SupportQuestion {
    pub(super) fn new(of: store::SupportQuestion, reader: Reader) -> Self {
        let asked = of.asked().cloned();
        let (full_name, email, request_reference) = asked.map_or_else(Default::default, |asked| {
            (asked.full_name, asked.email, asked.reference)
        });
        let is_agent = reader != Reader::Writer;
        let message = |message: store::SupportMessage| SupportMessage {
            side: message.side.into(),
            written_at: message.written_at,
            text: message.body,
            author: message.author.filter(|_| is_agent),
        };
        Self {
            id: of.id.to_string().into(),
            revision: of.revision,
            reference: of.id.reference(),
            topic: of.topic.into(),
            state: of.state.into(),
            asked_at: of.asked_at,
            changed_at: of.changed_at,
            full_name,
            email,
            language: of.language,
            request_reference,
            request_id: of.request.map(|id| id.to_string().into()),
            signed_in: of.account.is_some(),
            holder: of.holder.filter(|_| is_agent),
            mine: of.held_by.map(Reader::Agent) == Some(reader),
            forgotten_at: of.forgotten_at,
            messages: of.messages.into_iter().map(message).collect(),
        }
    }
}

impl SupportChange {
    pub(super) fn new(
        question: Option<SupportQuestion>,
        counts: &[(shared::support::State, i64)],
    ) -> Self {
        Self {
            question,
            counts: counted(counts),
        }
    }
}

/// Every state with its number, those without any too.
pub(super) fn counted(counts: &[(shared::support::State, i64)]) -> Vec<SupportCount> {
    let of = |state: &shared::support::State| {
        let found = counts.iter().find(|(known, _)| known == state);
        SupportCount {
            state: (*state).into(),
            count: found.map_or(0, |(_, count)| *count),
        }
    };
    shared::support::State::ALL.iter().map(of).collect()
}

/// A page of a list, for that reader.
pub(super) async fn questions(
    context: &Context<'_>,
    scope: SupportScope,
    reader: Reader,
    (first, after): (Option<i32>, Option<ID>),
) -> Result<SupportQuestionConnection> {
    let invalid = || coded(context, "INVALID_ARGUMENT");
    let size = first.unwrap_or(DEFAULT_PAGE);
    let from = after.as_ref().map(|id| id.parse().map(SupportId));
    let from = from.transpose().map_err(|_| invalid())?;
    if !(0..=MAX_PAGE).contains(&size) {
        return Err(invalid());
    }
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.support_questions(scope, from, i64::from(size) + 1).await
    };
    let mut found = found.await.map_err(|error| internal(context, &error))?;
    let most = usize::try_from(size).unwrap_or_default();
    let more = found.len() > most;
    found.truncate(most);
    let edge = |of: store::SupportQuestion| SupportQuestionEdge {
        cursor: of.id.to_string(),
        node: SupportQuestion::new(of, reader),
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
    Ok(SupportQuestionConnection {
        nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
        edges,
        page_info,
    })
}

/// What the writer of a question gets.
pub(super) async fn receipt(context: &Context<'_>, id: SupportId) -> Result<SupportReceipt> {
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.support_question(id).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    Ok(SupportReceipt {
        id: id.to_string().into(),
        reference: id.reference(),
        asked_at: found.asked_at,
    })
}

/// The question as it is now, for an agent.
pub(super) async fn question(context: &Context<'_>, id: SupportId) -> Result<SupportQuestion> {
    let caller = caller(context).await?;
    let agent = caller
        .ans_agent()
        .map_err(|denied| refused(context, denied))?;
    let found = async {
        let mut tx = app(context).store.read().await?;
        tx.support_question(id).await
    };
    let found = found.await.map_err(|error| internal(context, &error))?;
    let found = found.ok_or_else(|| coded(context, "NOT_FOUND"))?;
    let reader = Reader::Agent(agent.signed_in.account);
    Ok(SupportQuestion::new(found, reader))
}
