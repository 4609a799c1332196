//! Batches: decisions on many requests, and files of registrations.

use super::decision::{Attestations, RejectionReason};
use super::live::{Link, listen};
use super::node::{reads, reads_enum};
use super::refusal::mutation;
use super::regularisation::PageInfo;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Instant;

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BatchKind {
    Validate,
    Reject,
    Register,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BatchDecision {
    Validate,
    Reject,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BatchItemState {
    Pending,
    Done,
    Refused,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Batch {
    pub(crate) id: cynic::Id,
    pub(crate) kind: BatchKind,
    pub(crate) items: i32,
    pub(crate) done: i32,
    pub(crate) refused: i32,
    pub(crate) started_at: Instant,
    pub(crate) finished_at: Option<Instant>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct BatchItem {
    pub(crate) position: i32,
    pub(crate) line: Option<i32>,
    pub(crate) state: BatchItemState,
    pub(crate) request_id: Option<cynic::Id>,
    pub(crate) reference: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) rpps_number: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) reasons: Vec<BatchReason>,
    pub(crate) cells: Option<Vec<String>>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct BatchReason {
    pub(crate) field: Option<String>,
    pub(crate) text: String,
}

/// What is wrong with a batch as a whole.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct BatchProblem {
    pub(crate) text: String,
    pub(crate) columns: Vec<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct BatchItemConnection {
    pub(crate) nodes: Vec<BatchItem>,
    pub(crate) page_info: PageInfo,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct Mine {
    batches: Vec<Batch>,
}

impl Root for Mine {
    type Node = Vec<Batch>;
}

#[derive(cynic::QueryVariables)]
struct OfBatch {
    id: cynic::Id,
    after: Option<cynic::Id>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfBatch")]
struct Items {
    #[arguments(batchId: $id, first: 100, after: $after)]
    batch_items: BatchItemConnection,
}

impl Root for Items {
    type Node = BatchItemConnection;
}

#[derive(cynic::InputObject, Clone, Debug)]
pub(crate) struct ChosenRequestInput {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
}

#[derive(cynic::InputObject)]
struct SimulateBatchInput {
    decision: BatchDecision,
    items: Vec<ChosenRequestInput>,
    risk_acknowledged: bool,
}

#[derive(cynic::QueryVariables)]
struct Tried {
    input: SimulateBatchInput,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Tried")]
struct Simulated {
    #[arguments(input: $input)]
    simulate_batch: Vec<BatchItem>,
}

impl Root for Simulated {
    type Node = Vec<BatchItem>;
}

#[derive(cynic::InputObject)]
struct DecideBatchInput {
    decision: BatchDecision,
    items: Vec<ChosenRequestInput>,
    conditions_checked: bool,
    identity_checked: bool,
    risk_acknowledged: bool,
    reason: Option<RejectionReason>,
    text: String,
    idempotency_key: Option<String>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "the boxes of one page, ticked independently"
)]
#[derive(cynic::InputObject)]
pub(crate) struct RegisterBatchInput {
    pub(crate) file: String,
    pub(crate) conditions_checked: bool,
    pub(crate) identity_checked: bool,
    pub(crate) risk_acknowledged: bool,
    pub(crate) ecps_only_acknowledged: bool,
    pub(crate) dmp_acknowledged: bool,
    pub(crate) terms_version: String,
    pub(crate) idempotency_key: Option<String>,
}

mutation!(decide_batch(DecideBatchInput) -> "DecideBatchAnswer": Batch
    else InvalidBatch | InvalidDecision | IdempotencyConflict);
mutation!(register_batch(RegisterBatchInput) -> "RegisterBatchAnswer": Batch
    else InvalidBatch | InvalidDecision | IdempotencyConflict);

/// One's own batches, the latest first.
pub(crate) fn batches() -> Answered<Vec<Batch>> {
    send::<Mine>("{batches", &())
}

/// What came of the items of a batch, a hundred at a time.
pub(crate) fn batch_items(id: String, after: Option<i32>) -> Answered<BatchItemConnection> {
    send::<Items>(
        "query($id:ID!,$after:ID){batchItems(batchId:$id,first:100,after:$after)",
        &OfBatch {
            id: cynic::Id::new(id),
            after: after.map(|after| cynic::Id::new(after.to_string())),
        },
    )
}

/// What a decision on many requests would come to, a hundred at a time at most.
pub(crate) fn simulate(
    decision: BatchDecision,
    items: Vec<ChosenRequestInput>,
    risk_acknowledged: bool,
) -> Answered<Vec<BatchItem>> {
    let input = SimulateBatchInput {
        decision,
        items,
        risk_acknowledged,
    };
    send::<Simulated>(
        "query($input:SimulateBatchInput!){simulateBatch(input:$input)",
        &Tried { input },
    )
}

pub(crate) fn validate_all(
    items: Vec<ChosenRequestInput>,
    given: Attestations,
    key: String,
) -> Answered<Batch> {
    decide_batch::send(&DecideBatchInput {
        decision: BatchDecision::Validate,
        items,
        conditions_checked: given.conditions_checked,
        identity_checked: given.identity_checked,
        risk_acknowledged: given.risk_acknowledged,
        reason: None,
        text: String::new(),
        idempotency_key: Some(key),
    })
}

pub(crate) fn reject_all(
    items: Vec<ChosenRequestInput>,
    reason: RejectionReason,
    text: String,
    key: String,
) -> Answered<Batch> {
    decide_batch::send(&DecideBatchInput {
        decision: BatchDecision::Reject,
        items,
        conditions_checked: false,
        identity_checked: false,
        risk_acknowledged: false,
        reason: Some(reason),
        text,
        idempotency_key: Some(key),
    })
}

pub(crate) fn register_all(input: &RegisterBatchInput) -> Answered<Batch> {
    register_batch::send(input)
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "Watched")]
struct BatchChanged {
    #[arguments(id: $id)]
    batch_changed: Batch,
}

#[derive(cynic::QueryVariables)]
struct Watched {
    id: cynic::Id,
}

/// Until the calling component goes, tells how far a batch is.
pub(crate) fn batch_changed(
    id: String,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(Batch) + 'static,
) {
    let watched = Watched {
        id: cynic::Id::new(id),
    };
    listen(
        "subscription($id:ID!){batchChanged(id:$id)",
        &[("id", Some(watched.id.into_inner()))],
        link,
        changed,
    );
}

reads! {
    Batch {
        id,
        kind,
        items,
        done,
        refused,
        started_at,
        finished_at,
    }
    BatchItem {
        position,
        line,
        state,
        request_id,
        reference,
        name,
        rpps_number,
        code,
        text,
        reasons,
        cells,
    }
    BatchReason {
        field,
        text,
    }
    BatchProblem {
        text,
        columns,
    }
    BatchItemConnection {
        nodes,
        page_info,
    }
}

reads_enum! {
    BatchKind {
        "VALIDATE" => Self::Validate,
        "REJECT" => Self::Reject,
        "REGISTER" => Self::Register,
    }
    BatchItemState {
        "PENDING" => Self::Pending,
        "DONE" => Self::Done,
        "REFUSED" => Self::Refused,
    }
}
