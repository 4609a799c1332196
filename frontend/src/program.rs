//! Which pages each of the two programs holds.
//!
//! A page is named by the function of its own program and nowhere else: the linker then drops it, with all that
//! it alone uses, from the other program.

use leptos::prelude::{AnyView, IntoAny, Memo};

use crate::pages;
use crate::route::Page;
use crate::rules::Rules;

/// One of the two programs, put in place when it starts.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    /// Puts in context what only its pages share.
    pub(crate) provide: fn(),
    /// What stands above every page.
    pub(crate) above: fn() -> AnyView,
    /// How it shows a page; none for what it does not hold.
    pub(crate) view_of: fn(&Page) -> Option<View>,
}

/// Shows a page. It is given the page that the address asks for, since those of one request are shown by one view.
pub(crate) type View = Box<dyn FnOnce(Memo<Page>) -> AnyView>;

impl Program {
    pub(crate) const PORTAL: Self = Self {
        provide: Rules::provide,
        above: || ().into_any(),
        view_of: portal,
    };

    pub(crate) const DESK: Self = Self {
        provide: || (),
        above: pages::spaces,
        view_of: desk,
    };

    pub(crate) fn holds(self, page: &Page) -> bool {
        (self.view_of)(page).is_some()
    }
}

fn portal(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::PreCheck => Box::new(|_| pages::pre_check()),
        Page::Requests => Box::new(|_| pages::requests()),
        Page::Request(id, _) => {
            let id = id.clone();
            Box::new(|page| pages::request(id, page))
        }
        Page::Registration => Box::new(|_| pages::registration()),
        Page::Sessions => Box::new(|_| pages::sessions()),
        Page::Start => Box::new(|_| pages::start()),
        Page::Queue
        | Page::Review(_)
        | Page::Ans
        | Page::Flagged
        | Page::Representation
        | Page::Represented(_)
        | Page::Habilitation
        | Page::Invitation(_)
        | Page::NotFound => return None,
    };
    Some(view)
}

fn desk(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::Queue => Box::new(|_| pages::queue()),
        Page::Review(id) => {
            let id = id.clone();
            Box::new(|_| pages::review(id))
        }
        Page::Ans => Box::new(|_| pages::ans()),
        Page::Flagged => Box::new(|_| pages::flagged()),
        Page::Representation => Box::new(|_| pages::representation()),
        Page::Represented(finess) => {
            let finess = finess.clone();
            Box::new(|_| pages::represented(finess))
        }
        Page::Habilitation => Box::new(|_| pages::habilitation()),
        Page::Invitation(token) => {
            let token = token.clone();
            Box::new(|_| pages::invitation(token))
        }
        Page::PreCheck
        | Page::Requests
        | Page::Request(..)
        | Page::Registration
        | Page::Sessions
        | Page::Start
        | Page::NotFound => return None,
    };
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_held_by_one_program() {
        for (path, is_for_staff) in [
            ("/pre-verification", false),
            ("/demandes", false),
            ("/demandes/0190-abc", false),
            ("/demandes/0190-abc/identite", false),
            ("/demandes/0190-abc/verification", false),
            ("/demandes/0190-abc/recu", false),
            ("/mon-enregistrement", false),
            ("/demande", false),
            ("/sessions", false),
            ("/gestion", true),
            ("/gestion/demandes/0190-abc", true),
            ("/ans", true),
            ("/ans/regularisations", true),
            ("/representation", true),
            ("/representation/750712184", true),
            ("/habilitation", true),
            ("/invitation/0190-abc", true),
        ] {
            let page = Page::of(path);
            assert_eq!(Program::DESK.holds(&page), is_for_staff, "{path}");
            assert_eq!(Program::PORTAL.holds(&page), !is_for_staff, "{path}");
        }
    }

    #[test]
    fn no_program_holds_what_is_no_page() {
        for program in [Program::PORTAL, Program::DESK] {
            assert!(!program.holds(&Page::NotFound));
        }
    }
}
