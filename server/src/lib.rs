//! The portal's server: sign-in, GraphQL, storage, e-mail, and the pages around the application.

pub mod app;
pub mod caller;
pub mod clock;
pub mod config;
pub mod demo;
pub mod demo_data;
pub mod graphql;
pub mod http;
pub mod import;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod paper;
pub mod reference;
pub mod regularisations;
pub mod requests;
pub mod rules;
pub mod seed;
pub mod sessions;
pub mod sign_in;
pub mod store;
pub mod structures;
pub mod telemetry;
