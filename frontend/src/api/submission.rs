//! Every time a request was sent.

use super::node::reads;
use super::request::RequestForm;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::Instant;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Submission {
    pub(crate) number: i32,
    pub(crate) submitted_at: Instant,
    pub(crate) form: RequestForm,
    pub(crate) changed_fields: Vec<String>,
}

#[derive(cynic::QueryVariables)]
struct OfRequest {
    id: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "OfRequest")]
struct SubmissionsOfRequest {
    #[arguments(requestId: $id)]
    submissions: Vec<Submission>,
}

impl Root for SubmissionsOfRequest {
    type Node = Vec<Submission>;
}

/// Everything that was sent of a request, the first first.
pub(crate) fn submissions(id: String) -> Answered<Vec<Submission>> {
    send::<SubmissionsOfRequest>(
        "query($id:ID!){submissions(requestId:$id)",
        &OfRequest {
            id: cynic::Id::new(id),
        },
    )
}

reads! {
    Submission {
        number,
        submitted_at,
        form,
        changed_fields,
    }
}
