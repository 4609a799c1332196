//! The portal's server: sign-in, GraphQL, storage, e-mail, and the pages around the application.

pub mod app;
pub mod caller;
pub mod clock;
pub mod config;
pub mod demo_data;
pub mod live;
pub mod mail;
pub mod reference;
pub mod requests;
pub mod rules;
pub mod sessions;
pub mod store;
pub mod structures;
pub mod telemetry;
