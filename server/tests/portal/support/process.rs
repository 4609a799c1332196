//! The program itself, in a process of its own.

use std::fs::File;
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use tempfile::TempDir;

use super::browser::Browser;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rpps-plus");
const PATIENCE: Duration = Duration::from_secs(60);

/// A portal that can be killed.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    pub(crate) origin: String,
    listen: String,
    folder: TempDir,
}

impl Process {
    /// Starts `serve --demo` over a database, and waits until it answers.
    pub(crate) async fn start(database_url: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let listen = free_address();
        let process = Self {
            child: spawn(&folder, &listen, database_url),
            origin: format!("http://{listen}"),
            listen,
            folder,
        };
        process.is_ready().await;
        process
    }

    /// Starts it again where it was.
    pub(crate) async fn restart(&mut self, database_url: &str) {
        self.child = spawn(&self.folder, &self.listen, database_url);
        self.is_ready().await;
    }

    async fn is_ready(&self) {
        let began = Instant::now();
        let mut browser = Browser::at(&self.origin);
        while browser.get("/health/ready").await.status != StatusCode::OK {
            assert!(
                began.elapsed() < PATIENCE,
                "the program does not answer: {}",
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// As `kill -9` does: no last word, no tidying up.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("a process to kill");
        self.child.wait().expect("its end");
    }

    /// What it wrote to its standard error so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).expect("the log")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(folder: &TempDir, listen: &str, database_url: &str) -> Child {
    let log = folder.path().join("log");
    let log = File::options().create(true).append(true).open(log);
    let options = [
        "serve",
        "--demo",
        "--listen",
        listen,
        "--database-url",
        database_url,
    ];
    let mut command = command(&options);
    command.stderr(log.expect("a file"));
    command.spawn().expect("the program starts")
}

/// The program with these arguments and nothing of our own surroundings.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// Runs the program to its end, which must come by itself.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut command = command(arguments);
    command
        .stdout(Stdio::piped())
        .output()
        .expect("the program starts")
}

/// An address that nobody listens on.
pub(crate) fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}
