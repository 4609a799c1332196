//! Changes of an entry: one of a person waits, each is made once and over nothing that was not seen, and people are found.

use chrono::TimeDelta;
use server::store::{
    ChangeScope, NewEntryChange, NewEvent, NewPerson, NewSituation, PersonSearch, StoreError, Tx,
};
use shared::entry::{
    ChangeKind, ChangeState, Changed, Contact, RawClosing, RawContact, RawExerciseNames, RawPost,
};
use shared::event::EventKind;
use shared::field_error::Field;
use shared::id::{AccountId, ChangeId, PersonId, SituationId, StructureId};
use shared::identity::NameSearch;
use shared::rpps::RppsNumber;
use uuid::Uuid;

use super::{FINESS, account, draft, event, identity, structure};
use crate::support::on_both;
use crate::support::portal::start;

struct Registered {
    account: AccountId,
    person: PersonId,
    situation: SituationId,
    structure: StructureId,
}

async fn registered(tx: &mut Tx) -> Registered {
    let account = account(tx, "a").await;
    let request = draft(tx, account).await.id;
    let structure = structure(tx, FINESS[0]).await;
    let (person, situation) = (PersonId(Uuid::now_v7()), SituationId(Uuid::now_v7()));
    let identity = identity("LOVELACE");
    let new = NewPerson {
        id: person,
        rpps_number: &RppsNumber::from_order(9_975_000_001).expect("a number"),
        identity: &identity,
        traits: &identity.traits(),
        civilite: "MME",
        exercise_last_name: "LOVELACE",
        exercise_first_name: "Ada",
        email: "ada@example.fr",
        phone: "+33612345678",
        language: "fr",
    };
    tx.add_person(&new, start()).await.expect("a person");
    let new = NewSituation {
        id: situation,
        person,
        structure,
        request,
        role: "316",
        activity_kind: "GENR01",
        practice_mode: "S",
        category: "C",
        start_date: "2026-11-02",
        end_date: None,
        at_risk: false,
    };
    tx.add_situation(&new, start()).await.expect("a post");
    Registered {
        account,
        person,
        situation,
        structure,
    }
}

fn contact() -> Contact {
    let raw = RawContact {
        email: "ada@ailleurs.example".to_owned(),
        phone: "0611111111".to_owned(),
    };
    raw.parse().expect("a contact")
}

fn new_change<'a>(
    of: &Registered,
    changed: &'a [Changed],
    code: Option<&'a [u8]>,
) -> NewEntryChange<'a> {
    NewEntryChange {
        id: ChangeId(Uuid::now_v7()),
        person: of.person,
        situation: None,
        kind: ChangeKind::Contact,
        changed,
        reason: None,
        by: of.account,
        structure: Some(of.structure),
        code: code.map(|hash| (hash, start() + TimeDelta::hours(1))),
    }
}

fn asked() -> NewEvent {
    event(EventKind::ContactChangeAsked)
}

