//! A start that cannot be: one clear line, a code that is not zero, and nothing changed.

use std::net::TcpListener;
use std::process::Output;

use shared::rpps::RppsNumber;

use crate::support::database::Database;
use crate::support::on_both;
use crate::support::process::{Process, free_address, run};

fn serve(database_url: &str, more: &[&str]) -> Output {
    let listen = free_address();
    let mut arguments = vec!["serve", "--database-url", database_url];
    if !more.contains(&"--listen") {
        arguments.extend(["--listen", &listen]);
    }
    arguments.extend(more);
    run(&arguments)
}

/// The one line that it said, of a program that did not start.
#[track_caller]
fn line(output: &Output) -> String {
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr.clone()).expect("text");
    let lines: Vec<&str> = said.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 1, "{said}");
    lines[0].to_owned()
}

#[test]
fn a_port_that_is_taken_is_named_and_the_database_is_left_alone() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}/portal.db", folder.path().display());
    let said = line(&serve(&url, &["--listen", &address]));
    assert!(
        said.starts_with(&format!(
            "rpps-plus: the address {address} cannot be listened on"
        )),
        "{said}"
    );
    assert!(
        std::fs::read_dir(folder.path())
            .expect("a folder")
            .next()
            .is_none()
    );
}

#[test]
fn a_file_that_cannot_be_written_is_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    // A folder is no file, whoever asks.
    let said = line(&serve(&format!("sqlite:{}", folder.path().display()), &[]));
    assert!(
        said.starts_with("rpps-plus: the database cannot be opened"),
        "{said}"
    );
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("a file");
    let said = line(&serve(&format!("sqlite:{}/portal.db", file.display()), &[]));
    assert!(
        said.starts_with("rpps-plus: the folder of the database cannot be made"),
        "{said}"
    );
    let said = line(&serve("mysql://localhost/portal", &[]));
    assert!(said.contains("sqlite:FILE or postgres://"), "{said}");
    let nobody = free_address();
    let said = line(&serve(
        &format!("postgres://nobody:a-password@{nobody}/portal"),
        &[],
    ));
    assert!(
        said.starts_with("rpps-plus: the database cannot be opened"),
        "{said}"
    );
    assert!(!said.contains("a-password"), "{said}");
}

on_both! {
    async fn a_database_of_a_newer_version_is_left_alone(database: Database) {
        drop(database.open().await);
        let future = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
            values (9999, 'from the future', true, '', 0)";
        database.run(future).await;
        let said = line(&serve(&database.url(), &[]));
        assert_eq!(said, "rpps-plus: the database was made by a newer version of the portal (migration 9999)");
    }

    async fn demo_data_is_not_opened_without_the_demo_nor_the_reverse(database: Database) {
        drop(Process::start(&database.url()).await);
        let said = line(&serve(&database.url(), &[]));
        assert!(said.starts_with("rpps-plus: this database holds demo data: start with --demo"), "{said}");
        let other = if database.is_postgres() { Database::postgres().await } else { Database::sqlite() };
        let (store, _) = other.open().await;
        let mut tx = store.write().await.expect("a transaction");
        tx.mark(server::store::Mark::Real).await.expect("a mark");
        tx.commit().await.expect("a commit");
        store.close().await;
        let said = line(&serve(&other.url(), &["--demo"]));
        assert!(said.starts_with("rpps-plus: this database holds real data: start without --demo"), "{said}");
    }
}

