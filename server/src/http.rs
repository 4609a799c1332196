//! The doors: pages, files, and the headers around them.

pub mod assets;
pub mod demo_mail;
pub mod doors;
pub mod graphiql;
pub mod shell;
