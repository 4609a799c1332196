//! Who looked at whose data.

use shared::access::{Act, Part, Purpose};

use super::node::reads;
use super::register::Registration;
use super::regularisation::PageInfo;
use super::schema;
use super::send::{Answered, Root, send};
use super::values::{Coded, Instant};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Access {
    pub(crate) at: Instant,
    pub(crate) part: Coded<Part>,
    pub(crate) act: Coded<Act>,
    pub(crate) purpose: Coded<Purpose>,
    pub(crate) structure: Option<String>,
    pub(crate) request_reference: Option<String>,
    pub(crate) rpps_number: Option<String>,
    pub(crate) reader: Option<String>,
    pub(crate) reader_subject_name_id: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct AccessConnection {
    pub(crate) nodes: Vec<Access>,
    pub(crate) page_info: PageInfo,
}

/// Why an agent opens a file.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgentPurpose {
    Support,
    Regularisation,
    Correction,
    Control,
}

#[derive(cynic::QueryVariables)]
struct Own {
    after: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct Logged {
    number: Option<String>,
    reader: Option<String>,
    after: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
struct Opened {
    number: Option<String>,
    purpose: Option<AgentPurpose>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Own")]
struct OwnAccesses {
    #[arguments(first: 20, after: $after)]
    accesses: AccessConnection,
}

impl Root for OwnAccesses {
    type Node = AccessConnection;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Logged")]
struct AccessLog {
    #[arguments(rppsNumber: $number, reader: $reader, first: 20, after: $after)]
    access_log: AccessConnection,
}

impl Root for AccessLog {
    type Node = AccessConnection;
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Opened")]
struct OpenedRegistration {
    #[arguments(rppsNumber: $number, purpose: $purpose)]
    registration: Option<Registration>,
}

impl Root for OpenedRegistration {
    type Node = Option<Registration>;
}

/// Who looked at the caller's data, twenty at a time.
pub(crate) fn accesses(after: Option<String>) -> Answered<AccessConnection> {
    send::<OwnAccesses>(
        "query($after:ID){accesses(first:20,after:$after)",
        &Own {
            after: after.map(cynic::Id::new),
        },
    )
}

/// Who looked at a person's data, or at whose data somebody looked: twenty at a time.
pub(crate) fn access_log(
    (number, reader): (Option<String>, Option<String>),
    after: Option<String>,
) -> Answered<AccessConnection> {
    send::<AccessLog>(
        "query($number:String,$reader:String,$after:ID){accessLog(rppsNumber:$number,reader:$reader,first:20,after:$after)",
        &Logged {
            number,
            reader,
            after: after.map(cynic::Id::new),
        },
    )
}

/// A person's entry, opened by an agent for that reason.
pub(crate) fn registration_of(
    number: String,
    purpose: AgentPurpose,
) -> Answered<Option<Registration>> {
    send::<OpenedRegistration>(
        "query($number:String,$purpose:AgentPurpose){registration(rppsNumber:$number,purpose:$purpose)",
        &Opened {
            number: Some(number),
            purpose: Some(purpose),
        },
    )
}

impl AgentPurpose {
    /// By the code that a form holds.
    pub(crate) fn of(purpose: Purpose) -> Option<Self> {
        match purpose {
            Purpose::Support => Some(Self::Support),
            Purpose::Regularisation => Some(Self::Regularisation),
            Purpose::Correction => Some(Self::Correction),
            Purpose::Control => Some(Self::Control),
            Purpose::Decision | Purpose::FollowUp => None,
        }
    }
}

reads! {
    Access {
        at,
        part,
        act,
        purpose,
        structure,
        request_reference,
        rpps_number,
        reader,
        reader_subject_name_id,
    }
    AccessConnection {
        nodes,
        page_info,
    }
}
