//! The project's two commands as a program: `cargo xtask serve` runs the portal from a fresh
//! clone, `cargo xtask test` runs every test there is. Both first install what is missing.
//!
//! It uses the standard library alone, so that it starts seconds after the clone.

mod arguments;

mod corpus;
mod failure;
mod package;
mod packages;
mod pages;
mod place;
mod postgres;
mod process;
mod say;
mod serve;
mod set_up;
mod size;
mod steps;
mod system;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

use crate::arguments::{HELP, Wish};
use crate::failure::Failure;
use crate::place::Place;
use crate::say::{complain, say};

fn main() -> ExitCode {
    match Wish::parse(std::env::args().skip(1)).and_then(grant) {
        Ok(code) => code,
        Err(failure) => {
            complain(format_args!("error: {failure}"));
            failure.exit_code()
        }
    }
}

fn grant(wish: Wish) -> Result<ExitCode, Failure> {
    match wish {
        Wish::Help => say(format_args!("{HELP}")),
        Wish::Serve(options) => serve::serve(&Place::find()?, &options)?,
        Wish::Test(options) => return test::test(&Place::find()?, &options),
        Wish::Package => return package::package(&Place::find()?),
        Wish::Postgres => postgres::run_until_stopped()?,
    }
    Ok(ExitCode::SUCCESS)
}
