//! What is on screen: the page that the address asks for, of those that the program holds.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::address::Address;
use crate::components::FirstPage;
use crate::pages;
use crate::program::Program;
use crate::session::SessionState;
use crate::view::{memo, part};

/// Takes the place of the text that the server put on the page for the time of loading.
pub(crate) fn start(program: Program) {
    console_error_panic_hook::set_once();
    let Some(place) = document().get_element_by_id("app") else {
        return;
    };
    place.set_inner_html("");
    if let Ok(place) = place.dyn_into() {
        mount_to(place, move || view! { <App program /> }).forget();
    }
}

#[component]
fn App(program: Program) -> impl IntoView {
    SessionState::provide();
    FirstPage::provide();
    (program.provide)();
    let address = Address::provide(program);
    let page = memo(move || address.page());
    // All pages of one request share what is loaded and typed: leaving one for another keeps it.
    let subject = memo(move || page.get().subject());
    let shown = move || match (program.view_of)(&subject.get()) {
        Some(view) => view(page),
        None => pages::not_found(),
    };
    view! {
        <div class="fr-container fr-py-4w">
            {(program.above)()}
            <pages::SessionNotice />
            {part(shown)}
        </div>
    }
}
