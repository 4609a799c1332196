//! Everything the server does, through the door it is used by: one test binary.

mod api;
mod mail;
mod sign_in;
mod store;
mod support;
