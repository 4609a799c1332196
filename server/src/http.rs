//! What stands at each address.

pub mod assets;
pub mod client_address;
pub mod demo;
pub mod demo_mail;
pub mod doors;
pub mod graphiql;
pub mod problem;
pub mod session;
pub mod shell;
pub mod sign_in;
mod too_many;
