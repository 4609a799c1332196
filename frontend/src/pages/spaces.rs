//! As what somebody signed in through Pro Santé Connect acts, and for which structure: one person may have several parts.
//! The address says which, so that links and windows stay apart; the portal keeps nothing of it.

use leptos::prelude::*;
use shared::text::Text;

use crate::address::{Address, STRUCTURE};
use crate::api::{Account, Me, Part, PartKind, Provider, Structure};
use crate::browser::{encoded, say};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, spaces as words};
use crate::view::{live, part};

pub(crate) fn spaces() -> AnyView {
    let session = SessionState::of_page();
    part(move || {
        session
            .me()
            .and_then(|me| Some((me.account.clone()?, me)))
            .filter(|(account, _)| account.provider == Provider::ProSanteConnect)
            .map(|(account, me)| view! { {nav(&account)} {acting(me)} })
    })
}

fn nav(account: &Account) -> AnyView {
    let address = Address::of_page();
    let places = [
        (account.is_ans_agent, Page::Ans, words::ANS),
        (account.is_ans_agent, Page::Flagged, words::FLAGGED),
        (account.is_ans_agent, Page::Corrections, words::CORRECTIONS),
        (account.is_ans_agent, Page::Inbox, words::SUPPORT),
        (
            account.is_ans_agent,
            Page::Consultations,
            words::CONSULTATIONS,
        ),
        (account.is_ans_agent, Page::RuleSets, words::RULES),
        (account.is_ans_agent, Page::References, words::REFERENCES),
        (
            !account.represented_structures.is_empty(),
            Page::Representation,
            words::REPRESENTATION,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Queue,
            words::QUEUE,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Dashboard,
            words::DASHBOARD,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Templates,
            words::TEMPLATES,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Persons,
            words::PERSONS,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::AtRisk,
            words::AT_RISK,
        ),
        (
            !account.managed_structures.is_empty(),
            Page::Batches,
            words::BATCHES,
        ),
        (true, Page::Habilitation, words::HABILITATION),
    ];
    let link = |(_, page, words): (bool, Page, Text)| {
        let href = page.path();
        let is_here = move || (address.page() == page).then_some("page");
        view! { <li><a class="fr-link" href=href aria-current=live(is_here)>{say(words)}</a></li> }
    };
    let shown = places.into_iter().filter(|(has, ..)| *has);
    view! {
        <nav class="spaces" aria-label=say(words::TITLE)>
            <ul>{shown.map(link).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// As what one acts here, and the way to act as something else.
fn acting(me: Me) -> AnyView {
    let address = Address::of_page();
    part(move || {
        let page = address.page();
        let here = Acting::of(&page, address.query(STRUCTURE).as_deref(), &me.parts)?;
        let state = address.query(STATE);
        let others: Vec<AnyView> = me
            .parts
            .iter()
            .filter(|part| !here.is(part))
            .filter_map(|part| other(&page, part, state.as_deref()))
            .collect();
        let switch = (!others.is_empty()).then(|| {
            view! {
                <details class="fr-mb-3w" id="act-as">
                    <summary>{say(words::ACT_AS)}</summary>
                    <ul>{others}</ul>
                </details>
            }
        });
        Some(view! {
            <p class="fr-mb-1w" id="acting-as">{here.said()}</p>
            {switch}
        })
    })
}

/// Where the address of a queue says which state it shows.
const STATE: &str = "etat";

/// What the address says.
struct Acting {
    part: PartKind,
    /// None while it is all of one's structures.
    structure: Option<Structure>,
}

impl Acting {
    /// `None` on pages that are nobody's part.
    fn of(page: &Page, named: Option<&str>, parts: &[Part]) -> Option<Self> {
        let part = match page {
            Page::Ans | Page::Flagged | Page::Corrections => PartKind::AnsAgent,
            Page::Queue
            | Page::Review(_)
            | Page::Entry(_)
            | Page::Persons
            | Page::AtRisk
            | Page::Dashboard
            | Page::Templates => PartKind::Manager,
            Page::Representation | Page::Represented(_) | Page::Clients(_) => {
                PartKind::Representative
            }
            _ => return None,
        };
        let held: Vec<&Structure> = parts
            .iter()
            .filter(|held| held.part == part)
            .filter_map(|held| held.structure.as_ref())
            .collect();
        if !parts.iter().any(|held| held.part == part) {
            return None;
        }
        let structure = match (page, held.as_slice()) {
            (_, [only]) => Some(*only),
            (Page::Represented(finess), all) => {
                all.iter().copied().find(|one| one.finess == *finess)
            }
            (_, all) => all
                .iter()
                .copied()
                .find(|one| Some(one.id.inner()) == named),
        };
        Some(Self {
            part,
            structure: structure.cloned(),
        })
    }

    fn is(&self, part: &Part) -> bool {
        part.part == self.part && part.structure == self.structure
    }

    fn said(&self) -> String {
        let name = self
            .structure
            .as_ref()
            .map_or(say(words::ALL), |structure| &structure.name);
        match self.part {
            PartKind::AnsAgent => say(words::AS_AGENT).to_owned(),
            PartKind::Professional => say(words::AS_PROFESSIONAL).to_owned(),
            PartKind::Manager => fill(say(words::AS_MANAGER), name),
            PartKind::Representative => fill(say(words::AS_REPRESENTATIVE), name),
        }
    }
}

/// The link to act as something else: to the same kind of page where that part has one, else to its first.
fn other(page: &Page, part: &Part, state: Option<&str>) -> Option<AnyView> {
    let target = Acting {
        part: part.part,
        structure: part.structure.clone(),
    };
    let href = match (part.part, &part.structure) {
        (PartKind::AnsAgent, _) => Page::Ans.path(),
        (PartKind::Professional, _) => Page::Registration.path(),
        (PartKind::Representative, Some(structure)) => {
            Page::Represented(structure.finess.clone()).path()
        }
        (PartKind::Manager, Some(structure)) => {
            let same = [Page::Dashboard, Page::Templates].contains(page);
            let base = if same { page } else { &Page::Queue };
            let mut href = [&base.path(), "?"].concat();
            if let (Page::Queue, Some(state)) = (page, state) {
                href.push_str(STATE);
                href.push('=');
                href.push_str(&encoded(state));
                href.push('&');
            }
            [&href, STRUCTURE, "=", &encoded(structure.id.inner())].concat()
        }
        _ => return None,
    };
    Some(view! { <li><a class="fr-link" href=href>{target.said()}</a></li> }.into_any())
}
