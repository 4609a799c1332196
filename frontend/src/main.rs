//! The portal's pages, in the browser.
#![expect(
    unreachable_pub,
    reason = "what the component and schema macros write is `pub`; a program exports nothing"
)]

mod address;
mod api;
mod app;
mod browser;
mod components;
mod draft;
mod pages;
mod route;
mod rules;
mod session;
mod text;
mod view;

fn main() {
    console_error_panic_hook::set_once();
    app::start();
}
