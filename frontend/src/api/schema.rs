//! The schema as types.

#[cynic::schema("portal")]
mod generated {}

pub(super) use generated::*;