on_both! {
    async fn one_change_of_a_person_waits_and_ends_once(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let of = registered(&mut tx).await;
        let changed = [Changed { field: Field::Email, before: "a".to_owned(), after: "b".to_owned() }];
        let new = new_change(&of, &changed, Some(&[7; 32]));
        tx.add_entry_change(&new, asked()).await.expect("a change");
        tx.commit().await.expect("a commit");
        let mut tx = store.write().await.expect("a transaction");
        let twice = tx.add_entry_change(&new_change(&of, &changed, Some(&[8; 32])), asked()).await;
        assert!(matches!(twice, Err(StoreError::Duplicate)), "{twice:?}");
        drop(tx);

        let mut tx = store.write().await.expect("a transaction");
        assert_eq!(tx.person_of_change(new.id).await.expect("a read"), Some(of.person));
        assert_eq!(tx.person_of_situation(of.situation).await.expect("a read"), Some(of.person));
        assert_eq!(tx.entry_codes_since(of.account, start() - TimeDelta::hours(1)).await.expect("a read"), (1, Some(start())));
        let code = tx.try_entry_code(new.id).await.expect("a change").expect("the code");
        assert_eq!((code.hash, code.attempts), (vec![7; 32], 1));
        tx.expire_entry_change(of.person, start()).await.expect("nothing to end");
        let found = tx.registration(of.person).await.expect("a read").expect("the entry");
        let waits = found.change.expect("it waits");
        assert_eq!((waits.state, &waits.changed[..]), (ChangeState::Waiting, &changed[..]));
        tx.end_entry_change(&waits, ChangeState::Cancelled, event(EventKind::ContactChangeCancelled)).await.expect("an end");
        let again = tx.end_entry_change(&waits, ChangeState::Done, event(EventKind::ContactChanged)).await;
        assert!(matches!(again, Err(StoreError::Stale)), "{again:?}");
        assert!(tx.try_entry_code(new.id).await.expect("a read").is_none());

        let next = new_change(&of, &changed, Some(&[9; 32]));
        tx.add_entry_change(&next, asked()).await.expect("a change");
        tx.expire_entry_change(of.person, start() + TimeDelta::hours(1)).await.expect("an end");
        tx.add_entry_change(&new_change(&of, &changed, None), asked()).await.expect("a change");
        let states: Vec<ChangeState> = tx.entry_changes(of.person, ChangeScope::All, None, 9).await.expect("a read")
            .iter().map(|change| change.state).collect();
        assert_eq!(states, [ChangeState::Done, ChangeState::Expired, ChangeState::Cancelled]);
        let nobody = ChangeScope::Managed("nobody");
        let before = tx.entry_changes(of.person, nobody, Some(next.id), 9).await.expect("a read");
        assert_eq!(before.len(), 1, "what is the person's is everybody's who may read the entry");
    }

    async fn a_change_is_made_over_what_was_seen(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let of = registered(&mut tx).await;
        tx.change_contact((of.person, 1), &contact()).await.expect("a change");
        let stale = tx.change_contact((of.person, 1), &contact()).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let names = RawExerciseNames { last_name: "Byron".to_owned(), first_name: "Ada".to_owned() };
        tx.change_exercise_names((of.person, 2), &names.parse().expect("names")).await.expect("a change");
        let raw = RawPost {
            structure_finess: FINESS[1].to_owned(), role: "317".to_owned(), activity_kind: "GENR99".to_owned(),
            practice_mode: "L".to_owned(), category: "E".to_owned(), start_date: "2026-11-03".to_owned(),
            end_date: String::new(),
        };
        let day = shared::date::Date::parse("2026-12-03").expect("a day");
        let post = raw.parse(identity("LOVELACE").birth_date, day).expect("a post");
        let home = structure(&mut tx, FINESS[1]).await;
        tx.change_situation((of.situation, 1), home, &post, true).await.expect("a change");
        let stale = tx.change_situation((of.situation, 1), home, &post, true).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let closing = RawClosing { end_date: "2026-12-01".to_owned(), reason: "RETIRED".to_owned() };
        let closing = closing.parse(post.start_date, day).expect("an end");
        tx.close_situation((of.situation, 2), closing, start()).await.expect("an end");
        let stale = tx.close_situation((of.situation, 2), closing, start()).await;
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let found = tx.registration(of.person).await.expect("a read").expect("the entry");
        assert_eq!((found.person.email.as_str(), found.person.revision), ("ada@ailleurs.example", 3));
        assert_eq!(found.person.exercise_last_name, "Byron");
        let situation = &found.situations[0];
        assert_eq!((situation.role.as_str(), situation.structure.id, situation.at_risk), ("317", home, true));
        assert_eq!(situation.closing_reason.as_deref(), Some("RETIRED"));
        assert!(!situation.is_current(day));
    }

    async fn who_manages_nothing_finds_nobody_by_name(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        registered(&mut tx).await;
        let name = NameSearch::new("Lovelace", "Ada", None).expect("enough");
        let search = PersonSearch { name: &name, subject_name_id: "nobody", after: None };
        assert!(tx.search_persons(&search, 9).await.expect("a read").is_empty());
    }
}
