//! The register's files: read whole or not at all, shown before they are written, safe to read again.

use std::path::PathBuf;
use std::time::Instant;

use server::import::{self, Changes, ImportError};
use server::store::{Mark, Store};
use tempfile::TempDir;

use super::generate::{csv_line, csv_stock, entity_of, json_flow, latin_1, number};
use crate::support::database::Database;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::portal::{Portal, start};

struct File {
    path: PathBuf,
    _folder: TempDir,
}

fn file(bytes: impl AsRef<[u8]>) -> File {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("finess");
    std::fs::write(&path, bytes).expect("a file");
    File {
        path,
        _folder: folder,
    }
}

async fn compared(store: &Store, file: &File, mark: Mark) -> Result<Changes, ImportError> {
    let extraction = import::read_finess(&file.path, |_| ())?;
    import::compare(store, extraction, mark, false).await
}

async fn imported(store: &Store, file: &File) -> Changes {
    let shown = compared(store, file, Mark::Real)
        .await
        .expect("a right file");
    let again = compared(store, file, Mark::Real)
        .await
        .expect("a right file");
    import::write(store, again, start(), |_| ())
        .await
        .expect("a change");
    shown
}

fn counts(changes: &Changes) -> (usize, usize, usize) {
    (changes.added, changes.changed, changes.closed)
}

/// What is known of a structure: name, town, category, entity, whether it is closed.
async fn known(store: &Store, finess: &str) -> (String, String, String, Option<String>, bool) {
    let mut tx = store.read().await.expect("a transaction");
    let rows = tx.register_page("", 10_000).await.expect("a read");
    let row = rows
        .into_iter()
        .find(|row| row.finess == finess)
        .expect("the structure");
    (row.name, row.town, row.category, row.parent, row.is_closed)
}

const SITES: u32 = 400;

