//! What else a queue can be narrowed to, in which order it stands, and what is shown as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::eligibility::FindingCode;
use shared::queue::{Holder, NAMES, Wanted};
use shared::role::Role;
use shared::status::Route;
use shared::text::Text;

use super::filter::{Filter, SORT, SORTS};
use crate::address::Address;
use crate::api::Account;
use crate::browser::{focus, say, sleep};
use crate::session::SessionState;
use crate::text::queue as words;
use crate::view::act;

const EXPORT: &str = "/export/requests.csv";
type Options = &'static [(&'static str, Text)];

const ROUTES: Options = &[
    (Route::Professional.code(), words::ROUTE_PROFESSIONAL),
    (Route::Manager.code(), words::ROUTE_MANAGER),
];
const AGES: Options = &[
    ("2", words::AGE_2),
    ("7", words::AGE_7),
    ("15", words::AGE_15),
    ("30", words::AGE_30),
];
const RISKS: Options = &[("oui", words::RISK_YES), ("non", words::RISK_NO)];
const HOLDERS: Options = &[
    (Holder::Mine.code(), words::HOLDER_MINE),
    (Holder::Anybody.code(), words::HOLDER_ANYBODY),
    (Holder::Nobody.code(), words::HOLDER_NOBODY),
];
/// What the verdict of something that was sent can say.
const FINDINGS: Options = &[
    (FindingCode::RoleOutOfScope.code(), words::SAYS_ROLE),
    (FindingCode::SectorNotSanitaire.code(), words::SAYS_SECTOR),
    (
        FindingCode::SectorUnknown.code(),
        words::SAYS_SECTOR_UNKNOWN,
    ),
    (FindingCode::NeedNotDeclared.code(), words::SAYS_NEED),
    (FindingCode::PossibleDuplicate.code(), words::SAYS_DUPLICATE),
    (
        FindingCode::AlreadyRegistered.code(),
        words::SAYS_REGISTERED,
    ),
    (
        FindingCode::IdentityNotCertified.code(),
        words::SAYS_IDENTITY,
    ),
    (
        FindingCode::BirthPlaceUnknown.code(),
        words::SAYS_BIRTH_PLACE,
    ),
    (FindingCode::UnderWorkingAge.code(), words::SAYS_AGE),
    (FindingCode::StartDateTooFar.code(), words::SAYS_START),
    (
        FindingCode::StructureWithoutManager.code(),
        words::SAYS_MANAGER,
    ),
];
const ORDERS: Options = &[
    (SORTS[0].0, words::SORT_OLDEST),
    (SORTS[1].0, words::SORT_LATEST),
    (SORTS[2].0, words::SORT_CHANGED),
];

/// Something to choose, by what the address calls it and what the page does.
struct Choice {
    id: &'static str,
    label: Text,
    /// What is said when nothing is chosen.
    all: Text,
    options: Vec<(String, String)>,
    chosen: String,
}

/// The structure, for whoever manages several, and the rest folded; then the way to a file.
pub(super) fn choices(filter: &Filter, unfolded: RwSignal<bool>) -> AnyView {
    let is_all = filter.view.wanted.is_all();
    let whole = filter.with(|view| view.wanted = Wanted::default());
    let export = [EXPORT, &filter.query()].concat();
    let follow = move |event: web_sys::Event| {
        let details: web_sys::Element = event_target(&event);
        unfolded.set(details.has_attribute("open"));
    };
    view! {
        {structures(filter)}
        <details class="fr-mb-2w" open=untrack(|| unfolded.get()) || !is_all on:toggle=act(follow)>
            <summary>{say(words::NARROW)}</summary>
            <div class="queue__choices">
                {narrowing(filter).into_iter().map(|choice| select(choice, filter)).collect_view()}
            </div>
        </details>
        <ul class="fr-btns-group fr-btns-group--inline-sm fr-btns-group--sm">
            {(!is_all).then(|| view! {
                <li><a class="fr-btn fr-btn--tertiary" href=whole.address()>{say(words::WIDEN)}</a></li>
            })}
            <li>
                <a class="fr-btn fr-btn--tertiary" href=export download>{say(words::EXPORT)}</a>
            </li>
        </ul>
    }
    .into_any()
}

fn narrowing(filter: &Filter) -> Vec<Choice> {
    let [role, route, age, risk, holder, finding] = filter.view.wanted.values();
    let roles = Role::all().map(|role| (role.code().to_owned(), role.label().to_owned()));
    let sort = filter.sort.unwrap_or_default().to_owned();
    let choice = |id, label, options: Options, chosen| {
        let option = |(value, label): &(&str, Text)| ((*value).to_owned(), say(*label).to_owned());
        Choice {
            id,
            label,
            all: words::WHATEVER,
            options: options.iter().map(option).collect(),
            chosen,
        }
    };
    vec![
        Choice {
            options: roles.collect(),
            ..choice("role", words::COLUMN_ROLE, &[], role)
        },
        choice("anciennete", words::AGE, AGES, age),
        choice("risque", words::RISK, RISKS, risk),
        choice("prise-en-charge", words::HOLDER, HOLDERS, holder),
        choice("constat", words::SAYS, FINDINGS, finding),
        choice("voie", words::ROUTE, ROUTES, route),
        Choice {
            all: words::SORT_USUAL,
            ..choice(SORT, words::SORT, ORDERS, sort)
        },
    ]
}

/// Nothing to choose from for the manager of one structure.
fn structures(filter: &Filter) -> Option<AnyView> {
    let structures = untrack(|| SessionState::of_page().account())
        .map(|account: Account| account.managed_structures)?;
    if structures.len() < 2 {
        return None;
    }
    let options = structures.into_iter();
    let options = options.map(|structure| (structure.id.inner().to_owned(), structure.name));
    let choice = Choice {
        id: "structure",
        label: words::FILTER_STRUCTURE,
        all: words::ALL_STRUCTURES,
        options: options.collect(),
        chosen: filter.view.structure.clone().unwrap_or_default(),
    };
    Some(select(choice, filter))
}

fn select(choice: Choice, filter: &Filter) -> AnyView {
    let address = Address::of_page();
    let Choice {
        id,
        label,
        all,
        options,
        chosen,
    } = choice;
    let element = ["queue-", id].concat();
    let filter = filter.clone();
    let back = element.clone();
    let choose = move |event| {
        let value = event_target_value(&event);
        address.visit(&chosen_for(&filter, id, value).address());
        // The page is made anew around the new list: who chose stays where they were.
        let back = back.clone();
        spawn_local(async move {
            sleep(0).await;
            focus(&back);
        });
    };
    let none = chosen.is_empty();
    let option = |(value, label): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <div class="fr-select-group">
            <label class="fr-label" for=element.clone()>{say(label)}</label>
            <select class="fr-select" id=element on:change=act(choose)>
                <option value="" selected=none>{say(all)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// What is shown once a value of a choice is taken, empty for none.
fn chosen_for(filter: &Filter, id: &str, value: String) -> Filter {
    let mut other = filter.clone();
    match id {
        "structure" => other.view.structure = Some(value).filter(|id| !id.is_empty()),
        SORT => {
            let known = SORTS.iter().map(|(name, _)| *name);
            other.sort = known.into_iter().find(|name| *name == value);
        }
        _ => {
            let kept = filter.view.wanted.values();
            other.view.wanted = Wanted::of_address(|name| {
                let at = NAMES.iter().position(|known| *known == name)?;
                Some(if name == id {
                    value.clone()
                } else {
                    kept[at].clone()
                })
            });
        }
    }
    other
}
