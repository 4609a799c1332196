//! A run of a draft over the whole stock: how far it is, and what came of it.

use leptos::prelude::*;
use shared::eligibility::Outcome;
use shared::text::Text;

use super::Desk;
use crate::api::{
    self, Coded, FindingChange, FindingCount, OutcomeCount, RuleSetState, Simulation,
    SimulationCase, SimulationCaseKind, SimulationState,
};
use crate::browser::say;
use crate::text::{fill, of_error, rules as words};
use crate::view::{act, live, memo, part};

/// The cases of one run, as far as they were asked for.
#[derive(Clone, Copy)]
struct Cases {
    all: RwSignal<Vec<SimulationCase>>,
    next: RwSignal<Option<String>>,
    /// Of which run.
    of: RwSignal<Option<cynic::Id>>,
}

impl Cases {
    fn read(self, desk: Desk, id: cynic::Id, after: Option<String>) {
        let is_first = after.is_none();
        let call = api::simulation_cases(id.clone(), after);
        desk.session.read(call, move |answer| match answer {
            Ok(page) => {
                let next = page.page_info.end_cursor;
                self.next.set(next.filter(|_| page.page_info.has_next_page));
                self.all.update(|all| {
                    if is_first {
                        all.clear();
                    }
                    all.extend(page.nodes);
                });
                self.of.set(Some(id));
            }
            Err(error) => desk.failed.set(Some(of_error(&error))),
        });
    }
}

pub(super) fn simulation(desk: Desk) -> AnyView {
    let cases = Cases {
        all: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        of: RwSignal::new(None),
    };
    let run = memo(move || {
        let shown = desk.shown.get();
        shown.and_then(|version| version.simulation)
    });
    let may_run = move || {
        desk.shown.with(|shown| {
            let state = shown.as_ref().map(|version| version.state);
            matches!(state, Some(RuleSetState::Draft | RuleSetState::Scheduled))
        })
    };
    let start = move |_| {
        if let Some(version) = desk.shown.get_untracked() {
            let revision = desk.revision.get_untracked();
            desk.call(api::simulate_rules(version.id, revision), words::STARTED);
        }
    };
    let button = move || {
        may_run().then(|| {
            view! {
                <button
                    class="fr-btn fr-btn--secondary"
                    type="button"
                    disabled=live(move || desk.busy.get())
                    on:click=act(start)
                >
                    {say(words::SIMULATE)}
                </button>
            }
        })
    };
    let said = move || match run.get() {
        Some(run) => progress(&run),
        None => say(words::NOT_YET).to_owned(),
    };
    let result = move || {
        run.get()
            .filter(|run| run.state == SimulationState::Done)
            .map(|run| result(desk, cases, &run))
    };
    view! {
        <section aria-labelledby="rules-simulation">
            <h2 class="fr-h5 fr-mt-4w" id="rules-simulation">{say(words::SIMULATION)}</h2>
            {part(button)}
            <p class="fr-mt-2w" role="status">{part(said)}</p>
            {part(result)}
        </section>
    }
    .into_any()
}

fn progress(run: &Simulation) -> String {
    let of =
        |done: i32, total: i32| [&done.to_string(), "\u{a0}/\u{a0}", &total.to_string()].concat();
    let requests = fill(say(words::PROGRESS), &of(run.requests, run.requests_total));
    let situations = fill(
        say(words::PROGRESS_SITUATIONS),
        &of(run.situations, run.situations_total),
    );
    let text = match run.state {
        SimulationState::Running => words::RUNNING,
        SimulationState::Done => words::DONE,
        SimulationState::Stopped => words::STOPPED,
    };
    fill(say(text), &[&requests, ", ", &situations].concat())
}

const fn kind(kind: SimulationCaseKind) -> Text {
    match kind {
        SimulationCaseKind::Request => words::REQUEST,
        SimulationCaseKind::Situation => words::SITUATION,
    }
}

const fn outcome(Coded(outcome): Coded<Outcome>) -> Text {
    match outcome {
        Outcome::Eligible => words::ELIGIBLE,
        Outcome::AtRisk => words::AT_RISK,
        Outcome::NotEligible => words::NOT_ELIGIBLE,
    }
}

fn result(desk: Desk, cases: Cases, run: &Simulation) -> AnyView {
    let of_outcome = |count: &OutcomeCount| {
        view! {
            <li>
                {say(kind(count.kind))} " · " {say(outcome(count.before))} " → " {say(outcome(count.after))} " · "
                <strong>{count.count}</strong>
            </li>
        }
    };
    let of_finding = |count: &FindingCount| {
        let change = match count.change {
            FindingChange::Appears => words::APPEARS,
            FindingChange::Goes => words::GOES,
            FindingChange::Reweighed => words::REWEIGHED,
        };
        view! {
            <li>
                {say(kind(count.kind))} " · " <code>{count.code.clone()}</code> " " {say(change)} " · "
                <strong>{count.count}</strong>
            </li>
        }
    };
    let id = run.id.clone();
    let list = {
        let id = id.clone();
        move || {
            let all = cases.all.get();
            let is_shown = cases.of.with(|of| of.as_ref() == Some(&id));
            is_shown.then(
                || view! { <ul class="request-list">{all.iter().map(case).collect_view()}</ul> },
            )
        }
    };
    let more = move || {
        let is_shown = cases.of.with(|of| of.as_ref() == Some(&id));
        let next = cases.next.get();
        let label = if is_shown {
            words::MORE
        } else {
            words::SHOW_CASES
        };
        let after = next.clone().filter(|_| is_shown);
        let id = id.clone();
        (!is_shown || next.is_some()).then(|| {
            let read = act(move |_| cases.read(desk, id.clone(), after.clone()));
            view! {
                <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=read>
                    {say(label)}
                </button>
            }
        })
    };
    view! {
        <p>{fill(say(words::CHANGED), &run.changed.to_string())}</p>
        <h3 class="fr-h6">{say(words::OUTCOMES)}</h3>
        <ul>{run.outcomes.iter().map(of_outcome).collect_view()}</ul>
        <h3 class="fr-h6">{say(words::FINDINGS)}</h3>
        <ul>{run.findings.iter().map(of_finding).collect_view()}</ul>
        <h3 class="fr-h6">{say(words::CASES)}</h3>
        {part(list)}
        {part(more)}
    }
    .into_any()
}

fn case(case: &SimulationCase) -> AnyView {
    let number = case
        .rpps_number
        .clone()
        .unwrap_or_else(|| case.reference.clone());
    let codes = |text: Text, codes: &[String]| {
        (!codes.is_empty()).then(|| [&codes.join(", "), " ", say(text)].concat())
    };
    let told: Vec<String> = [
        codes(words::APPEARS, &case.appears),
        codes(words::GOES, &case.goes),
        codes(words::REWEIGHED, &case.reweighed),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! {
        <li class="request-list__request">
            <div>
                <strong>{say(kind(case.kind))} " " {number}</strong>
                <p class="fr-text--sm fr-mb-1v">{say(outcome(case.before))} " → " {say(outcome(case.after))}</p>
                <p class="fr-text--sm fr-mb-1v">{told.join("; ")}</p>
            </div>
        </li>
    }
    .into_any()
}
