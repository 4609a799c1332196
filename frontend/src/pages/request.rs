//! One request of one's own: written, checked, sent, then followed.

mod activity;
mod check;
mod contact;
mod email_code;
mod identity;
mod need;
mod receipt;
mod restore;
mod step;
pub(super) mod structure;
mod task_list;
pub(super) mod tracking;
mod withdraw;

use leptos::prelude::*;

use super::access::{Audience, page_for};
use super::loading::load;
use crate::address::Address;
use crate::api::{self, Link, Request};
use crate::draft::Draft;
use crate::route::{Page, RequestPage, Step};
use crate::session::SessionState;
use crate::view::{effect, memo, part};

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
    let shown = memo(move || {
        let editable = status.get().is_editable();
        match page.get() {
            Page::Request(_, RequestPage::Receipt) => Shown::Receipt,
            _ if !editable => Shown::Tracking,
            Page::Request(_, RequestPage::Step(step)) => Shown::Step(step),
            Page::Request(_, RequestPage::Check) => Shown::Check,
            _ => Shown::TaskList,
        }
    });
    // What was sent has no form any more: the address says so too, and going back does not lead there.
    let address = Address::of_page();
    effect(move || {
        let is_home = page.with(|page| matches!(page, Page::Request(_, RequestPage::Home)));
        if shown.get() == Shown::Tracking && !is_home {
            address.replace(&Page::Request(draft.id(), RequestPage::Home).path());
        }
    });
    part(move || match shown.get() {
        Shown::TaskList => task_list::task_list(draft),
        Shown::Step(Step::Identity) => identity::identity(draft),
        Shown::Step(Step::Contact) => contact::contact(draft),
        Shown::Step(Step::Structure) => structure::structure(draft),
        Shown::Step(Step::Activity) => activity::activity(draft),
        Shown::Step(Step::Need) => need::need(draft),
        Shown::Check => check::check(draft),
        Shown::Tracking => tracking::tracking(draft),
        Shown::Receipt => receipt::receipt(draft),
    })
}

/// What the address asks for, as far as the state of the request allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    TaskList,
    Step(Step),
    Check,
    Tracking,
    Receipt,
}

/// Listens as long as the request is open in this window, whichever of its pages is shown.
fn follow(draft: Draft) {
    let session = SessionState::of_page();
    let live = LiveState(RwSignal::new(false));
    provide_context(live);
    let link = move |link: Link| match link {
        Link::Up => live.0.set(false),
        Link::Down => live.0.set(true),
        Link::Refused(error) => session.note(&error),
    };
    session.while_signed_in(move || {
        api::request_changed(draft.id(), link, move |current| draft.meet(current));
    });
    session.while_signed_in(move || {
        let status = draft.request.with_untracked(|request| request.status.0);
        if status.is_editable() {
            api::draft_verdict(draft.id(), |_| (), move |heard| draft.hear(heard));
        }
    });
}
