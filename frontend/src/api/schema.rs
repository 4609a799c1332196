//! The schema as types.

#[expect(clippy::pedantic, clippy::all, reason = "cynic writes this module from schema.graphql")]
#[cynic::schema("portal")]
mod generated {}

pub(super) use generated::*;
