//! One request of one's own: written, checked, sent, then followed.

mod activity;
mod check;
mod contact;
mod email_code;
mod identity;
mod need;
mod receipt;
mod step;
pub(super) mod structure;
mod task_list;
pub(super) mod tracking;
mod withdraw;

use leptos::prelude::*;

use super::access::{Audience, page_for};
use super::loading::load;
use crate::api::{self, Link, Request};
use crate::draft::Draft;
use crate::route::{Page, RequestPage, Step};
use crate::session::SessionState;

pub(crate) fn request(id: String, page: Memo<Page>) -> AnyView {
    provide_context(ShownPage(page));
    page_for(Audience::Professional, move || {
        let id = StoredValue::new(id.clone());
        load(move || api::request(id.get_value()), show)
    })
}

/// Which of the pages of the request is asked for.
#[derive(Clone, Copy)]
struct ShownPage(Memo<Page>);

/// Whether the page hears of changes at once.
#[derive(Clone, Copy)]
pub(super) struct LiveState(RwSignal<bool>);

impl LiveState {
    pub(super) fn is_down(self) -> bool {
        self.0.get()
    }
}

fn show(request: Request) -> AnyView {
    let draft = Draft::open(request);
    let ShownPage(page) = expect_context();
    follow(draft);
    let status = draft.status();
    let shown = Memo::new(move |_| {
        let editable = status.get().is_editable();
        match page.get() {
            Page::Request(_, RequestPage::Receipt) => RequestPage::Receipt,
            Page::Request(_, page) if editable => page,
            _ => RequestPage::Home,
        }
    });
    (move || match (shown.get(), status.get().is_editable()) {
        (RequestPage::Receipt, _) => receipt::receipt(draft),
        (RequestPage::Home, false) => tracking::tracking(draft),
        (RequestPage::Home, true) => task_list::task_list(draft),
        (RequestPage::Step(step), _) => match step {
            Step::Identity => identity::identity(draft),
            Step::Contact => contact::contact(draft),
            Step::Structure => structure::structure(draft),
            Step::Activity => activity::activity(draft),
            Step::Need => need::need(draft),
        },
        (RequestPage::Check, _) => check::check(draft),
    })
    .into_any()
}

/// Listens as long as the request is open in this window, whichever of its pages is shown.
fn follow(draft: Draft) {
    let session = SessionState::of_page();
    let live = LiveState(RwSignal::new(false));
    provide_context(live);
    let id = draft.id();
    let link = move |link: Link| match link {
        Link::Up => live.0.set(false),
        Link::Down => live.0.set(true),
        Link::Refused(error) => session.note(&error),
    };
    api::request_changed(id.clone(), link, move |current| draft.meet(current));
    if draft.status().get_untracked().is_editable() {
        api::draft_verdict(id, |_| (), move |heard| draft.hear(heard));
    }
}
