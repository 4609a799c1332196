//! Every filter of a queue, alone and with the others: the right rows, the right counts, and an index for each.

use chrono::{DateTime, TimeDelta, Utc};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use server::store::{
    Narrowed, NewDesignation, NewEvent, Order, Page, Scope, Store, Version, micros,
};
use shared::eligibility::{Finding, FindingCode, Outcome, Severity, Verdict};
use shared::event::EventKind;
use shared::form::RawForm;
use shared::id::{AccountId, RequestId, StructureId};
use shared::queue::{Holder, Wanted};
use shared::request::{Deciding, Request};
use shared::status::{Route, Status};
use shared::value_set::RejectionReason;

use super::{FINESS, account, event, new_draft, structure, verdict};
use crate::support::portal::start;
use crate::support::{on_both, say};

const SUBJECT: &str = "30B0168811/CPET00001";
const WHOLE: Page = Page {
    limit: 1000,
    from: None,
    backward: false,
};

/// What the managers find when they ask.
fn asked_at() -> DateTime<Utc> {
    start() + TimeDelta::days(10)
}

fn risky() -> Verdict {
    let finding = Finding {
        code: FindingCode::RoleOutOfScope,
        severity: Severity::Warning,
        risk: true,
        field: None,
    };
    Verdict {
        outcome: Outcome::AtRisk,
        findings: vec![finding],
        ..verdict()
    }
}

async fn keep(
    store: &Store,
    before: Option<Version>,
    mut request: Request,
    kind: EventKind,
) -> Request {
    let mut tx = store.write().await.expect("a transaction");
    let event = NewEvent {
        request: Some(request.id),
        ..event(kind)
    };
    match before {
        None => tx.add_request(&request, event).await,
        Some(before) => tx.save_request(before, &mut request, event).await.map(drop),
    }
    .expect("a change");
    tx.commit().await.expect("a commit");
    request
}

/// A request of any kind that a queue may hold.
async fn file(
    store: &Store,
    random: &mut StdRng,
    number: u32,
    places: [StructureId; 2],
    managers: [AccountId; 2],
) -> Request {
    let mut tx = store.write().await.expect("a transaction");
    let owner = account(&mut tx, &format!("owner {number}")).await;
    tx.commit().await.expect("a commit");
    let sent_at = start() + TimeDelta::hours(random.gen_range(0..200));
    let mut request = new_draft(owner, sent_at);
    if random.gen_ratio(1, 4) {
        request.route = Route::Manager;
    }
    request.form = RawForm {
        role: if random.gen_ratio(1, 3) { "317" } else { "316" }.to_owned(),
        exercise_last_name: if random.gen_ratio(1, 3) {
            "Élan-Müller"
        } else {
            "Brosse"
        }
        .to_owned(),
        email: format!("jean-marie.{number}@exemple.fr"),
        ..RawForm::default()
    };
    let request = keep(store, None, request, EventKind::RequestCreated).await;
    let verdict = if random.gen_ratio(1, 3) {
        risky()
    } else {
        verdict()
    };
    let before = Version::of(&request);
    let (request, kind) = request
        .submit(places[random.gen_range(0..2)], verdict, sent_at)
        .expect("a draft");
    let request = keep(store, Some(before), request, kind).await;
    let before = Version::of(&request);
    let deciding = Deciding {
        by: managers[random.gen_range(0..2)],
        // Some leases have run out by then.
        at: asked_at() - TimeDelta::minutes(random.gen_range(0..30)),
        take_over: true,
    };
    let next = match random.gen_range(0..6) {
        0 | 1 => request.clone().claim(deciding).expect("a lease"),
        2 => request
            .clone()
            .ask_correction(deciding, Vec::new(), String::new())
            .expect("a correction"),
        3 => request
            .clone()
            .reject(deciding, RejectionReason::Aut, "no".to_owned())
            .expect("a decision"),
        _ => return request,
    };
    keep(store, Some(before), next.0, next.1).await
}

fn every_wish() -> Vec<Wanted> {
    let mut wishes = vec![Wanted::default()];
    let mut widen = |change: &dyn Fn(&mut Wanted)| {
        let more: Vec<Wanted> = wishes
            .iter()
            .cloned()
            .map(|mut wish| {
                change(&mut wish);
                wish
            })
            .collect();
        wishes.extend(more);
    };
    widen(&|wish| wish.role = Some("317".to_owned()));
    widen(&|wish| wish.route = Some(Route::Manager));
    widen(&|wish| wish.older_than_days = Some(5));
    widen(&|wish| wish.at_risk = Some(true));
    widen(&|wish| wish.finding = Some(FindingCode::RoleOutOfScope));
    let held: Vec<Wanted> = Holder::ALL
        .iter()
        .flat_map(|holder| {
            wishes.iter().cloned().map(move |wish| Wanted {
                holder: Some(*holder),
                ..wish
            })
        })
        .collect();
    wishes.extend(held);
    wishes.push(Wanted {
        at_risk: Some(false),
        route: Some(Route::Professional),
        ..Wanted::default()
    });
    wishes
}

