//! Batches, their items, and why one was refused.

use async_graphql::connection::PageInfo;
use async_graphql::{Context, Enum, Error, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};
use shared::bulk::FileError;
use shared::catalogue;
use shared::eligibility::FindingCode;
use shared::field_error::{Field, Problem};
use shared::id::{BatchId, RequestId};
use shared::text::Language;

use super::context::{app, coded, internal, language, signed_in};
use crate::batches::Chosen;
use crate::caller::SignedIn;
use crate::store::{self, KeptBatch, KeptItem};

/// What a batch does with each of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum BatchKind {
    Validate,
    Reject,
    /// Registers the persons of a file.
    Register,
}

/// How a batch of requests is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum BatchDecision {
    Validate,
    Reject,
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::store::ItemState")]
pub(crate) enum BatchItemState {
    /// It waits for its turn; of a simulation: it would be done.
    Pending,
    Done,
    Refused,
}

/// Many decisions, or the rows of a file, done one after the other.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Batch {
    id: ID,
    kind: BatchKind,
    /// How many items there are, and what came of them so far.
    items: i32,
    done: i32,
    refused: i32,
    started_at: DateTime<Utc>,
    /// Null while it goes on.
    finished_at: Option<DateTime<Utc>>,
}

/// One item of a batch, with its own result.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct BatchItem {
    /// From zero.
    position: i32,
    /// Line of the file; the first holds the names of the columns.
    line: Option<i32>,
    state: BatchItemState,
    /// The request that is decided, or that the registration made.
    request_id: Option<ID>,
    reference: Option<String>,
    /// Of whom it is.
    name: Option<String>,
    rpps_number: Option<String>,
    /// Code of `errorCatalogue` or `ruleCatalogue`: why it was refused, or that the row was registered before.
    code: Option<String>,
    /// The same in words, in the language of the call.
    text: Option<String>,
    /// Fields and further findings that are meant.
    reasons: Vec<BatchReason>,
    /// What stands in the row of the file, in the order of its template, until retention forgets it.
    cells: Option<Vec<String>>,
}

/// A field or a finding that is meant by a refusal.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct BatchReason {
    /// Name as in `RequestForm`.
    field: Option<String>,
    /// Code of `errorCatalogue` or `ruleCatalogue`.
    code: String,
    text: String,
}

/// What is wrong with a batch as a whole.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct BatchProblem {
    /// Code of `errorCatalogue`.
    code: String,
    text: String,
    /// Names of the columns that are meant.
    columns: Vec<String>,
}

/// A page of items.
#[derive(SimpleObject)]
pub(crate) struct BatchItemConnection {
    pub(super) edges: Vec<BatchItemEdge>,
    pub(super) nodes: Vec<BatchItem>,
    pub(super) page_info: PageInfo,
}

/// An item in a page.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct BatchItemEdge {
    pub(super) cursor: String,
    pub(super) node: BatchItem,
}

/// A request to decide, as it was read.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ChosenRequestInput {
    id: ID,
    revision: i32,
}

impl Batch {
    /// Whether there may be more to tell in a moment, without an event.
    pub(super) const fn is_running(&self) -> bool {
        self.finished_at.is_none()
    }

    /// What differs from what was told before.
    pub(super) const fn stamp(&self) -> (i32, i32, bool) {
        (self.done, self.refused, self.is_running())
    }
}

impl From<KeptBatch> for Batch {
    fn from(kept: KeptBatch) -> Self {
        Self {
            id: kept.id.to_string().into(),
            kind: match kept.task {
                store::Task::Validate { .. } => BatchKind::Validate,
                store::Task::Reject { .. } => BatchKind::Reject,
                store::Task::Register { .. } => BatchKind::Register,
            },
            items: kept.items,
            done: kept.done,
            refused: kept.refused,
            started_at: kept.started_at,
            finished_at: kept.finished_at,
        }
    }
}

impl BatchItem {
    /// As its manager sees it: of requests in structures that are no longer theirs, the result alone.
    pub(super) fn new(kept: KeptItem, reader: &SignedIn, language: Language) -> Self {
        let is_managed = kept
            .structure
            .is_some_and(|structure| reader.managed.contains(&structure));
        let request = kept.request.filter(|_| is_managed);
        let code = kept.code;
        Self {
            position: kept.position,
            line: kept.line,
            state: kept.state.into(),
            reference: request.map(RequestId::reference),
            request_id: request.map(|id| id.to_string().into()),
            name: kept.name.filter(|_| is_managed),
            rpps_number: kept.rpps_number.filter(|_| is_managed),
            text: code.as_deref().map(|code| text(code, language)),
            code,
            reasons: kept
                .details
                .iter()
                .map(|detail| reason(detail, language))
                .collect(),
            cells: kept.cells,
        }
    }
}

impl BatchProblem {
    pub(super) fn new(error: FileError, language: Language) -> Self {
        let code = error.problem.code();
        Self {
            code: code.to_owned(),
            text: text(code, language),
            columns: error.columns,
        }
    }
}

/// What is said of a code, whichever catalogue has it.
fn text(code: &str, language: Language) -> String {
    let text = match FindingCode::from_code(code) {
        Some(finding) => catalogue::finding(finding).text,
        None => catalogue::error(code).unwrap_or_else(|| catalogue::refusal(code)),
    };
    text.r#in(language).to_owned()
}

fn reason(detail: &str, language: Language) -> BatchReason {
    let (field, code) = match detail.split_once(':') {
        Some((field, problem)) => (Some(field), problem),
        None => (None, detail),
    };
    let said = match (field.and_then(Field::from_code), Problem::from_code(code)) {
        (Some(_), Some(problem)) => problem.text().r#in(language).to_owned(),
        _ => text(code, language),
    };
    BatchReason {
        field: field.map(str::to_owned),
        code: code.to_owned(),
        text: said,
    }
}

/// The requests that were chosen.
pub(super) fn chosen(
    context: &Context<'_>,
    items: Vec<ChosenRequestInput>,
) -> Result<Vec<Chosen>, Error> {
    let item = |item: ChosenRequestInput| {
        let id = item.id.parse().map(RequestId);
        Ok(Chosen {
            id: id.map_err(|_| coded(context, "NOT_FOUND"))?,
            revision: item.revision,
        })
    };
    items.into_iter().map(item).collect()
}

/// A batch of the caller's.
pub(super) async fn found(context: &Context<'_>, id: BatchId) -> Result<Option<Batch>, Error> {
    let signed_in = signed_in(context).await?;
    let kept = async {
        let mut tx = app(context).store.read().await?;
        tx.batch(id, signed_in.account).await
    };
    let kept = kept.await.map_err(|error| internal(context, &error))?;
    Ok(kept.map(Batch::from))
}

/// The batch that a use case returned, as it is now.
pub(super) async fn begun(context: &Context<'_>, id: BatchId) -> Result<Batch, Error> {
    let found = found(context, id).await?;
    found.ok_or_else(|| coded(context, "NOT_FOUND"))
}

/// An item as the caller sees it.
pub(super) async fn items(
    context: &Context<'_>,
    kept: Vec<KeptItem>,
) -> Result<Vec<BatchItem>, Error> {
    let signed_in = signed_in(context).await?;
    let language = language(context);
    let item = |kept| BatchItem::new(kept, &signed_in, language);
    Ok(kept.into_iter().map(item).collect())
}
