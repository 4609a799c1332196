//! Who is signed in.

use shared::date::Date;

use super::node::{reads, reads_enum};
use super::request::Identity;
use super::schema;
use super::send::{Answered, Root, send};
use super::structure::Structure;
use super::values::Instant;

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Me {
    pub(crate) account: Option<Account>,
    pub(crate) parts: Vec<Part>,
    pub(crate) terms_version: String,
    pub(crate) today: Date,
}

/// Something that one may act as, and for which structure.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) part: PartKind,
    pub(crate) structure: Option<Structure>,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Professional,
    Manager,
    Representative,
    AnsAgent,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Account {
    pub(crate) provider: Provider,
    pub(crate) display_name: String,
    pub(crate) identity: Option<Identity>,
    pub(crate) subject_name_id: Option<String>,
    pub(crate) is_ans_agent: bool,
    pub(crate) managed_structures: Vec<Structure>,
    pub(crate) represented_structures: Vec<Structure>,
    pub(crate) unread_notices: i32,
    pub(crate) sensitive_acts_until: Instant,
    pub(crate) session_expires_at: Instant,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    #[cynic(rename = "FRANCECONNECT")]
    FranceConnect,
    ProSanteConnect,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct WhoAmI {
    me: Me,
}

impl Root for WhoAmI {
    type Node = Me;
}

pub(crate) fn me() -> Answered<Me> {
    send::<WhoAmI>("{me", &())
}

reads! {
    Me {
        account,
        parts,
        terms_version,
        today,
    }
    Account {
        provider,
        display_name,
        identity,
        subject_name_id,
        is_ans_agent,
        managed_structures,
        represented_structures,
        unread_notices,
        sensitive_acts_until,
        session_expires_at,
    }
}

reads! {
    Part {
        part,
        structure,
    }
}

reads_enum! {
    PartKind {
        "PROFESSIONAL" => Self::Professional,
        "MANAGER" => Self::Manager,
        "REPRESENTATIVE" => Self::Representative,
        "ANS_AGENT" => Self::AnsAgent,
    }
    Provider {
        "FRANCECONNECT" => Self::FranceConnect,
        "PRO_SANTE_CONNECT" => Self::ProSanteConnect,
    }
}
