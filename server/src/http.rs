//! What stands at each address.

pub mod client_address;
pub mod demo;
pub mod problem;
pub mod session;
pub mod sign_in;
mod too_many;