#[test]
fn options_that_would_be_unsafe_together_are_refused() {
    let database = Database::sqlite();
    let number = |order| RppsNumber::from_order(order).expect("a number");
    let test = format!("{}-{}", number(9_975_000_000), number(9_975_000_009));
    let real = format!("{}-{}", number(1_020_000_000), number(1_020_000_009));
    let across = format!("{}-{}", number(9_969_999_999), number(9_970_000_009));
    for (options, words) in [
        (
            vec!["--public-url", "http://rpps.example"],
            "--public-url must be https",
        ),
        (
            vec!["--demo", "--public-url", "https://rpps.example"],
            "--demo is for this machine alone",
        ),
        (
            vec![
                "--demo",
                "--listen",
                "0.0.0.0:0",
                "--public-url",
                "http://127.0.0.1:1",
            ],
            "--demo is for this machine alone",
        ),
        (vec!["--smtp-url", "http://mail.example"], "--smtp-url"),
        (vec!["--number-range", &test], "--number-range"),
        (vec!["--number-range", &across], "--number-range"),
        (vec!["--demo", "--number-range", &real], "--number-range"),
    ] {
        let said = line(&serve(&database.url(), &options));
        assert!(
            said.starts_with("rpps-plus: ") && said.contains(words),
            "{options:?}: {said}"
        );
    }
}

#[test]
fn an_option_that_is_wrong_is_named_in_one_line() {
    let number = |order| RppsNumber::from_order(order).expect("a number");
    let backwards = format!("{}-{}", number(1_020_000_001), number(1_020_000_000));
    for (options, words) in [
        (vec!["--nothing"], "unexpected argument '--nothing'"),
        (
            vec!["--listen", "here"],
            "invalid value 'here' for '--listen",
        ),
        (
            vec!["--public-url", "here"],
            "invalid value 'here' for '--public-url",
        ),
        (
            vec!["--number-range", "1-2"],
            "invalid value '1-2' for '--number-range",
        ),
        (
            vec!["--number-range", &backwards],
            "the first number comes after the last",
        ),
        (vec!["nothing"], "unexpected argument 'nothing'"),
        (
            vec!["--trusted-proxies", "everybody"],
            "invalid value 'everybody' for '--trusted-proxies",
        ),
    ] {
        let mut arguments = vec!["serve"];
        arguments.extend(options);
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = line(&output);
        assert!(
            said.starts_with("rpps-plus: ") && said.contains(words),
            "{said}"
        );
    }
}

#[test]
fn the_program_prints_its_schema_and_migrates_without_serving() {
    let schema = run(&["schema"]);
    assert!(schema.status.success());
    assert_eq!(
        String::from_utf8(schema.stdout).expect("text"),
        server::graphql::sdl()
    );
    let database = Database::sqlite();
    assert!(
        run(&["migrate", "--database-url", &database.url()])
            .status
            .success()
    );
    assert!(
        run(&["migrate", "--database-url", &database.url()])
            .status
            .success(),
        "a second time changes nothing"
    );
    for arguments in [
        ["--help"].as_slice(),
        &["serve", "--help"],
        &["migrate", "--help"],
        &["schema", "--help"],
        &["seed", "--help"],
        &["import", "finess", "--help"],
        &["backup", "--help"],
        &["restore", "--help"],
    ] {
        assert!(run(arguments).status.success(), "{arguments:?}");
    }
}

#[test]
fn the_program_keeps_everything_in_a_file_and_takes_it_back() {
    let (one, other) = (Database::sqlite(), Database::sqlite());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("portal.backup").display().to_string();
    let seeded = [
        "seed",
        "--structures",
        "3",
        "--requests",
        "9",
        "--database-url",
    ];
    assert!(run(&[&seeded[..], &[&one.url()]].concat()).status.success());
    let backup = ["backup", &file, "--database-url", &one.url()];
    assert!(run(&backup).status.success());
    let said = line(&run(&backup));
    assert!(
        said.contains("exists"),
        "what is kept is not written over: {said}"
    );
    let restore = ["restore", &file, "--database-url", &other.url()];
    assert!(run(&restore).status.success());
    let said = line(&run(&restore));
    assert!(said.starts_with("rpps-plus: NOT_EMPTY"), "{said}");
    let said = line(&run(&[
        "restore",
        "nowhere",
        "--database-url",
        &other.url(),
    ]));
    assert!(said.starts_with("rpps-plus: "), "{said}");
    let said = line(&run(&[
        "import",
        "finess",
        "nowhere",
        "--database-url",
        &other.url(),
    ]));
    assert!(said.starts_with("rpps-plus: the file nowhere: "), "{said}");
}
