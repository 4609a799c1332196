//! Figures: what the writers keep is what the tables hold, whatever was done in which order.

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::store::{
    Figures, Measure, NewDesignation, NewEvent, NewPerson, Store, Version, Weekly, day_of, micros,
    week_of,
};
use shared::event::EventKind;
use shared::id::{PersonId, RequestId, StructureId};
use shared::request::{Accepted, Attestations, Deciding, Request};
use shared::rpps::RppsNumber;
use shared::status::Status;
use shared::value_set::RejectionReason;
use uuid::Uuid;

use super::{FINESS, account, draft, event_at, identity, read, structure, submit, verdict};
use crate::support::database::Database;
use crate::support::on_both;
use crate::support::portal::start;

const SUBJECT: &str = "30B0168811/CPET00001";
const SQLITE: &str = include_str!("../../../../migrations/sqlite/0014_figures.sql");
const POSTGRES: &str = include_str!("../../../../migrations/postgres/0014_figures.sql");

/// The statement of the migration that begins so.
fn of_migration(database: &Database, begin: &str) -> &'static str {
    let migration = if database.is_postgres() {
        POSTGRES
    } else {
        SQLITE
    };
    let from = migration.find(begin).expect("the statement");
    let length = migration[from..].find(";\n").expect("its end");
    &migration[from..from + length]
}

async fn designate(store: &Store, structure: StructureId, at: DateTime<Utc>) {
    let mut tx = store.write().await.expect("a transaction");
    let new = NewDesignation::by_ans(structure, SUBJECT.to_owned(), None);
    tx.add_designation(&new, event_at(EventKind::ManagerDesignated, at))
        .await
        .expect("a designation");
    tx.commit().await.expect("a commit");
}

async fn person(store: &Store) -> PersonId {
    let mut tx = store.write().await.expect("a transaction");
    let identity = identity("LOVELACE");
    let id = PersonId(Uuid::now_v7());
    let number = RppsNumber::from_order(9_975_000_001).expect("a number");
    let new = NewPerson {
        id,
        rpps_number: &number,
        identity: &identity,
        traits: &identity.traits(),
        civilite: "MME",
        exercise_last_name: "Lovelace",
        exercise_first_name: "Ada",
        email: "ada@example.org",
        phone: "",
        language: "fr",
    };
    tx.add_person(&new, start()).await.expect("a person");
    tx.commit().await.expect("a commit");
    id
}

async fn save(store: &Store, before: Version, mut request: Request, kind: EventKind) {
    let told = NewEvent {
        request: Some(request.id),
        structure: request.submission.as_ref().map(|sent| sent.structure),
        ..event_at(kind, request.updated_at)
    };
    let mut tx = store.write().await.expect("a transaction");
    tx.save_request(before, &mut request, told)
        .await
        .expect("a change");
    tx.commit().await.expect("a commit");
}

/// Does something at random that the request allows.
async fn act(
    store: &Store,
    random: &mut StdRng,
    id: RequestId,
    at: DateTime<Utc>,
    known: ([StructureId; 2], PersonId),
) {
    let (structures, person) = known;
    let mut request = read(store, id).await;
    let before = Version::of(&request);
    let deciding = Deciding {
        by: request.owner,
        at,
        take_over: true,
    };
    let attested = Attestations {
        conditions_checked: true,
        identity_checked: true,
        risk_acknowledged: false,
    };
    let changed = match random.gen_range(0..9) {
        0..=3 => {
            let to = random.gen_range(0..2);
            FINESS[to].clone_into(&mut request.form.structure_finess);
            ["316", "317"][random.gen_range(0..2)].clone_into(&mut request.form.role);
            request.submit(structures[to], verdict(), at).ok()
        }
        4 => request.withdraw(at).ok(),
        5 | 6 => request
            .ask_correction(deciding, Vec::new(), String::new())
            .ok(),
        7 => request
            .reject(deciding, RejectionReason::Aut, "no".to_owned())
            .ok(),
        _ => {
            let accepted = Accepted {
                verdict: verdict(),
                attestations: attested,
                document: None,
            };
            request.validate(deciding, accepted, person).ok()
        }
    };
    if let Some((request, kind)) = changed {
        save(store, before, request, kind).await;
    }
}

async fn figures(store: &Store, structure: Option<StructureId>) -> Figures {
    let mut tx = store.read().await.expect("a transaction");
    tx.figures(SUBJECT, structure, 0).await.expect("figures")
}

/// How many there are of a measure, and of one of its parts.
fn counted(weekly: &[Weekly], measure: Measure, part: &str) -> i64 {
    let of = |one: &&Weekly| one.measure == measure.code() && one.part == part;
    weekly.iter().filter(of).map(|one| one.count).sum()
}

