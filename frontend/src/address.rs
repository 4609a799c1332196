//! The address of the page: read by a signal, changed by links and by the pages without loading anew.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent};

use crate::browser::{encoded, here};
use crate::program::Program;
use crate::route::Page;

/// Where an address names the structure that one acts for.
pub(crate) const STRUCTURE: &str = "structure";

/// Path and query of what is shown, by the program that runs: what it does not hold, the browser loads.
#[derive(Clone, Copy)]
pub(crate) struct Address {
    shown: RwSignal<String>,
    program: Program,
}

impl Address {
    /// Follows the browser's back and forward, and every link of a page that leads to another.
    pub(crate) fn provide(program: Program) -> Self {
        let address = Self {
            shown: RwSignal::new(here()),
            program,
        };
        provide_context(address);
        window_event_listener(ev::popstate, move |_| address.shown.set(here()));
        window_event_listener(ev::click, move |event| {
            if let Some(path) = followed(&event).filter(|path| address.holds(path)) {
                event.prevent_default();
                address.visit(&path);
            }
        });
        address
    }

    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// What the address shows.
    pub(crate) fn page(self) -> Page {
        self.shown.with(|address| page_of(address))
    }

    /// What the query gives for a name.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        self.shown.with(|address| {
            let (_, query) = address.split_once('?')?;
            web_sys::UrlSearchParams::new_with_str(query)
                .ok()?
                .get(name)
        })
    }

    /// A path with the structure that this address names, so that what follows from a page stays with its structure.
    pub(crate) fn within(self, path: String) -> String {
        match untrack(|| self.query(STRUCTURE)) {
            Some(structure) if !structure.is_empty() => {
                [&path, "?", STRUCTURE, "=", &encoded(&structure)].concat()
            }
            _ => path,
        }
    }

    /// Opens another page.
    pub(crate) fn visit(self, path: &str) {
        if !self.holds(path) {
            // A path of one's own is an address that every browser can read.
            window().location().assign(path).unwrap_or_default();
            return;
        }
        // A browser refuses only floods of changes; the page is shown all the same.
        history()
            .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(path)))
            .unwrap_or_default();
        window().scroll_to_with_x_and_y(0.0, 0.0);
        self.shown.set(path.to_owned());
    }

    /// Opens another page in the place of this one, to which going back does not lead.
    pub(crate) fn replace(self, path: &str) {
        if !self.holds(path) {
            window().location().replace(path).unwrap_or_default();
            return;
        }
        history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(path)))
            .unwrap_or_default();
        self.shown.set(path.to_owned());
    }

    /// Around the form of the contact page stands what the server writes: it is always loaded anew.
    fn holds(self, path: &str) -> bool {
        let page = page_of(path);
        page != Page::Contact && self.program.holds(&page)
    }
}

/// The page at a path, whatever its query.
fn page_of(path: &str) -> Page {
    Page::of(path.split('?').next().unwrap_or_default())
}

fn history() -> Result<web_sys::History, JsValue> {
    window().history()
}

/// Where a click leads within the portal; the browser follows every other link by itself.
fn followed(event: &MouseEvent) -> Option<String> {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if event.default_prevented() || !is_plain {
        return None;
    }
    let clicked: web_sys::Element = event.target()?.dyn_into().ok()?;
    // What stands around the application, the choice of a language above all, loads the page anew.
    let link = clicked.closest("#app a[href]").ok()??;
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    let is_here = link.origin() == window().location().origin().ok()?;
    let leads_on = link.hash().is_empty() && link.target().is_empty();
    (is_here && leads_on).then(|| [link.pathname(), link.search()].concat())
}
