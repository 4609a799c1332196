//! A private PostgreSQL: fresh, in a temporary folder, on a free port of this machine alone, gone
//! when the program that started it is gone.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::failure::Failure;
use crate::process::{answer, find, not_started};
use crate::say::{Progress, Step, say};
use crate::system;

/// Starts the server and stops it when its standard input closes.
const KEEPER: &str = include_str!("postgres.sh");

/// A running PostgreSQL, stopped and removed when dropped.
pub(crate) struct Postgres {
    keeper: Child,
    port: u16,
}

impl Postgres {
    pub(crate) fn start() -> Result<Self, Failure> {
        let programs = programs().ok_or_else(|| Failure::Missing {
            what: "PostgreSQL",
            remedy: String::from("its programs are neither in /usr/lib/postgresql nor in PATH"),
        })?;
        let port = free_port()?;
        let mut command = shell()?;
        command
            .args(["-c", KEEPER, "postgres"])
            .arg(programs)
            .arg(port.to_string())
            .current_dir("/")
            // Ctrl-C reaches all programs of a terminal's foreground group. This one must outlive
            // the others by a moment, to clean up behind them.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut keeper = command
            .spawn()
            .map_err(|source| not_started(&command, source))?;
        let mut line = String::new();
        if let Some(stdout) = keeper.stdout.take() {
            // An error reads as silence, and silence as a server that did not start.
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let postgres = Self { keeper, port };
        if line.trim() == "ready" {
            Ok(postgres)
        } else {
            Err(Failure::PostgresNotStarted)
        }
    }

    /// The address of its first, empty database, as the owner of everything in it.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // The folder is removed by the time the keeper ends; its own failure changes nothing here.
        let _ = self.keeper.wait();
    }
}

/// `cargo xtask postgres`: runs one until this program is stopped.
pub(crate) fn run_until_stopped() -> Result<(), Failure> {
    if programs().is_none() {
        install(&Progress::of(1).step("PostgreSQL"))?;
    }
    let postgres = Postgres::start()?;
    say(format_args!("{}", postgres.url()));
    loop {
        thread::park();
    }
}

/// Finds PostgreSQL, or installs it.
pub(crate) fn install(step: &Step) -> Result<(), Failure> {
    match programs() {
        Some(folder) => {
            step.is(&format!("present ({})", folder.display()));
            Ok(())
        }
        None => system::install(step, "PostgreSQL", &["postgresql"]),
    }
}

/// The folder of PostgreSQL's programs: Debian keeps those that run a server out of `PATH`, one
/// folder a version.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| find("initdb")?.parent().map(PathBuf::from))
}

/// The shell that keeps the server, as a person whom PostgreSQL accepts: never the administrator.
fn shell() -> Result<Command, Failure> {
    if !system::is_root() {
        return Ok(Command::new("sh"));
    }
    if answer(Command::new("id").args(["-u", "postgres"])).is_none() {
        return Err(Failure::Missing {
            what: "the user postgres",
            remedy: String::from(
                "PostgreSQL refuses to run as root; create that user or run as another",
            ),
        });
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--", "sh"]);
    // The administrator's temporary folder may be closed to others.
    command.env_remove("TMPDIR");
    Ok(command)
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|source| Failure::File {
            path: PathBuf::from("127.0.0.1"),
            source,
        })
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_private_server_accepts_connections_until_it_is_dropped() {
        if programs().is_none() && std::env::var_os("CI").is_none() {
            return;
        }
        let postgres = Postgres::start().unwrap();
        let address = (Ipv4Addr::LOCALHOST, postgres.port);
        assert!(TcpStream::connect(address).is_ok());
        drop(postgres);
        assert!(TcpStream::connect(address).is_err());
    }
}
