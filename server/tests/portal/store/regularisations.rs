//! What is done about flagged registrations is kept once, and moved on once.

use shared::event::EventKind;
use shared::id::{RegularisationId, SituationId};
use shared::regularisation::State;
use uuid::Uuid;

use server::store::{FlaggedScope, NewRegularisation, StoreError};

use super::event;
use crate::api::regularisations::flagged;
use crate::support::on_both;
use crate::support::portal::Portal;

on_both! {
    async fn a_situation_has_one_open_regularisation(database: Database) {
        let portal = Portal::demo_on(database).await;
        let situation = flagged(&portal).await["situation"]["id"].as_str().expect("an id").parse().expect("an id");
        let store = &portal.app.store;
        let mut tx = store.write().await.expect("a transaction");
        let by = tx.flagged_situations(FlaggedScope::All, SituationId(Uuid::nil()), 9).await.expect("a read").remove(0);
        assert_eq!(by.situation.id, SituationId(situation));
        let risk = by.situation.risk.clone().expect("why");
        assert_eq!((risk.findings, risk.acknowledged_at, risk.wording.as_str()), (vec!["SECTOR_NOT_SANITAIRE".to_owned()], portal.clock.now(), "2026-11"));
        let structure = by.situation.structure.id;
        for (subject, of, count) in [
            ("30B0184230/CPET00002", None, 1), ("30B0184230/CPET00002", Some(structure), 1),
            ("30B0168811/CPET00001", None, 0), ("30B0168811/CPET00001", Some(structure), 0),
        ] {
            let scope = FlaggedScope::Managed(subject, of);
            assert_eq!(tx.count_flagged(scope).await.expect("a read"), count, "{subject}");
            let found = tx.flagged_situations(scope, SituationId(Uuid::nil()), 9).await.expect("a read");
            assert_eq!(found.len(), usize::try_from(count).expect("a number"));
        }
        assert_eq!(tx.count_flagged(FlaggedScope::All).await.expect("a read"), 1);
        tx.keep_risk(by.situation.id, &["ROLE_OUT_OF_SCOPE"], portal.clock.now()).await.expect("a change");
        let owner = tx.request(by.situation.request).await.expect("a read").expect("the request").request.owner;
        let new = |situation| NewRegularisation {
            id: RegularisationId(Uuid::now_v7()),
            situation: SituationId(situation),
            reason: "out of scope".to_owned(),
            due_on: "2027-01-31".parse::<chrono::NaiveDate>().expect("a day").into(),
            by: owner,
        };
        let one = new(situation);
        let at = portal.clock.now();
        let nowhere = tx.add_regularisation(&new(Uuid::nil()), at).await;
        assert!(matches!(nowhere, Err(StoreError::Stale)), "{nowhere:?}");
        tx.add_regularisation(&one, at).await.expect("a notice");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_regularisation(&new(situation), at).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        let of = tx.regularisation(one.id).await.expect("a read").expect("the notice");
        assert_eq!(tx.open_regularisations_of(of.person).await.expect("a read").len(), 1);
        let day = |text: &str| shared::date::Date::parse(text).expect("a day");
        assert!(tx.regularisations_due(day("2027-01-31"), 9).await.expect("a read").is_empty());
        assert_eq!(tx.regularisations_due(day("2027-02-01"), 9).await.expect("a read").len(), 1);
        let withdrawn = || event(EventKind::RegistrationWithdrawn);
        tx.turn_regularisation(&of, State::Withdrawn, None, withdrawn()).await.expect("a change");
        let again = tx.turn_regularisation(&of, State::Withdrawn, None, withdrawn()).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        assert!(tx.flagged_situations(FlaggedScope::All, SituationId(Uuid::nil()), 9).await.expect("a read").is_empty());
    }
}