on_both! {
    async fn figures_equal_what_is_counted_from_the_tables_after_anything(database: Database) {
        const WAITING: &str = "
            select status || ' ' || day || ' ' || count from waiting_counts order by structure_id, status, day";
        const WEEKLY: &str = "
            select week || ' ' || measure || ' ' || part || ' ' || count from weekly_figures
            order by structure_id, week, measure, part";
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let structures = [structure(&mut tx, FINESS[0]).await, structure(&mut tx, FINESS[1]).await];
        let mut ids = Vec::new();
        for number in 0..40 {
            let owner = account(&mut tx, &number.to_string()).await;
            ids.push(draft(&mut tx, owner).await.id);
        }
        tx.commit().await.expect("a commit");
        for structure in structures {
            designate(&store, structure, start() - TimeDelta::days(100)).await;
        }
        let known = (structures, person(&store).await);
        let mut random = StdRng::seed_from_u64(14);
        let mut at = start();
        for _ in 0..220 {
            at += TimeDelta::minutes(random.gen_range(1..900));
            let id = ids[random.gen_range(0..ids.len())];
            act(&store, &mut random, id, at, known).await;
        }
        let kept = (database.texts(WAITING).await, database.texts(WEEKLY).await);
        assert!(kept.0.len() > 5 && kept.1.len() > 40, "{kept:?}");
        // Those who come from an older version get the same from the migration.
        database.run("delete from waiting_counts").await;
        database.run("delete from weekly_figures").await;
        database.run(of_migration(&database, "insert into waiting_counts")).await;
        database.run(of_migration(&database, "with sent as (")).await;
        assert_eq!(kept, (database.texts(WAITING).await, database.texts(WEEKLY).await));

        for structure in [None, Some(structures[0]), Some(structures[1])] {
            let figures = figures(&store, structure).await;
            let waiting = |status: Status| {
                figures.waiting.iter().filter(|one| one.status == status).map(|one| one.count).sum::<i64>()
            };
            let standing = |status: Status| {
                figures.counts.iter().filter(|(of, _)| *of == status).map(|(_, count)| count).sum::<i64>()
            };
            for status in [Status::Submitted, Status::CorrectionRequested] {
                assert_eq!(waiting(status), standing(status), "{status:?}");
            }
            for (measure, status) in [
                (Measure::Validated, Status::Validated),
                (Measure::Rejected, Status::Rejected),
                (Measure::Withdrawn, Status::Withdrawn),
            ] {
                assert_eq!(counted(&figures.weekly, measure, ""), standing(status), "{status:?}");
            }
            let received = counted(&figures.weekly, Measure::Received, "PROFESSIONAL");
            let moved = counted(&figures.weekly, Measure::Moved, "");
            assert_eq!(received - moved, figures.counts.iter().map(|(_, count)| count).sum::<i64>());
            let roles = ["316", "317"].map(|role| counted(&figures.weekly, Measure::Role, role));
            assert_eq!(roles.iter().sum::<i64>(), received);
        }
    }

    async fn a_wait_is_told_by_its_cause(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let place = structure(&mut tx, FINESS[0]).await;
        let owner = account(&mut tx, "a").await;
        let request = draft(&mut tx, owner).await;
        let request = submit(&mut tx, request, place, start()).await.expect("a change");
        tx.commit().await.expect("a commit");
        // Nobody may decide for two days, then somebody takes one more.
        designate(&store, place, start() + TimeDelta::days(2)).await;
        let now = figures(&store, None).await;
        assert_eq!(now.waiting.len(), 1);
        let one = now.waiting[0];
        assert_eq!((one.status, one.is_managed, one.day, one.count), (Status::Submitted, true, day_of(micros(start())), 1));
        let (id, before) = (request.id, Version::of(&request));
        let asked = start() + TimeDelta::days(3);
        let deciding = Deciding { by: owner, at: asked, take_over: false };
        let (request, kind) = request.ask_correction(deciding, Vec::new(), String::new()).expect("a correction");
        save(&store, before, request, kind).await;
        let now = figures(&store, Some(place)).await;
        assert_eq!(counted(&now.weekly, Measure::WaitedNoManager, "05"), 1);
        assert_eq!(counted(&now.weekly, Measure::WaitedManager, "04"), 1);
        assert_eq!(now.waiting[0].status, Status::CorrectionRequested);
        let request = read(&store, id).await;
        let before = Version::of(&request);
        let (request, kind) = request.submit(place, verdict(), asked + TimeDelta::hours(2)).expect("sent again");
        save(&store, before, request, kind).await;
        let now = figures(&store, None).await;
        assert_eq!(counted(&now.weekly, Measure::WaitedProfessional, "01"), 1);
        assert_eq!(counted(&now.weekly, Measure::Answered, ""), 1);
        assert!(now.weekly.iter().all(|one| one.week == week_of(one.week * 86_400_000_000)), "Mondays");
        assert_eq!(now.at_risk, 0);
        // Others see nothing of it.
        let mut tx = store.read().await.expect("a transaction");
        assert_eq!(tx.figures("30B0000000/CPET00000", None, 0).await.expect("figures"), Figures::default());
        let later = tx.figures(SUBJECT, None, week_of(micros(asked)) + 7).await.expect("figures");
        assert!(later.weekly.is_empty());
    }
}
