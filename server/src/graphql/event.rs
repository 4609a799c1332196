//! Events of the log, as the feed tells them: ids, codes and names of fields.

use async_graphql::connection::PageInfo;
use async_graphql::{ComplexObject, Enum, ID, SimpleObject};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::event::EventKind;

use crate::app::App;
use crate::feed;
use crate::store::{FeedEvent, Position};

/// In which part somebody acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::feed::ActorKind")]
pub(crate) enum ActorKind {
    /// Nobody: the calendar, the mail, the register.
    Portal,
    /// The professional whom it concerns.
    Professional,
    /// Somebody who acts for a structure.
    Structure,
    /// Software of a structure, by itself or for a manager.
    Client,
    /// An agent of the ANS.
    Ans,
}

/// Something that happened: ids, codes and names of fields, never personal values. What they name is read with the
/// other queries, by who may.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Event {
    /// The same whoever reads it.
    id: ID,
    /// Where it stands in the feed: what comes after it is asked for with this.
    pub(super) cursor: String,
    at: DateTime<Utc>,
    /// Code of what happened. Codes are added and never renamed: leave aside those that you do not know.
    kind: String,
    /// What it is about is gone for who reads this: a copy that was kept is to be deleted.
    is_tombstone: bool,
    actor: ActorKind,
    request_id: Option<ID>,
    structure_id: Option<ID>,
    /// Of the person it is about, where the reader may know it.
    rpps_number: Option<String>,
    /// Names of the fields that were changed or are to be.
    fields: Vec<String>,
    /// Revision of the request from then on.
    revision: Option<i32>,
    situation_id: Option<ID>,
    designation_id: Option<ID>,
    /// Of a correction of a civil status.
    correction_id: Option<ID>,
    /// Of a change of an entry.
    change_id: Option<ID>,
    support_question_id: Option<ID>,
    webhook_id: Option<ID>,
    /// Name of the rule set.
    rule_set: Option<String>,
    /// What a step, a notice or an e-mail was about.
    code: Option<String>,
}

impl Event {
    pub(super) fn new(app: &App, event: &FeedEvent) -> Self {
        let text = |name: &str| event.data.get(name)?.as_str().map(str::to_owned);
        let id = |name: &str| text(name).map(ID);
        let fields = event.data.get("fields").and_then(Value::as_array);
        let fields = fields.into_iter().flatten();
        let kind = EventKind::from_code(&event.kind);
        Self {
            id: event.position.event.to_string().into(),
            cursor: cursor(event.position),
            at: event.at,
            kind: event.kind.clone(),
            is_tombstone: kind.is_some_and(EventKind::is_tombstone),
            actor: feed::actor(app, event).into(),
            request_id: event.request.map(|id| id.to_string().into()),
            structure_id: event.structure.map(|id| id.to_string().into()),
            rpps_number: event.rpps_number.clone(),
            fields: fields
                .filter_map(|field| field.as_str().map(str::to_owned))
                .collect(),
            revision: event
                .data
                .get("revision")
                .and_then(Value::as_i64)
                .and_then(|revision| revision.try_into().ok()),
            situation_id: id("situation"),
            designation_id: id("designation"),
            correction_id: id("correction"),
            change_id: id("change"),
            support_question_id: id("support"),
            webhook_id: id("webhook"),
            rule_set: text("ruleSet"),
            code: ["step", "what", "template"].into_iter().find_map(text),
        }
    }
}

/// A page of the feed.
#[derive(SimpleObject)]
#[graphql(complex)]
pub(crate) struct EventConnection {
    pub(super) edges: Vec<EventEdge>,
    /// Where nothing is new, the end is where the page was asked to begin.
    pub(super) page_info: PageInfo,
}

#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct EventEdge {
    pub(super) cursor: String,
    pub(super) node: Event,
}

#[ComplexObject]
impl EventConnection {
    async fn nodes(&self) -> Vec<&Event> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }
}

/// A place in the feed, opaque.
pub(super) fn cursor(position: Position) -> String {
    let Position { xact, event } = position;
    BASE64_URL_SAFE_NO_PAD.encode(format!("{xact}:{event}"))
}

pub(super) fn position(cursor: &str) -> Option<Position> {
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (xact, event) = text.split_once(':')?;
    Some(Position {
        xact: xact.parse().ok()?,
        event: event.parse().ok()?,
    })
}