/// Whether a wish means a request, read off the request itself.
fn means(wish: &Wanted, me: AccountId, request: &Request) -> bool {
    let sent = request.submission.as_ref().expect("a submission");
    let lease = request.live_claim(asked_at());
    let age = asked_at() - request.submitted_at.expect("an instant");
    wish.role
        .as_ref()
        .is_none_or(|role| *role == sent.form.role)
        && wish.route.is_none_or(|route| route == request.route)
        && wish
            .older_than_days
            .is_none_or(|days| age > TimeDelta::days(days.into()))
        && wish
            .at_risk
            .is_none_or(|risk| risk == sent.verdict.is_at_risk())
        && wish.finding.is_none_or(|code| {
            sent.verdict
                .findings
                .iter()
                .any(|finding| finding.code == code)
        })
        && wish.holder.is_none_or(|holder| match holder {
            Holder::Mine => lease.is_some_and(|lease| lease.by == me),
            Holder::Anybody => lease.is_some(),
            Holder::Nobody => lease.is_none(),
        })
}

/// Whether a plan reads a whole table. PostgreSQL takes a whole partial index for a few rows, so there it is asked only
/// that no table is read row by row; SQLite, which knows nothing of how many there are, is asked for more.
fn reads_all(plan: &[String], is_postgres: bool) -> bool {
    let whole = |step: &str, table: &str| {
        if is_postgres {
            step.contains(&format!("Seq Scan on {table} "))
        } else {
            step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} "))
        }
    };
    let tables: &[&str] = if is_postgres {
        &["requests", "request_terms"]
    } else {
        &["x", "q", "r", "t", "f"]
    };
    plan.iter()
        .any(|step| tables.iter().any(|table| whole(step, table)))
}

