//! An import runs beside a portal that is open, and a page that is watched goes on hearing of its request.
//!
//! With `RPPS_MEASURE_SITES=100000` it is a measurement as well: time and peak memory of each import are printed, never
//! asserted.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::generate::{csv_line, entity_of, json_flow, latin_1, number};
use crate::support::browser::Browser;
use crate::support::database::Database;
use crate::support::form::form;
use crate::support::on_both;
use crate::support::people::{Person, Request};
use crate::support::process::{Process, command};
use crate::support::say;
use crate::support::sign_in::{FRANCE_CONNECT, PRO_SANTE_CONNECT, sign_in};
use crate::support::socket::Socket;

/// One row in so many is wrong.
const ONE_WRONG_IN: u32 = 100;

#[expect(clippy::disallowed_methods, reason = "an option of this test alone")]
fn sites() -> u32 {
    let asked = std::env::var("RPPS_MEASURE_SITES").ok();
    asked.and_then(|sites| sites.parse().ok()).unwrap_or(400)
}

/// A right number with another key.
fn wrong(number: &str) -> String {
    let (stem, key) = number.split_at(number.len() - 1);
    let key: u32 = key.parse().expect("a digit");
    format!("{stem}{}", (key + 1) % 10)
}

fn flow(sites: u32) -> String {
    let mut flow = json_flow(sites);
    for entity in flow["pmej"].as_array_mut().expect("entities") {
        for site in entity["ege"].as_array_mut().expect("sites") {
            let about = &mut site["informationsGeneralesEGE"];
            let order: u32 = about["egeId"]
                .as_str()
                .and_then(|id| id.parse().ok())
                .expect("an order");
            if order.is_multiple_of(ONE_WRONG_IN) {
                about["numFinessEge"] = json!(wrong(&number(order)));
            }
        }
    }
    flow.to_string()
}

fn stock(sites: u32) -> Vec<u8> {
    let mut text = String::from("finess;etalab;95;2026-11-01\n");
    for order in 0..sites {
        let number = number(order);
        let is_wrong = order.is_multiple_of(ONE_WRONG_IN);
        let number = if is_wrong { wrong(&number) } else { number };
        let mut name = String::from("Hôpital \"n° ");
        let _ = write!(name, "{order}");
        csv_line(&mut text, &number, &entity_of(order), &name);
    }
    latin_1(&text)
}

async fn person(process: &Process, door: &str, login: &str) -> Person {
    let mut person = Person {
        browser: Browser::at(&process.origin),
    };
    sign_in(&mut person.browser, door, login).await;
    person
}

/// A request that waits, watched by its author, and a manager who takes it and puts it back.
struct Watched {
    socket: Socket,
    manager: Person,
    request: Request,
    /// How soon each change was heard of.
    delays: Vec<Duration>,
}

impl Watched {
    async fn begin(process: &Process) -> Self {
        let author = person(process, FRANCE_CONNECT, "test").await;
        let request = author.file(form()).await.request();
        let mut socket = Socket::open(&author).await;
        socket
            .subscribe("1", "requestChanged", &json!({ "id": request.id }))
            .await;
        socket.value().await;
        Self {
            socket,
            manager: person(process, PRO_SANTE_CONNECT, "30B0168811/CPET00001").await,
            request,
            delays: Vec::new(),
        }
    }

    async fn turn(&mut self) {
        for change in ["claimRequest", "releaseRequest"] {
            let began = Instant::now();
            let done = self
                .manager
                .change(
                    change,
                    self.request.input(Value::Object(serde_json::Map::new())),
                )
                .await;
            self.request = done.request();
            self.socket.value().await;
            self.delays.push(began.elapsed());
        }
    }
}

/// The most memory that a process has had so far, in kilobytes.
fn peak(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

async fn imported(watched: &mut Watched, database: &Database, file: &Path) {
    let (url, path) = (database.url(), file.display().to_string());
    let arguments = [
        "import",
        "finess",
        &path,
        "--database-url",
        &url,
        "--demo",
        "--yes",
    ];
    let began = Instant::now();
    let mut child = command(&arguments).spawn().expect("the program starts");
    let mut most = 0;
    watched.delays.clear();
    let status = loop {
        most = most.max(peak(&child).unwrap_or_default());
        watched.turn().await;
        if let Some(status) = child.try_wait().expect("its state") {
            break status;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert!(status.success(), "the import ends well");
    watched.delays.sort_unstable();
    let (count, longest) = (
        watched.delays.len(),
        watched.delays.last().expect("a change"),
    );
    let median = watched.delays[count / 2];
    say(format_args!(
        "{} sites from {}: {:?}, at most {} MB; {count} changes heard meanwhile, p50 {median:?}, longest {longest:?}",
        sites(),
        file.extension()
            .and_then(|form| form.to_str())
            .unwrap_or_default(),
        began.elapsed(),
        most / 1024,
    ));
}

on_both! {
    async fn a_watched_request_is_heard_of_while_the_register_is_loaded(database: Database) {
        let folder = tempfile::tempdir().expect("a folder");
        let (json, csv) = (folder.path().join("flow.json"), folder.path().join("stock.csv"));
        std::fs::write(&json, flow(sites())).expect("a file");
        std::fs::write(&csv, stock(sites())).expect("a file");
        let mut process = Process::start(&database.url()).await;
        let mut watched = Watched::begin(&process).await;
        for file in [&json, &json, &csv, &csv] {
            imported(&mut watched, &database, file).await;
        }
        let loaded = database.number("select count(*) from structures where name like 'H_pital%'").await;
        assert_eq!(loaded, i64::from(sites() - sites() / ONE_WRONG_IN));
        process.kill();
    }
}
