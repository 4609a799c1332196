//! Which pages each of the five programs holds.
//!
//! A page is named by the function of its own program and nowhere else: the linker then drops it, with all that
//! it alone uses, from the other programs.

use leptos::prelude::{AnyView, IntoAny, Memo};

use crate::pages;
use crate::route::Page;
use crate::rules::Rules;

/// One of the programs, put in place when it starts.
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

    pub(crate) const ANS: Self = Self {
        provide: || (),
        above: pages::spaces,
        view_of: ans,
    };

    pub(crate) const REGISTER: Self = Self {
        provide: Rules::provide,
        above: pages::spaces,
        view_of: register,
    };

    pub(crate) const BULK: Self = Self {
        provide: || (),
        above: pages::spaces,
        view_of: bulk,
    };

    pub(crate) const FIGURES: Self = Self {
        provide: || (),
        above: pages::spaces,
        view_of: figures,
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
        Page::Sessions => Box::new(|_| pages::sessions()),
        Page::Start => Box::new(|_| pages::start()),
        Page::Contact => Box::new(|_| pages::contact()),
        _ => return None,
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
        Page::Representation => Box::new(|_| pages::representation()),
        Page::Represented(finess) => {
            let finess = finess.clone();
            Box::new(|_| pages::represented(finess))
        }
        Page::Clients(finess) => {
            let finess = finess.clone();
            Box::new(|_| pages::clients(finess))
        }
        Page::Habilitation => Box::new(|_| pages::habilitation()),
        Page::Invitation(token) => {
            let token = token.clone();
            Box::new(|_| pages::invitation(token))
        }
        _ => return None,
    };
    Some(view)
}

fn ans(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::Ans => Box::new(|_| pages::ans()),
        Page::Flagged => Box::new(|_| pages::flagged()),
        Page::Corrections => Box::new(|_| pages::corrections()),
        Page::Inbox => Box::new(|_| pages::inbox()),
        Page::Consultations => Box::new(|_| pages::consultations()),
        Page::References => Box::new(|_| pages::references()),
        Page::Reference(id) => {
            let id = id.clone();
            Box::new(|_| pages::reference(id))
        }
        Page::RuleSets => Box::new(|_| pages::rule_sets()),
        Page::RuleSet(name) => {
            let name = name.clone();
            Box::new(|_| pages::rule_set(name))
        }
        _ => return None,
    };
    Some(view)
}

fn figures(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::AtRisk => Box::new(|_| pages::at_risk()),
        Page::Dashboard => Box::new(|_| pages::dashboard()),
        Page::Notices => Box::new(|_| pages::news()),
        Page::Templates => Box::new(|_| pages::templates()),
        _ => return None,
    };
    Some(view)
}

fn register(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::Registration => Box::new(|_| pages::registration()),
        Page::Confirmation(token) => {
            let token = token.clone();
            Box::new(|_| pages::confirmation(token))
        }
        Page::Registering => Box::new(|_| pages::registering()),
        Page::Persons => Box::new(|_| pages::persons()),
        Page::Entry(number) => {
            let number = number.clone();
            Box::new(|_| pages::entry(number))
        }
        _ => return None,
    };
    Some(view)
}

fn bulk(page: &Page) -> Option<View> {
    let view: View = match page {
        Page::Batches => Box::new(|_| pages::batches()),
        Page::BatchChoice => Box::new(|_| pages::batch_choice()),
        Page::BatchFile => Box::new(|_| pages::batch_file()),
        Page::Batch(id) => {
            let id = id.clone();
            Box::new(|_| pages::batch(id))
        }
        _ => return None,
    };
    Some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMS: [(&str, Program); 6] = [
        ("portal", Program::PORTAL),
        ("desk", Program::DESK),
        ("ans", Program::ANS),
        ("register", Program::REGISTER),
        ("bulk", Program::BULK),
        ("figures", Program::FIGURES),
    ];

    #[test]
    fn every_page_is_held_by_one_program() {
        for (path, holder) in [
            ("/pre-verification", "portal"),
            ("/demandes", "portal"),
            ("/demandes/0190-abc", "portal"),
            ("/demandes/0190-abc/identite", "portal"),
            ("/demandes/0190-abc/verification", "portal"),
            ("/demandes/0190-abc/recu", "portal"),
            ("/mon-enregistrement", "register"),
            ("/demande", "portal"),
            ("/sessions", "portal"),
            ("/confirmation/0190-abc", "register"),
            ("/gestion", "desk"),
            ("/gestion/enregistrement", "register"),
            ("/gestion/personnes", "register"),
            ("/gestion/a-risque", "figures"),
            ("/gestion/tableau-de-bord", "figures"),
            ("/gestion/modeles", "figures"),
            ("/avis", "figures"),
            ("/gestion/demandes/0190-abc", "desk"),
            ("/gestion/lots", "bulk"),
            ("/gestion/lots/decision", "bulk"),
            ("/gestion/lots/fichier", "bulk"),
            ("/gestion/lots/0190-abc", "bulk"),
            ("/representation", "desk"),
            ("/representation/750712184", "desk"),
            ("/representation/750712184/clients", "desk"),
            ("/habilitation", "desk"),
            ("/invitation/0190-abc", "desk"),
            ("/ans", "ans"),
            ("/ans/regularisations", "ans"),
            ("/ans/etat-civil", "ans"),
            ("/ans/support", "ans"),
            ("/ans/consultations", "ans"),
            ("/contact", "portal"),
            ("/gestion/enregistrements/99700218896", "register"),
            ("/ans/regles", "ans"),
            ("/ans/regles/2027-01", "ans"),
            ("/ans/references", "ans"),
            ("/ans/references/0190-abc", "ans"),
        ] {
            let page = Page::of(path);
            for (name, program) in PROGRAMS {
                assert_eq!(program.holds(&page), name == holder, "{path} in {name}");
            }
        }
    }

    #[test]
    fn no_program_holds_what_is_no_page() {
        for (name, program) in PROGRAMS {
            assert!(!program.holds(&Page::NotFound), "{name}");
        }
    }
}