on_both! {
    async fn the_flow_of_structures_is_a_tree_and_changes_nothing_the_second_time(database: Database) {
        let (store, _) = database.open().await;
        let flow = file(json_flow(SITES).to_string());
        let first = imported(&store, &flow).await;
        assert_eq!(counts(&first), (500, 0, 0), "{first}");
        let groups = "groups: 2, members: 3, GROUP_MEMBER_UNKNOWN 1, GROUP_UNREADABLE 1; read and checked, not kept";
        assert!(first.to_string().contains(groups), "{first}");
        let (name, town, category, parent, _) = known(&store, &number(7)).await;
        assert_eq!(name, "CENTRE HOSPITALIER N° 7 – SITE DE L’ÉRDRE");
        assert_eq!((town.as_str(), category.as_str()), ("NANTES", ""), "no file gave the aggregated category yet");
        assert_eq!(parent, Some(entity_of(7)));
        assert_eq!(known(&store, &entity_of(7)).await.0, "ENTITÉ JURIDIQUE 4");
        let again = imported(&store, &flow).await;
        assert!(again.is_empty(), "{again}");

        let stock = file(csv_stock(SITES));
        let other_form = imported(&store, &stock).await;
        assert_eq!(counts(&other_form), (0, 400, 0), "{other_form}");
        let (name, _, category, ..) = known(&store, &number(7)).await;
        assert_eq!((name.as_str(), category.as_str()), ("Hôpital \"n° 7", "1102"));
        assert!(imported(&store, &stock).await.is_empty());
        let back = imported(&store, &flow).await;
        assert_eq!(counts(&back), (0, 400, 0));
        assert_eq!(known(&store, &number(7)).await.2, "1102", "what was learned stays");
        assert!(imported(&store, &flow).await.is_empty());
        let events = database.number("select count(*) from events where kind = 'STRUCTURE_CHANGED'").await;
        assert_eq!(events, 800);
    }

    async fn an_entity_known_by_its_number_alone_gets_its_name_later(database: Database) {
        let (store, _) = database.open().await;
        let first = imported(&store, &file(csv_stock(8))).await;
        assert_eq!(counts(&first), (10, 0, 0));
        assert_eq!(known(&store, &entity_of(0)).await.0, "");
        imported(&store, &file(json_flow(8).to_string())).await;
        assert_eq!(known(&store, &entity_of(0)).await.0, "ENTITÉ JURIDIQUE 0");
        imported(&store, &file(csv_stock(8))).await;
        assert_eq!(known(&store, &entity_of(0)).await.0, "ENTITÉ JURIDIQUE 0", "a site's file does not unname it");
    }

    async fn what_is_gone_is_closed_and_comes_back(database: Database) {
        let (store, _) = database.open().await;
        imported(&store, &file(json_flow(400).to_string())).await;
        let fewer = imported(&store, &file(json_flow(396).to_string())).await;
        assert_eq!(counts(&fewer), (0, 0, 5), "four sites and their entity: {fewer}");
        assert!(known(&store, &number(399)).await.4);
        let sites = imported(&store, &file(csv_stock(392))).await;
        assert_eq!(sites.closed, 4, "the extraction of sites closes sites alone: {sites}");
        assert!(!known(&store, &entity_of(392)).await.4);
        let mut inactive = json_flow(400);
        inactive["pmej"][0]["ege"][0]["etatObjet"] = "I".into();
        inactive["pmej"][1]["etatObjet"] = "I".into();
        let said = imported(&store, &file(inactive.to_string())).await;
        assert_eq!((said.added, said.closed), (0, 2), "{said}");
        assert!(known(&store, &number(0)).await.4 && known(&store, &entity_of(4)).await.4);
        let sites = imported(&store, &file(csv_stock(400))).await;
        assert_eq!(sites.closed, 0, "{sites}");
        assert!(known(&store, &entity_of(4)).await.4, "a site's file does not open its entity again");
        let closings = database.number("select count(*) from events where kind = 'STRUCTURE_CLOSED'").await;
        assert_eq!(closings, 11);
        let back = imported(&store, &file(json_flow(400).to_string())).await;
        assert_eq!((back.added, back.closed), (0, 0));
        assert!(!known(&store, &number(399)).await.4);
    }

    async fn a_file_that_ends_early_changes_nothing(database: Database) {
        let (store, _) = database.open().await;
        imported(&store, &file(json_flow(400).to_string())).await;
        let whole = json_flow(400).to_string();
        let cut = file(&whole[..whole.len() / 2]);
        let error = compared(&store, &cut, Mark::Real).await.expect_err("half a file");
        assert!(matches!(error, ImportError::Truncated(_)), "{error}");
        let stock = csv_stock(400);
        let cut = file(&stock[..stock.len() / 2]);
        let error = compared(&store, &cut, Mark::Real).await.expect_err("half a file");
        assert!(matches!(error, ImportError::Truncated(_)), "{error}");
        // Cut between two rows it looks whole, but too much would close.
        let error = compared(&store, &file(csv_stock(200)), Mark::Real).await.expect_err("half a file");
        assert!(matches!(error, ImportError::TooManyClosed { closed: 200, .. }), "{error}");
        let events = database.number("select count(*) from events where kind <> 'STRUCTURE_CREATED'").await;
        assert_eq!(events, 0);
    }

    async fn wrong_rows_are_named_and_what_is_known_of_them_stays(database: Database) {
        let (store, _) = database.open().await;
        imported(&store, &file(csv_stock(100))).await;
        let mut text = String::from("finess;etalab;95;2026-11-01\n");
        for site in 0..95 {
            csv_line(&mut text, &number(site), &entity_of(site), "Même nom");
        }
        let wrong_key = {
            let right = number(95);
            let key = (right.as_bytes()[8] - b'0' + 1) % 10;
            format!("{}{key}", &right[..8])
        };
        csv_line(&mut text, &wrong_key, &entity_of(95), "Clé fausse");
        csv_line(&mut text, &number(96), "", "Sans entité");
        csv_line(&mut text, &number(97), &number(97), "Sa propre entité");
        csv_line(&mut text, &number(94), &entity_of(94), "Deux fois");
        csv_line(&mut text, &number(98), &entity_of(98), "");
        csv_line(&mut text, &number(99), &entity_of(99), "Le dernier");
        let changes = imported(&store, &file(latin_1(&text))).await;
        let problems: Vec<(&str, usize)> = changes.problems.iter().map(|(code, rows)| (*code, *rows)).collect();
        let expected = [("EJ_MISSING", 1), ("FINESS_KEY", 1), ("NAME_MISSING", 1), ("TREE_CYCLE", 1), ("TWICE", 1)];
        assert_eq!(problems, expected, "{changes}");
        assert_eq!(counts(&changes), (0, 96, 1), "the row with the wrong key is not that of number 95");
        for site in [96, 97, 98] {
            assert_eq!(known(&store, &number(site)).await.0, format!("Hôpital \"n° {site}"));
        }
    }

    async fn columns_in_another_order_are_not_believed(database: Database) {
        let (store, _) = database.open().await;
        let mut text = String::from("finess;etalab;95;2026-11-01\n");
        for site in 0..20 {
            csv_line(&mut text, "Hôpital", &number(site), &entity_of(site));
        }
        let error = compared(&store, &file(text), Mark::Real).await.expect_err("other columns");
        assert!(matches!(error, ImportError::TooManyWrong { wrong: 20, rows: 20 }), "{error}");
        for text in ["", "name;number\n", "[1, 2]", "{\"structures\": []}", "finess;etalab\n"] {
            let error = compared(&store, &file(text), Mark::Real).await.expect_err("no such file");
            assert!(
                matches!(error, ImportError::FormUnknown | ImportError::Truncated(_)),
                "{text}: {error}"
            );
        }
        assert_eq!(database.number("select count(*) from structures").await, 0);
    }

    async fn closing_tells_of_requests_under_way_and_test_numbers_are_the_demos(database: Database) {
        let portal = Portal::demo_on(database).await;
        let professional = portal.professional().await;
        portal.submitted(&professional, form()).await;
        let store = &portal.app.store;
        let mut text = String::from("finess;etalab;95;2026-11-01\n");
        csv_line(&mut text, "0B0168811", &entity_of(0), "Centre hospitalier de démonstration");
        let with_demo = compared(store, &file(&text), Mark::Demo).await.expect("a right file");
        assert_eq!(counts(&with_demo), (1, 1, 0), "{with_demo}");
        import::write(store, with_demo, start(), |_| ()).await.expect("a change");
        let without = compared(store, &file(csv_stock(4)), Mark::Demo).await.expect("a right file");
        assert_eq!((without.closed, without.open_requests), (1, 1), "{without}");
        compared(store, &file(&text), Mark::Real).await.expect_err("a demo is no real database");
    }
}

