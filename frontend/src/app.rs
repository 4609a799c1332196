//! What is on screen: the router, and which page each address shows.

use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

use crate::components::FirstPage;
use crate::pages;
use crate::route::Page;
use crate::rules::Rules;
use crate::session::SessionState;
use crate::view::part;

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
    // One wildcard route, and the page read from the address by `route.rs`: links and pages share one
    // table, and the compiled router stays small.
    view! {
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=WildcardSegment("page") view=Screen />
            </FlatRoutes>
        </Router>
    }
}

#[component]
fn Screen() -> impl IntoView {
    let path = use_location().pathname;
    let page = Memo::new(move |_| Page::of(&path.get()));
    // All pages of one request share what is loaded and typed: leaving one for another keeps it.
    let subject = Memo::new(move |_| match page.get() {
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
