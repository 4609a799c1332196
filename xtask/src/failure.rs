//! Why a command stops, each as one line that says what to do where something can be done.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus};

/// Why a command stops.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for something that does not exist.
    Argument { given: String },
    /// A program could not be started.
    NotStarted { command: String, source: io::Error },
    /// A program ended badly; it has said why itself.
    Failed { command: String, status: ExitStatus },
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// What a program or a file says is not what was expected of it.
    Unreadable { what: String },
    /// Something is missing that this program cannot or may not install here.
    Missing { what: &'static str, remedy: String },
    /// The private PostgreSQL did not start; it has said why itself.
    PostgresNotStarted,
    /// A program of the pages outgrew what a phone should have to load.
    TooLarge {
        program: &'static str,
        brotli: u64,
        limit: u64,
    },
}

impl Failure {
    /// 2 for a mistake on the command line, as programs do; 1 for the rest.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Argument { .. } => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument { given } => {
                write!(
                    f,
                    "`{given}` is not understood here; see `cargo xtask help`"
                )
            }
            Self::NotStarted { command, source } => write!(f, "cannot start `{command}`: {source}"),
            Self::Failed { command, status } => write!(f, "`{command}` failed ({status})"),
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Unreadable { what } => write!(f, "cannot read {what}"),
            Self::Missing { what, remedy } => write!(f, "{what} is missing: {remedy}"),
            Self::PostgresNotStarted => write!(f, "the private PostgreSQL did not start"),
            Self::TooLarge {
                program,
                brotli,
                limit,
            } => {
                write!(
                    f,
                    "the WebAssembly of `{program}` is {brotli} bytes in brotli, over the limit of {limit}"
                )
            }
        }
    }
}

impl std::error::Error for Failure {}
