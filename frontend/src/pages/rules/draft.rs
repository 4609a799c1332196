//! The form of a draft: what is in scope, and how much each finding weighs.

use leptos::prelude::*;
use shared::catalogue;
use shared::eligibility::{FindingCode, Severity, Stage};
use shared::role::Role;
use shared::rule_set::RuleSet;
use shared::structure::Sector;
use shared::text::Text;

use super::{Desk, OUTCOME_ID};
use crate::api::{self, ChangesInput, Coded, DraftInput, RangeInput, RuleInput};
use crate::browser::{self, focus, say};
use crate::text::rules as words;
use crate::view::{act, live};

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    roles: RwSignal<Vec<String>>,
    sectors: RwSignal<String>,
    age: RwSignal<String>,
    months: RwSignal<String>,
    weights: RwSignal<Vec<Weight>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Weight {
    code: FindingCode,
    stages: [Option<Severity>; 3],
    risk: bool,
}

const STAGES: [(Stage, &str, Text); 3] = [
    (Stage::Drafting, "drafting", words::DRAFTING),
    (Stage::Submitting, "submitting", words::SUBMITTING),
    (Stage::Deciding, "deciding", words::DECIDING),
];

impl Typed {
    fn of(rules: &RuleSet) -> Self {
        let in_scope = rules.in_scope_roles().iter();
        let ranges = rules.sectors().iter().map(|range| {
            [
                &range.from.to_string(),
                "-",
                &range.to.to_string(),
                " ",
                range.sector.code(),
                "\n",
            ]
            .concat()
        });
        let weight = |&code: &FindingCode| Weight {
            code,
            stages: STAGES.map(|(stage, ..)| rules.weight(code, stage).map(|(weight, _)| weight)),
            risk: rules
                .rules()
                .iter()
                .any(|rule| rule.code == code && rule.risk),
        };
        Self {
            roles: RwSignal::new(in_scope.map(|role| role.code().to_owned()).collect()),
            sectors: RwSignal::new(ranges.collect()),
            age: RwSignal::new(rules.working_age().to_string()),
            months: RwSignal::new(rules.start_date_months().to_string()),
            weights: RwSignal::new(FindingCode::ALL.iter().map(weight).collect()),
        }
    }

    /// `None` for a line of sectors that cannot be read; the server says what else is wrong.
    fn changes(self) -> Option<ChangesInput> {
        let ranges = self.sectors.with_untracked(|text| {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(range).collect::<Option<Vec<_>>>()
        })?;
        let number = |value: RwSignal<String>| {
            // What is no number is no age either: the server says so.
            Some(value.with_untracked(|text| text.trim().parse().unwrap_or(-1)))
        };
        let rule = |weight: &Weight| RuleInput {
            code: weight.code.code().to_owned(),
            drafting: weight.stages[0].map(Coded),
            submitting: weight.stages[1].map(Coded),
            deciding: weight.stages[2].map(Coded),
            risk: weight.risk,
        };
        Some(ChangesInput {
            in_scope_roles: Some(self.roles.get_untracked()),
            sectors: Some(ranges),
            working_age: number(self.age),
            start_date_months: number(self.months),
            rules: Some(
                self.weights
                    .with_untracked(|weights| weights.iter().map(rule).collect()),
            ),
        })
    }
}

/// Of `1000-3999 SANITAIRE`.
fn range(line: &str) -> Option<RangeInput> {
    let (ends, sector) = line.split_once(' ')?;
    let (from, to) = ends.split_once('-')?;
    Some(RangeInput {
        from: from.parse().ok()?,
        to: to.parse().ok()?,
        sector: Coded(Sector::from_code(sector.trim())?),
    })
}

pub(super) fn form(desk: Desk) -> Option<AnyView> {
    let version = desk.shown.get_untracked()?;
    let typed = Typed::of(&RuleSet::parse(&version.body).ok()?);
    let name = version.name;
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(changes) = typed.changes() else {
            desk.failed.set(Some(say(words::SECTORS_WRONG).to_owned()));
            return focus(OUTCOME_ID);
        };
        let input = DraftInput {
            name: name.clone(),
            revision: desk.revision.get_untracked(),
            based_on: Some(name.clone()),
            changes: Some(changes),
            idempotency_key: Some(browser::new_key()),
        };
        desk.call(api::draft_rules(&input), words::SAVED);
    };
    let form = view! {
        <details class="fr-mt-2w">
            <summary>{say(words::WRITE)}</summary>
            <form novalidate on:submit=act(send)>
                {scope(typed)}
                {line("rules-age", words::AGE, typed.age)}
                {line("rules-months", words::MONTHS, typed.months)}
                <div class="fr-input-group">
                    <label class="fr-label" for="rules-sectors">
                        {say(words::SECTORS)} <span class="fr-hint-text">{say(words::SECTORS_HINT)}</span>
                    </label>
                    <textarea
                        class="fr-input"
                        id="rules-sectors"
                        rows="4"
                        prop:value=live(move || typed.sectors.get())
                        on:input=act(move |event| typed.sectors.set(event_target_value(&event)))
                    ></textarea>
                </div>
                <h2 class="fr-h6 fr-mt-3w">{say(words::WEIGHTS)}</h2>
                {FindingCode::ALL.iter().enumerate().map(|(at, code)| weight(typed, at, *code)).collect_view()}
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || desk.busy.get())>
                    {say(words::SAVE)}
                </button>
            </form>
        </details>
    };
    Some(form.into_any())
}

