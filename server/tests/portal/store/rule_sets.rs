//! Rule sets and runs over the stock are kept, moved on once, and forgotten when another run has followed.

use shared::event::EventKind;
use shared::id::{RequestId, SimulationId, SituationId};
use shared::rule_set::RuleSet;
use uuid::Uuid;

use server::store::{
    Batch, Case, CaseKind, Counted, NewSimulation, RuleSetState, SimulationState, StoreError,
};
use shared::eligibility::Outcome;

use super::event;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::portal::{Portal, start};

fn rule_set(name: &str) -> RuleSet {
    let json = RuleSet::built_in()
        .body()
        .replace("2026-11\"", &format!("{name}\""));
    let json = json.replace(
        &format!("\"effectiveFrom\":\"{name}\""),
        "\"effectiveFrom\":\"2026-11-01\"",
    );
    RuleSet::parse(&json).expect("a rule set")
}

on_both! {
    async fn a_draft_is_kept_and_turned_once(database: Database) {
        let (store, _) = database.open().await;
        let draft = rule_set("essai");
        let mut tx = store.write().await.expect("a transaction");
        tx.keep_rule_set(RuleSet::built_in(), start()).await.expect("a row");
        tx.keep_rule_set(RuleSet::built_in(), start()).await.expect("the same again");
        let id = tx.add_rule_set_draft(&draft, event(EventKind::RuleSetDrafted)).await.expect("a draft");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_rule_set_draft(&draft, event(EventKind::RuleSetDrafted)).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.rule_sets().await.expect("a read").len(), 1, "a draft is in force for nobody");
        assert_eq!(tx.kept_rule_sets().await.expect("a read").len(), 2);
        let kept = tx.rule_set_named("essai").await.expect("a read").expect("the draft");
        assert_eq!((kept.id, kept.revision, kept.state), (id, 1, RuleSetState::Draft));
        let day = "2027-01-01".parse::<chrono::NaiveDate>().expect("a day").into();
        let later = kept.rule_set.clone().starting(day);
        let scheduled = || event(EventKind::RuleSetScheduled);
        tx.turn_rule_set(&kept, &later, RuleSetState::Scheduled, scheduled()).await.expect("a change");
        let again = tx.turn_rule_set(&kept, &later, RuleSetState::Scheduled, scheduled()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let kept = tx.kept_rule_set(id).await.expect("a read").expect("the draft");
        assert_eq!((kept.revision, kept.rule_set.effective_from()), (2, day));
        assert_eq!(tx.rule_sets().await.expect("a read"), [RuleSet::built_in().body(), later.body()]);
    }

    async fn a_run_moves_on_once_and_its_cases_are_forgotten_when_another_follows(database: Database) {
        let portal = Portal::demo_on(database).await;
        let author = portal.professional().await;
        let request = portal.submitted(&author, form()).await;
        portal.manager().await.validate(&request).await.request();
        let waiting = portal.submitted(&portal.other_professional().await, form()).await;
        let store = &portal.app.store;
        let draft = rule_set("essai");
        let mut tx = store.write().await.expect("a transaction");
        let id = tx.add_rule_set_draft(&draft, event(EventKind::RuleSetDrafted)).await.expect("a draft");
        let day = portal.clock.today();
        let under_way = tx.requests_under_way(RequestId(Uuid::nil()), 9).await.expect("a read");
        assert_eq!(under_way.len(), 1);
        assert_eq!(under_way[0].request.id.to_string(), waiting.id);
        assert!(tx.requests_under_way(under_way[0].request.id, 9).await.expect("a read").is_empty());
        let held = tx.current_situations(SituationId(Uuid::nil()), day, 9).await.expect("a read");
        assert_eq!((held.len(), held[0].role.as_str(), held[0].has_manager), (1, "316", true));
        assert!(tx.current_situations(held[0].id, day, 9).await.expect("a read").is_empty());

        let new = || NewSimulation {
            id: SimulationId(Uuid::now_v7()),
            rule_set: id,
            revision: 1,
            body: draft.body(),
            against: RuleSet::built_in().body(),
            day,
        };
        tx.add_simulation(&new(), start()).await.expect("a run");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_simulation(&new(), start()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "one run at a time: {twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        let run = tx.running_simulations().await.expect("a read").remove(0);
        assert_eq!((run.simulation.requests_total, run.simulation.situations_total), (1, 1));
        let case = Case {
            kind: CaseKind::Situation,
            id: held[0].id.0,
            before: Outcome::Eligible,
            after: Outcome::AtRisk,
            appears: vec!["ROLE_OUT_OF_SCOPE".to_owned(), "SECTOR_UNKNOWN".to_owned()],
            goes: Vec::new(),
            reweighed: Vec::new(),
        };
        let counted = (CaseKind::Situation, Counted::Outcome, "ELIGIBLE>AT_RISK".to_owned());
        let batch = Batch {
            last: Some(case.id),
            judged: 1,
            counts: [(counted.clone(), 1)].into(),
            cases: vec![case.clone()],
        };
        tx.advance_simulation(&run.simulation, &Batch::default(), None).await.expect("no request left");
        let again = tx.advance_simulation(&run.simulation, &batch, None).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        let run = tx.running_simulations().await.expect("a read").remove(0).simulation;
        assert_eq!(run.state, SimulationState::Situations);
        tx.advance_simulation(&run, &batch, None).await.expect("a batch");
        let run = tx.running_simulations().await.expect("a read").remove(0).simulation;
        assert_eq!((run.situations, run.changed, run.counts.get(&counted)), (1, 1, Some(&1)));
        let found = tx.simulation_cases(run.id, Uuid::nil(), 9).await.expect("a read");
        assert_eq!((&found[0].case, found[0].request.to_string()), (&case, request.id.clone()));
        assert!(found[0].rpps_number.is_some());
        assert!(tx.simulation_cases(run.id, case.id, 9).await.expect("a read").is_empty());
        let simulated = event(EventKind::RuleSetSimulated);
        tx.advance_simulation(&run, &Batch::default(), Some(simulated)).await.expect("the end");
        assert!(tx.running_simulations().await.expect("a read").is_empty());
        assert!(tx.kept_rule_set(id).await.expect("a read").expect("the draft").is_simulated());
        assert_eq!(tx.forget_cases(9).await.expect("a change"), 0, "the last run stays");
        tx.add_simulation(&new(), start()).await.expect("another run");
        assert_eq!(tx.forget_cases(9).await.expect("a change"), 1);
    }
}
