//! Everything the server does, through the door it is used by: one test binary.

mod api;
mod doors;
mod import;
mod live;
mod mail;
mod schema;
mod sign_in;
mod store;
mod support;
mod survival;
mod tidy;
mod webhooks;
