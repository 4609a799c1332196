//! Runs a draft of the rules over everything that is under way or registered, beside the portal's work.
//!
//! Each batch is read in one short transaction and kept in another, which says where the run stands: a run that was cut
//! off goes on from there, on whichever server. Two servers at the same run cost work, and nothing else: of two that
//! judged the same batch one is refused.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use shared::eligibility::{self, Answers, Finding, RegisterFacts, Stage, Verdict};
use shared::event::EventKind;
use shared::role::Role;
use shared::rule_set::RuleSet;
use shared::status::Status;
use tokio::sync::watch;
use uuid::Uuid;

use crate::app::{App, TERMS_VERSION};
use crate::requests;
use crate::store::{
    Batch, Case, CaseKind, Counted, NewEvent, Registered, RequestView, Run, SimulationState,
    StoreError,
};
use crate::telemetry::Causes;

/// Rows judged in one go: both transactions of a batch stay far below a second.
const BATCH: i64 = 250;
/// Cases forgotten in one transaction.
const FORGOTTEN: i64 = 2_000;
/// How late a server notices a run that another began, or left.
const EVERY: Duration = Duration::from_secs(2);

/// Goes on with runs until the portal closes.
pub async fn worker(app: Arc<App>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = app.simulator.notified() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
        loop {
            match advance(&app).await {
                Ok(true) if !*stopped.borrow() => {}
                Ok(_) => break,
                Err(error) => {
                    tracing::error!(error = %Causes(&error), "a simulation failed; it goes on in a moment");
                    break;
                }
            }
        }
    }
}

/// Judges one batch of the oldest run. False when no run is left.
pub async fn advance(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(run) = tx.running_simulations().await?.into_iter().next() else {
        return Ok(false);
    };
    let judge = Judge::of(app, &run)?;
    let simulation = &run.simulation;
    let batch = if simulation.state == SimulationState::Requests {
        let page = tx.requests_under_way(simulation.reached_request(), BATCH);
        judge.requests(&page.await?)
    } else {
        let after = simulation.reached_situation();
        let page = tx.current_situations(after, simulation.day, BATCH);
        judge.situations(&page.await?)
    };
    drop(tx);
    let is_over = simulation.state == SimulationState::Situations && batch.last.is_none();
    let finished = is_over.then(|| NewEvent {
        data: json!({ "ruleSet": judge.after.name() }),
        ..NewEvent::new(EventKind::RuleSetSimulated, app.clock.now())
    });
    let mut tx = app.store.write().await?;
    match tx.advance_simulation(simulation, &batch, finished).await {
        Ok(()) => tx.commit().await?,
        // Another server was faster, or the draft has changed: what is there now says how to go on.
        Err(StoreError::Stale) => {}
        Err(error) => return Err(error),
    }
    Ok(true)
}

/// Forgets the cases of runs that were followed by another; to be called every minute.
pub async fn retention(app: &App) -> Result<(), StoreError> {
    loop {
        let mut tx = app.store.write().await?;
        let forgotten = tx.forget_cases(FORGOTTEN).await?;
        tx.commit().await?;
        if forgotten == 0 {
            return Ok(());
        }
    }
}

/// Judges by the rules in force and by the draft, with the same facts.
struct Judge<'a> {
    app: &'a App,
    run: &'a Run,
    before: RuleSet,
    after: RuleSet,
}

impl<'a> Judge<'a> {
    fn of(app: &'a App, run: &'a Run) -> Result<Self, StoreError> {
        let read = |body: &str, column| {
            RuleSet::parse(body).map_err(|_| StoreError::Corrupt {
                table: "simulations",
                id: run.simulation.id.0,
                column,
            })
        };
        Ok(Self {
            app,
            run,
            before: read(&run.against, "against")?,
            after: read(&run.body, "body")?,
        })
    }

    fn requests(&self, views: &[RequestView]) -> Batch {
        let mut batch = Batch::default();
        for view in views {
            // What was sent waits for a decision; what is sent back will be sent again.
            let stage = if view.request.status == Status::Submitted {
                Stage::Deciding
            } else {
                Stage::Submitting
            };
            let verdict = |rules: &RuleSet| {
                requests::verdict_by(self.app, rules, self.run.simulation.day, view, stage)
            };
            let verdicts = (verdict(&self.before), verdict(&self.after));
            batch.keep(CaseKind::Request, view.request.id.0, &verdicts);
        }
        batch
    }

    fn situations(&self, registered: &[Registered]) -> Batch {
        let mut batch = Batch::default();
        for one in registered {
            let verdicts = (
                self.registered(&self.before, one),
                self.registered(&self.after, one),
            );
            batch.keep(CaseKind::Situation, one.id.0, &verdicts);
        }
        batch
    }

    /// What would be said of somebody registered, were it decided today.
    fn registered(&self, rules: &RuleSet, one: &Registered) -> Verdict {
        let answers = Answers {
            role: Role::parse(&one.role).ok(),
            start_date: shared::date::Date::parse(&one.start_date).ok(),
            ..Answers::of(&one.form, Some(&one.identity), TERMS_VERSION)
        };
        let facts = RegisterFacts {
            sector: Some(rules.sector_of(&one.category)),
            structure_closed: Some(one.is_closed),
            structure_has_manager: Some(one.has_manager),
            birth_place_known: Some(self.app.reference().knows(&one.identity.birth_place)),
            ..RegisterFacts::default()
        };
        let day = self.run.simulation.day;
        eligibility::verdict(rules, Stage::Deciding, day, &answers, &facts)
    }
}

impl Batch {
    /// Counts what was judged, and keeps it as a case when the draft says otherwise.
    fn keep(&mut self, kind: CaseKind, id: Uuid, (before, after): &(Verdict, Verdict)) {
        self.last = Some(id);
        self.judged += 1;
        let outcomes = format!("{}>{}", before.outcome, after.outcome);
        self.count(kind, Counted::Outcome, outcomes);
        let of = |verdict: &Verdict, finding: &Finding| {
            let same = |other: &&Finding| other.code == finding.code;
            verdict.findings.iter().find(same).copied()
        };
        let case = Case {
            kind,
            id,
            before: before.outcome,
            after: after.outcome,
            appears: codes(&after.findings, |finding| of(before, finding).is_none()),
            goes: codes(&before.findings, |finding| of(after, finding).is_none()),
            reweighed: codes(&after.findings, |finding| {
                let known = of(before, finding);
                known.is_some_and(|known| known != *finding)
            }),
        };
        let is_same = case.before == case.after
            && case.appears.is_empty()
            && case.goes.is_empty()
            && case.reweighed.is_empty();
        if is_same {
            return;
        }
        for (what, codes) in [
            (Counted::Appears, &case.appears),
            (Counted::Goes, &case.goes),
            (Counted::Reweighed, &case.reweighed),
        ] {
            for code in codes {
                self.count(kind, what, code.clone());
            }
        }
        self.cases.push(case);
    }

    fn count(&mut self, kind: CaseKind, what: Counted, code: String) {
        *self.counts.entry((kind, what, code)).or_insert(0) += 1;
    }
}

fn codes(findings: &[Finding], is_one: impl Fn(&Finding) -> bool) -> Vec<String> {
    let found = findings.iter().filter(|finding| is_one(finding));
    found
        .map(|finding| finding.code.code().to_owned())
        .collect()
}
