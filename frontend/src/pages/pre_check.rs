//! The pre-check: a verdict in the browser as the answers are given. They are not sent, and nothing is kept.

use leptos::prelude::*;
use shared::eligibility::{self, Answers, RegisterFacts, Stage};
use shared::field_error::Field;
use shared::role::Role;
use shared::structure::Sector;

use super::access::sign_in_button;
use crate::api::{self, NamedRole, Provider};
use crate::browser::say;
use crate::components::{
    Checkbox, Choice, Combobox, FieldBinding, Heading, RadioGroup, VerdictPanel,
};
use crate::route::Page;
use crate::rules::Rules;
use crate::session::SessionState;
use crate::text::{form, phrases, pre_check as words};
use crate::view::{memo, part};

/// The answers, each as the controls hold it.
#[derive(Clone, Copy)]
struct Asked {
    role: RwSignal<String>,
    sector: RwSignal<String>,
    need: RwSignal<String>,
    ecps_only: RwSignal<String>,
    dmp: RwSignal<String>,
    risk: RwSignal<String>,
}

impl Asked {
    fn nothing() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            role: empty(),
            sector: empty(),
            need: empty(),
            ecps_only: empty(),
            dmp: empty(),
            risk: empty(),
        }
    }

    fn answers(self) -> Answers {
        let ticked = |value: RwSignal<String>| value.with(|value| !value.is_empty());
        Answers {
            role: self.role.with(|code| Role::parse(code).ok()),
            sector: self.sector.with(|code| Sector::from_code(code)),
            health_data_need: self.need.with(|need| match need.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            }),
            ecps_only_acknowledged: ticked(self.ecps_only),
            dmp_acknowledged: ticked(self.dmp),
            risk_acknowledged: ticked(self.risk),
            // The terms are read with the request itself.
            terms_accepted: true,
            ..Answers::default()
        }
    }
}

pub(crate) fn pre_check() -> AnyView {
    let asked = Asked::nothing();
    let session = SessionState::of_page();
    let rules = Rules::of_page();
    let bind = |field, value| FieldBinding::local(field, value, RwSignal::new(Vec::new()));
    let verdict = memo(move || {
        let rules = rules.get();
        let today = session.today().unwrap_or(rules.effective_from());
        eligibility::verdict(
            &rules,
            Stage::Drafting,
            today,
            &asked.answers(),
            &RegisterFacts::default(),
        )
    });
    let answered = memo(move || asked.role.with(|role| !role.is_empty()));
    let at_risk = memo(move || verdict.with(eligibility::Verdict::is_at_risk));
    let result = move || {
        if answered.get() {
            let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
            let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
            view! { <VerdictPanel outcome findings /> }.into_any()
        } else {
            view! { <p class="fr-hint-text">{say(words::WAITING)}</p> }.into_any()
        }
    };
    let sectors = vec![
        (Sector::Sanitaire.code(), say(form::SECTOR_SANITAIRE)),
        (Sector::SocialMedicoSocial.code(), say(form::SECTOR_SOCIAL)),
        (Sector::Unknown.code(), say(words::SECTOR_DONT_KNOW)),
    ];
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        <div class="fr-grid-row fr-grid-row--gutters">
            <div class="fr-col-12 fr-col-lg-7">
                <RoleSearch bound=bind(Field::Role, asked.role) />
                <RadioGroup
                    bound=bind(Field::StructureFiness, asked.sector)
                    legend=say(words::SECTOR_LEGEND)
                    hint=say(words::SECTOR_HINT)
                    options=sectors
                />
                <RadioGroup
                    bound=bind(Field::HealthDataNeed, asked.need)
                    legend=say(form::NEED_LEGEND)
                    options=vec![("true", say(phrases::YES)), ("false", say(phrases::NO))]
                />
                <h2 class="fr-h5">{say(form::ACKNOWLEDGEMENTS)}</h2>
                <Checkbox bound=bind(Field::EcpsOnlyAcknowledged, asked.ecps_only) label=say(form::ECPS_ONLY) />
                <Checkbox bound=bind(Field::DmpAcknowledged, asked.dmp) label=say(form::DMP) />
                {part(move || at_risk.get().then(|| view! {
                    <Checkbox bound=bind(Field::RiskAcknowledged, asked.risk) label=say(form::RISK) />
                }))}
            </div>
            <div class="fr-col-12 fr-col-lg-5">
                {part(result)}
                <h2 class="fr-h5 fr-mt-4w">{say(words::NEXT_TITLE)}</h2>
                {start(session)}
            </div>
        </div>
    }
    .into_any()
}

/// The search for a role, shared with the form.
#[component]
pub(super) fn RoleSearch(bound: FieldBinding) -> impl IntoView {
    let query = RwSignal::new(String::new());
    // Those that came with the portal, until the server has said which are offered today.
    let built_in = |role: Role| NamedRole {
        code: role.code().to_owned(),
        label: role.label().to_owned(),
    };
    let offered = RwSignal::new(Role::all().map(built_in).collect::<Vec<_>>());
    SessionState::of_page().read(api::roles(), move |answer| {
        if let Ok(roles) = answer {
            offered.set(roles);
        }
    });
    let choices = Signal::derive(move || {
        let query = query.get();
        let is_found = |named: &&NamedRole| {
            let role = Role::parse(&named.code);
            role.is_ok_and(|role| role.is_found(&named.label, &query))
        };
        let choice = |named: &NamedRole| Choice {
            value: named.code.clone(),
            label: named.label.clone(),
            hint: String::new(),
        };
        offered.with(|roles| roles.iter().filter(is_found).map(choice).collect())
    });
    let chosen = Signal::derive(move || {
        bound.value.with(|code| {
            let label = offered.with(|roles| {
                let named = roles.iter().find(|named| named.code == *code);
                named.map(|named| named.label.clone())
            });
            label.unwrap_or_else(|| {
                Role::parse(code).map_or_else(|_| code.clone(), |role| role.label().to_owned())
            })
        })
    });
    let search = Callback::new(move |text| query.set(text));
    view! { <Combobox bound chosen choices search hint=say(form::ROLE_HINT) /> }
}

fn start(session: SessionState) -> impl IntoView {
    let requests = Page::Requests.path();
    part(move || {
        if session.account().is_some() {
            view! {
                <a class="fr-btn" href=requests.clone()>
                    {say(words::START_SIGNED_IN)}
                </a>
            }
            .into_any()
        } else {
            view! {
                <p>{say(words::START)}</p>
                {sign_in_button(Provider::FranceConnect, &requests)}
            }
            .into_any()
        }
    })
}