fn line(id: &'static str, label: Text, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="fr-input-group">
            <label class="fr-label" for=id>{say(label)}</label>
            <input
                class="fr-input"
                id=id
                type="text"
                inputmode="numeric"
                autocomplete="off"
                prop:value=live(move || value.get())
                on:input=act(move |event| value.set(event_target_value(&event)))
            />
        </div>
    }
    .into_any()
}

/// Every role of the nomenclature, those in scope ticked.
fn scope(typed: Typed) -> AnyView {
    let one = |role: Role| {
        let code = role.code();
        let id = ["rules-role-", code].concat();
        let is_in = move || {
            typed
                .roles
                .with(|roles| roles.iter().any(|known| known == code))
        };
        let choose = move |event| {
            let ticked = event_target_checked(&event);
            typed.roles.update(|roles| {
                roles.retain(|known| known != code);
                if ticked {
                    roles.push(code.to_owned());
                    roles.sort_unstable();
                }
            });
        };
        view! {
            <div class="fr-checkbox-group">
                <input
                    type="checkbox"
                    id=id.clone()
                    prop:checked=live(is_in)
                    on:change=act(choose)
                />
                <label class="fr-label" for=id>{code} " " {role.label()}</label>
            </div>
        }
    };
    view! {
        <details>
            <summary>{say(words::SCOPE)}</summary>
            <fieldset class="fr-mb-3w rule-weights">
                <legend class="fr-sr-only">{say(words::SCOPE)}</legend>
                {Role::all().map(one).collect_view()}
            </fieldset>
        </details>
    }
    .into_any()
}

const SEVERITIES: [(Option<Severity>, &str, Text); 4] = [
    (None, "", words::NOT_MADE),
    (Some(Severity::Info), "INFO", words::INFO),
    (Some(Severity::Warning), "WARNING", words::WARNING),
    (Some(Severity::Blocking), "BLOCKING", words::BLOCKING),
];

/// What a finding weighs at each stage, and whether it is a risk.
fn weight(typed: Typed, at: usize, code: FindingCode) -> AnyView {
    let of = move |weights: &[Weight]| weights.get(at).copied();
    let select = move |(stage, (_, name, label)): (usize, (Stage, &'static str, Text))| {
        let id = ["rule-", code.code(), "-", name].concat();
        let option = move |(severity, value, label): (Option<Severity>, &'static str, Text)| {
            let is_it = move || {
                let weight = typed.weights.with(|weights| of(weights));
                weight.is_some_and(|weight| weight.stages[stage] == severity)
            };
            view! { <option value=value selected=live(is_it)>{say(label)}</option> }
        };
        let choose = move |event| {
            let severity = Severity::from_code(&event_target_value(&event));
            typed.weights.update(|weights| {
                if let Some(weight) = weights.get_mut(at) {
                    weight.stages[stage] = severity;
                }
            });
        };
        view! {
            <div class="fr-select-group">
                <label class="fr-label" for=id.clone()>{say(label)}</label>
                <select class="fr-select" id=id on:change=act(choose)>
                    {SEVERITIES.map(option).into_iter().collect_view()}
                </select>
            </div>
        }
    };
    let risk = ["rule-", code.code(), "-risk"].concat();
    let is_risk = move || {
        let weight = typed.weights.with(|weights| of(weights));
        weight.is_some_and(|weight| weight.risk)
    };
    let choose_risk = move |event| {
        let ticked = event_target_checked(&event);
        typed.weights.update(|weights| {
            if let Some(weight) = weights.get_mut(at) {
                weight.risk = ticked;
            }
        });
    };
    view! {
        <fieldset class="fr-mb-3w rule-weights">
            <legend class="fr-text--bold">
                <code>{code.code()}</code> <span class="fr-hint-text">{say(catalogue::finding(code).text)}</span>
            </legend>
            {STAGES.into_iter().enumerate().map(select).collect_view()}
            <div class="fr-checkbox-group">
                <input type="checkbox" id=risk.clone() prop:checked=live(is_risk) on:change=act(choose_risk) />
                <label class="fr-label" for=risk>{say(words::RISK)}</label>
            </div>
        </fieldset>
    }
    .into_any()
}
