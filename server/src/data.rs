//! The commands that fill a database and empty it into a file: `seed`, `import`, `backup`, `restore`.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use indicatif::{ProgressBar, ProgressStyle};
use server::clock::Clock;
use server::config::{BackupFile, Database, ImportFile, ImportTable, Seed};
use server::import::{self, ImportError, reference, representatives, rules, sectors};
use server::live::Live;
use server::reference::Kind;
use server::rules::RuleBook;
use server::seed;
use server::sessions::SessionCache;
use server::store::{Mark, OpenError, Store};
use shared::rule_set::RuleSet;

use crate::Failure;

async fn open(database: &Database) -> Result<Store, OpenError> {
    Store::open(&database.database_url, Live::new(SessionCache::default())).await
}

/// A bar on a terminal, nothing elsewhere.
fn bar(length: u64, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>12} {wide_bar} {percent:>3} %  {eta} left");
    let bar = ProgressBar::new(length).with_message(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn of_file(path: &Path, error: std::io::Error) -> Failure {
    Failure::File(path.to_owned(), error)
}

fn say(text: &str) -> Result<(), Failure> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

pub(super) async fn seed(options: &Seed) -> Result<(), Failure> {
    let store = open(&options.database).await?;
    let plan = seed::Plan {
        structures: options.structures,
        requests: options.requests,
        random_seed: options.random_seed,
    };
    let bar = bar(
        u64::from(plan.structures) + u64::from(plan.requests),
        "writing",
    );
    let done = seed::seed(&store, Clock::default().now(), plan, |rows| {
        bar.set_position(u64::from(rows));
    });
    done.await?;
    bar.finish_and_clear();
    store.close().await;
    say(&format!(
        "{} structures and {} requests are there\n",
        plan.structures, plan.requests
    ))
}

pub(super) async fn import_finess(options: &ImportFile) -> Result<(), Failure> {
    let mark = if options.demo { Mark::Demo } else { Mark::Real };
    let size = std::fs::metadata(&options.file)
        .map_err(|error| of_file(&options.file, error))?
        .len();
    let reading = bar(size, "reading");
    let extraction = import::read_finess(&options.file, |bytes| reading.set_position(bytes))?;
    reading.finish_and_clear();
    let store = open(&options.database).await?;
    let changes = import::compare(&store, extraction, mark, options.allow_closing).await?;
    say(&changes.to_string())?;
    if changes.is_empty() || options.dry_run || !(options.yes || agreed()?) {
        store.close().await;
        return say("nothing was changed\n");
    }
    let rows = changes.len();
    let writing = bar(rows as u64, "writing");
    let now = Clock::default().now();
    import::write(&store, changes, now, |rows| {
        writing.set_position(rows as u64);
    })
    .await?;
    writing.finish_and_clear();
    store.close().await;
    say(&format!("{rows} structures were changed\n"))
}

pub(super) async fn import_representatives(options: &ImportFile) -> Result<(), Failure> {
    let mark = if options.demo { Mark::Demo } else { Mark::Real };
    let file = representatives::read(&options.file)?;
    let store = open(&options.database).await?;
    let clock = Clock::default();
    let mandates = representatives::compare(&store, file, mark, clock.today()).await?;
    say(&mandates.to_string())?;
    if mandates.is_empty() || options.dry_run || !(options.yes || agreed()?) {
        store.close().await;
        return say("nothing was changed\n");
    }
    let rows = mandates.len();
    let bodies = store
        .read()
        .await
        .map_err(ImportError::from)?
        .rule_sets()
        .await;
    let bodies = bodies.map_err(ImportError::from)?;
    let rule_sets: Result<Vec<RuleSet>, _> =
        bodies.iter().map(|body| RuleSet::parse(body)).collect();
    let rules = match rule_sets.map_err(|_| ImportError::Unreadable("a rule set".to_owned()))? {
        none if none.is_empty() => Arc::new(RuleSet::built_in().clone()),
        known => RuleBook::new(known).on(clock.today()),
    };
    representatives::write(&store, mandates, &rules, clock.now()).await?;
    store.close().await;
    say(&format!("{rows} mandates were recorded\n"))
}

pub(super) async fn import_rules(options: &ImportFile) -> Result<(), Failure> {
    let mark = if options.demo { Mark::Demo } else { Mark::Real };
    let rule_set = rules::read(&options.file)?;
    let store = open(&options.database).await?;
    let now = Clock::default().now();
    let draft = rules::compare(&store, rule_set, mark, now).await?;
    keep_draft(store, options, draft, now).await
}

/// The mapping of sectors is a part of the rules, so that a verdict names what it was made by.
pub(super) async fn import_sectors(options: &ImportTable) -> Result<(), Failure> {
    let ImportTable {
        import: options,
        from,
    } = options;
    let mark = if options.demo { Mark::Demo } else { Mark::Real };
    let ranges = sectors::read(&options.file)?;
    let store = open(&options.database).await?;
    let now = Clock::default().now();
    let draft = sectors::compare(&store, &ranges, mark, *from, now).await?;
    keep_draft(store, options, draft, now).await
}

async fn keep_draft(
    store: Store,
    options: &ImportFile,
    draft: rules::NewDraft,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    say(&draft.to_string())?;
    if draft.is_empty() || options.dry_run || !(options.yes || agreed()?) {
        store.close().await;
        return say("nothing was changed\n");
    }
    rules::write(&store, draft, now).await?;
    store.close().await;
    say("the draft is there: an agent simulates and schedules it\n")
}

pub(super) async fn import_table(kind: Kind, options: &ImportTable) -> Result<(), Failure> {
    let ImportTable {
        import: options,
        from,
    } = options;
    let mark = if options.demo { Mark::Demo } else { Mark::Real };
    let effect = reference::Effect {
        from: *from,
        allow_ending: options.allow_closing,
    };
    let table = reference::read(kind, &options.file)?;
    let store = open(&options.database).await?;
    let now = Clock::default().now();
    let new = reference::compare(&store, table, mark, effect, now).await?;
    say(&new.to_string())?;
    if new.is_empty() || options.dry_run || !(options.yes || agreed()?) {
        store.close().await;
        return say("nothing was changed\n");
    }
    reference::write(&store, new, now).await?;
    store.close().await;
    say(&match from {
        Some(day) => format!("the table holds from {day} on\n"),
        None => "the draft is there: an agent schedules it\n".to_owned(),
    })
}

/// Asks at a terminal; where nobody can answer, `--yes` has to be said.
fn agreed() -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        say("say --yes to make these changes\n")?;
        return Ok(false);
    }
    say("Make these changes? [y/N] ")?;
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

