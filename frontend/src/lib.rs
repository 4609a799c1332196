//! The portal's pages, in the browser. Five programs are made of them: nobody loads the pages of others' work.
#![expect(
    unreachable_pub,
    reason = "what the component and schema macros write is `pub`; only the five programs are used from outside"
)]

mod address;
mod api;
mod app;
mod browser;
mod components;
mod draft;
mod pages;
mod program;
mod route;
mod rules;
mod session;
mod text;
mod view;

use program::Program;

/// What the public and the professionals open.
pub fn portal() {
    app::start(Program::PORTAL);
}

/// What those open who decide on requests and look after the structures.
pub fn desk() {
    app::start(Program::DESK);
}

/// What the agents of the ANS open.
pub fn ans() {
    app::start(Program::ANS);
}

/// What tells people how things stand: figures, notices, and the texts that managers share.
pub fn figures() {
    app::start(Program::FIGURES);
}

/// What is about registered persons: for themselves, and for managers.
pub fn register() {
    app::start(Program::REGISTER);
}

/// What is done with many requests or persons at once.
pub fn bulk() {
    app::start(Program::BULK);
}