#[tokio::test]
async fn a_real_database_has_no_test_structures() {
    let database = Database::sqlite();
    let (store, _) = database.open().await;
    let mut text = String::from("finess;etalab;95;2026-11-01\n");
    for site in 0..20 {
        csv_line(&mut text, &number(site), &entity_of(site), "Hôpital");
    }
    csv_line(
        &mut text,
        "0B0168811",
        &entity_of(0),
        "Centre hospitalier de démonstration",
    );
    let changes = compared(&store, &file(&text), Mark::Real)
        .await
        .expect("a right file");
    assert_eq!(changes.problems.get("TEST_NUMBER"), Some(&1));
    assert_eq!(changes.added, 25);
}

/// How long it takes; `RPPS_TEST_SITES` asks for as many as the register has, `RPPS_TEST_FILES` keeps the files
/// instead, for the program itself to be timed.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "an option of this test alone")]
#[expect(clippy::print_stdout, reason = "the figure is what this test is for")]
async fn the_time_of_an_import_is_told() {
    let sites = std::env::var("RPPS_TEST_SITES").ok();
    let sites = sites.and_then(|sites| sites.parse().ok()).unwrap_or(2_000);
    let kept = std::env::var("RPPS_TEST_FILES").ok().map(PathBuf::from);
    let database = Database::sqlite();
    let (store, _) = database.open().await;
    let flow = json_flow(sites).to_string().into_bytes();
    for (name, bytes) in [("structures.json", flow), ("stock.csv", csv_stock(sites))] {
        if let Some(folder) = &kept {
            std::fs::write(folder.join(name), &bytes).expect("a file");
            continue;
        }
        let file = file(bytes);
        let begun = Instant::now();
        let changes = imported(&store, &file).await;
        println!("{name}, {sites} sites: {changes}in {:?}", begun.elapsed());
    }
}