pub(super) async fn backup(options: &BackupFile) -> Result<(), Failure> {
    if options.file.exists() {
        return Err(of_file(&options.file, ErrorKind::AlreadyExists.into()));
    }
    let store = open(&options.database).await?;
    // Under another name until it is whole and on the disk.
    let mut partial = options.file.clone().into_os_string();
    partial.push(".partial");
    let written = write_backup(&store, Path::new(&partial)).await;
    let rows = match written {
        Ok(rows) => rows,
        Err(failure) => {
            // Half a backup is none; when it cannot be removed either, its name says what it is.
            let _ = std::fs::remove_file(&partial);
            return Err(failure);
        }
    };
    std::fs::rename(&partial, &options.file).map_err(|error| of_file(&options.file, error))?;
    store.close().await;
    say(&format!("{rows} rows are kept\n"))
}

/// Everything that is personal is in it: it is its owner's alone.
async fn write_backup(store: &Store, path: &Path) -> Result<u64, Failure> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let file = file.open(path).map_err(|error| of_file(path, error))?;
    let mut packed = GzEncoder::new(BufWriter::new(file), Compression::default());
    let rows = store.backup(&mut packed).await?;
    let file = packed
        .finish()?
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(rows)
}

pub(super) async fn restore(options: &BackupFile) -> Result<(), Failure> {
    let file = File::open(&options.file).map_err(|error| of_file(&options.file, error))?;
    let store = open(&options.database).await?;
    let rows = store
        .restore(BufReader::new(MultiGzDecoder::new(file)))
        .await?;
    store.close().await;
    say(&format!("{rows} rows are back\n"))
}