on_both! {
    async fn every_combination_finds_the_right_rows_by_an_index(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let places = [structure(&mut tx, FINESS[0]).await, structure(&mut tx, FINESS[1]).await];
        let elsewhere = structure(&mut tx, FINESS[2]).await;
        for place in places {
            let new = NewDesignation::by_ans(place, SUBJECT.to_owned(), None);
            tx.add_designation(&new, event(EventKind::ManagerDesignated)).await.expect("a designation");
        }
        let managers = [account(&mut tx, "me").await, account(&mut tx, "other").await];
        tx.commit().await.expect("a commit");
        let mut random = StdRng::seed_from_u64(7);
        let mut filed = Vec::new();
        for number in 0..60 {
            filed.push(file(&store, &mut random, number, places, managers).await);
        }
        // What others manage is in no list.
        file(&store, &mut random, 60, [elsewhere, elsewhere], managers).await;

        let orders = [Order::SubmittedAsc, Order::UpdatedDesc, Order::SubmittedDesc, Order::UpdatedAsc];
        let (mut statements, mut found, mut round) = (Vec::new(), 0, 0);
        for wish in every_wish() {
            for (search, place) in [(None, None), (Some("ELAN MU"), None), (None, Some(places[1]))] {
                let narrowed = Narrowed { wanted: wish.clone(), account: managers[0], at: asked_at() };
                let scope = Scope::Managed {
                    subject_name_id: SUBJECT.to_owned(),
                    structure: place,
                    search: search.map(str::to_owned),
                    narrowed: (!wish.is_all()).then_some(narrowed),
                };
                let meant: Vec<&Request> = filed.iter().filter(|request| {
                    let sent = request.submission.as_ref().expect("a submission");
                    means(&wish, managers[0], request)
                        && place.is_none_or(|place| place == sent.structure)
                        && (search.is_none() || sent.form.exercise_last_name == "Élan-Müller")
                }).collect();
                for status in [None, Some(Status::Submitted), Some(Status::Rejected)] {
                    let order = orders[round % orders.len()];
                    round += 1;
                    let key = |request: &Request| {
                        let at = if order.is_by_submission() { request.submitted_at } else { Some(request.updated_at) };
                        (micros(at.expect("an instant")), request.id.0)
                    };
                    let of_state = meant.iter().filter(|request| status.is_none_or(|status| status == request.status));
                    let mut expected: Vec<_> = of_state.map(|request| key(request)).collect();
                    expected.sort_unstable();
                    if order.is_descending() {
                        expected.reverse();
                    }
                    let mut tx = store.read().await.expect("a transaction");
                    let page = tx.requests(&scope, status, order, WHOLE).await.expect("a read");
                    let rows: Vec<_> = page.rows.iter().map(|row| key(&row.request)).collect();
                    assert_eq!(rows, expected, "{wish:?} {search:?} {status:?} {order:?}");
                    let count = tx.count_requests(&scope, status).await.expect("a read");
                    assert_eq!(usize::try_from(count).expect("a count"), expected.len(), "{wish:?} {search:?} {status:?}");
                    let one = &filed[round % filed.len()];
                    let holds = tx.list_holds(&scope, status, one.id).await.expect("a read");
                    assert_eq!(holds, expected.iter().any(|(_, id)| *id == one.id.0), "{wish:?} {search:?}");
                    found += rows.len();
                    let later = Page { limit: 50, from: expected.first().copied(), backward: false };
                    statements.extend(scope.statements(status, order, later, database.is_postgres()));
                }
            }
        }
        assert!(found > 500, "{found}");
        statements.sort_unstable();
        statements.dedup();
        let plans = database.plans(&statements).await;
        for (sql, plan) in statements.iter().zip(&plans) {
            assert!(!reads_all(plan, database.is_postgres()), "{sql}\n{}", plan.join("\n"));
        }
        say(format_args!("{round} filters, {} statements, each by an index", statements.len()));
    }

    async fn what_was_there_before_is_found_as_what_comes_after(database: Database) {
        let (store, _) = database.open().await;
        let mut tx = store.write().await.expect("a transaction");
        let place = structure(&mut tx, FINESS[0]).await;
        let managers = [account(&mut tx, "me").await, account(&mut tx, "other").await];
        tx.commit().await.expect("a commit");
        let mut random = StdRng::seed_from_u64(8);
        for number in 0..12 {
            file(&store, &mut random, number, [place, place], managers).await;
        }
        let migration = if database.is_postgres() {
            include_str!("../../../../migrations/postgres/0012_queue.sql")
        } else {
            include_str!("../../../../migrations/sqlite/0012_queue.sql")
        };
        let terms = "select term from request_terms order by term";
        let roles = "select role from requests order by id";
        let kept = (database.texts(terms).await, database.texts(roles).await);
        assert!(kept.0.contains(&"#ROLE_OUT_OF_SCOPE".to_owned()));
        database.run("delete from request_terms where term like '#%' or term like '%@%'").await;
        database.run("update requests set role = ''").await;
        for statement in migration.split(';') {
            let rows = statement.find("insert ").or_else(|| statement.find("update requests"));
            if let Some(at) = rows {
                database.run(&statement[at..]).await;
            }
        }
        assert_eq!((database.texts(terms).await, database.texts(roles).await), kept);
    }
}

/// Where a request is in no queue any more: it was withdrawn and taken back as a draft.
#[tokio::test]
async fn a_draft_that_was_sent_once_is_counted_in_no_list_of_all() {
    use crate::support::database::Database;
    let database = Database::sqlite();
    let (store, _) = database.open().await;
    let mut tx = store.write().await.expect("a transaction");
    let place = structure(&mut tx, FINESS[0]).await;
    let new = NewDesignation::by_ans(place, SUBJECT.to_owned(), None);
    tx.add_designation(&new, event(EventKind::ManagerDesignated))
        .await
        .expect("a designation");
    let owner = account(&mut tx, "a").await;
    tx.commit().await.expect("a commit");
    let request = keep(
        &store,
        None,
        new_draft(owner, start()),
        EventKind::RequestCreated,
    )
    .await;
    let before = Version::of(&request);
    let (request, kind) = request.submit(place, verdict(), start()).expect("a draft");
    let request = keep(&store, Some(before), request, kind).await;
    let before = Version::of(&request);
    let draft = Request {
        status: Status::Draft,
        ..request
    };
    let RequestId(id) = keep(&store, Some(before), draft, EventKind::DraftRestored)
        .await
        .id;
    let scope = Scope::Managed {
        subject_name_id: SUBJECT.to_owned(),
        structure: None,
        search: None,
        narrowed: None,
    };
    let mut tx = store.read().await.expect("a transaction");
    let all = tx
        .requests(&scope, None, Order::UpdatedDesc, WHOLE)
        .await
        .expect("a read");
    assert!(all.rows.iter().all(|row| row.request.id.0 != id));
    assert_eq!(tx.count_requests(&scope, None).await.expect("a read"), 0);
}
