//! The schema: one for the portal's own pages and for everybody else's software.
//!
//! Resolvers are thin. A root field asks for the caller's right, runs one use case or one statement, and wraps what
//! it returns.

mod access;
mod account;
mod answer;
mod batch;
mod catalogue;
mod civil_status;
mod client;
mod connection;
mod context;
mod dashboard;
mod designation;
mod document;
mod duplicate;
mod entry;
mod event;
mod mandate;
mod meter;
mod mutation;
mod notice;
mod query;
mod reason_template;
mod reference;
mod refusal;
mod registration;
mod regularisation;
mod request;
mod request_form;
mod retention;
mod rule_set;
mod saved_view;
mod scalar;
mod session;
mod socket;
mod structure;
mod subscription;
mod support;
mod timeline;
mod verdict;
mod webhook;

use std::sync::Arc;

use async_graphql::{SDLExportOptions, Schema};

pub(crate) use context::{ClientAddress, error_response};
pub(crate) use document::{Documents, Kind, with_codes};
pub(crate) use meter::{Payer, refuse};
pub(crate) use socket::{SocketCaller, SubscriptionsOnly};

use crate::app::App;
use mutation::Mutation;
use query::Query;
use refusal::Refusal;
use subscription::Subscription;

/// Levels of fields inside fields: as many as the introspection query of today's tools has.
pub const MAX_DEPTH: usize = 15;
/// Fields, each multiplied by the size of the page it stands in.
pub const MAX_COMPLEXITY: usize = 5_000;
/// Aliases of one document.
pub const MAX_ALIASES: usize = 30;
/// Bytes of a request: a file of registrations fits in it.
pub const MAX_BODY: usize = 256 * 1024;
/// Rows of a page, and how many come unless asked otherwise.
pub const MAX_PAGE: i32 = 100;
pub const DEFAULT_PAGE: i32 = 20;

pub(crate) type PortalSchema = Schema<Query, Mutation, Subscription>;

/// The schema over an open portal.
pub(crate) fn schema(app: Arc<App>) -> PortalSchema {
    builder().data(app).finish()
}

/// The same for software, whose documents cost it something. Apart, since an extension costs every field a call.
pub(crate) fn metered_schema(app: Arc<App>) -> PortalSchema {
    builder().data(app).extension(meter::Meter).finish()
}

/// The schema definition language, as published on `/schema.graphql`.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(
        SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items(),
    )
}

fn builder() -> async_graphql::SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation::default(), Subscription)
        .register_output_type::<Refusal>()
        .limit_depth(MAX_DEPTH)
        .limit_complexity(MAX_COMPLEXITY)
}
