//! What is on screen: which page each address shows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::address::Address;
use crate::components::FirstPage;
use crate::pages;
use crate::route::Page;
use crate::rules::Rules;
use crate::session::SessionState;
use crate::view::{memo, part};

/// Takes the place of the text that the server put on the page for the time of loading.
pub(crate) fn start() {
    let Some(place) = document().get_element_by_id("app") else {
        return;
    };
    place.set_inner_html("");
    if let Ok(place) = place.dyn_into() {
        mount_to(place, App).forget();
    }
}

#[component]
fn App() -> impl IntoView {
    SessionState::provide();
    Rules::provide();
    FirstPage::provide();
    let address = Address::provide();
    let page = memo(move || address.page());
    // All pages of one request share what is loaded and typed: leaving one for another keeps it.
    let subject = memo(move || match page.get() {
        Page::Request(id, _) => Subject::Request(id),
        other => Subject::Page(other),
    });
    let shown = move || match subject.get() {
        Subject::Request(id) => pages::request(id, page),
        Subject::Page(Page::PreCheck) => pages::pre_check(),
        Subject::Page(Page::Requests) => pages::requests(),
        Subject::Page(Page::Queue) => pages::queue(),
        Subject::Page(Page::Review(id)) => pages::review(id),
        Subject::Page(Page::Ans) => pages::ans(),
        Subject::Page(Page::Registration) => pages::registration(),
        Subject::Page(Page::NotFound | Page::Request(..)) => pages::not_found(),
    };
    view! {
        <div class="fr-container fr-py-4w">
            <pages::SessionNotice />
            {part(shown)}
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Request(String),
    Page(Page),
}
