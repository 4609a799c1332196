//! What is done about flagged registrations is kept once, and moved on once.

use shared::event::EventKind;
use shared::id::{RegularisationId, SituationId};
use shared::regularisation::State;
use uuid::Uuid;

use server::store::{NewRegularisation, StoreError};

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
        let by = tx.flagged_situations(SituationId(Uuid::nil()), 9).await.expect("a read").remove(0);
        assert_eq!(by.situation.id, SituationId(situation));
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
        assert!(tx.flagged_situations(SituationId(Uuid::nil()), 9).await.expect("a read").is_empty());
    }
}
