//! `cargo xtask test`: every test there is, stopping at the first step that fails.

use std::process::ExitCode;
use std::time::Instant;

use crate::arguments::TestOptions;
use crate::failure::Failure;
use crate::place::Place;
use crate::postgres::Postgres;
use crate::say::{Progress, Time, say};
use crate::set_up::{Need, set_up};
use crate::steps::{Bench, STEPS, TestStep};
use crate::tally::Tally;

/// Runs the steps asked for and prints how each went.
pub(crate) fn test(place: &Place, options: &TestOptions) -> Result<ExitCode, Failure> {
    let began = Instant::now();
    let steps: Vec<&TestStep> = STEPS
        .iter()
        .filter(|step| options.only.is_empty() || options.only.iter().any(|name| name == step.name))
        .collect();

    let needs = needs(&steps);
    set_up(place, &needs, &mut Progress::of(needs.len()))?;
    let postgres = needs
        .contains(&Need::Postgres)
        .then(Postgres::start)
        .transpose()?;
    let bench = Bench {
        place,
        postgres,
        rest: &options.rest,
    };

    let mut table = Table::default();
    let mut total = Tally::default();
    for step in steps {
        if total.failed > 0 {
            table.add(step.name, "not run", String::new(), String::new());
            continue;
        }
        say(format_args!("\n== {}: {}", step.name, step.proves));
        let began = Instant::now();
        let mut tally = Tally::default();
        let outcome = (step.run)(&bench, &mut tally);
        if let Err(failure) = &outcome {
            say(format_args!("error: {failure}"));
            say(format_args!(
                "`cargo xtask test --only {}` repeats this step",
                step.name
            ));
        }
        let tests = if tally == Tally::default() {
            String::new()
        } else {
            tally.to_string()
        };
        let result = if outcome.is_ok() { "passed" } else { "failed" };
        table.add(step.name, result, Time(began.elapsed()).to_string(), tests);
        total.add(tally.with_outcome(outcome.is_ok()));
    }
    drop(bench);

    table.print();
    say(format_args!("\nIn {}:", Time(began.elapsed())));
    say(format_args!("{total}"));
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What the steps need together, each once, in the order of installation.
fn needs(steps: &[&TestStep]) -> Vec<Need> {
    let mut needs: Vec<Need> = steps.iter().flat_map(|step| step.needs).copied().collect();
    needs.sort_unstable();
    needs.dedup();
    needs
}

/// How each step went.
#[derive(Default)]
struct Table {
    rows: Vec<[String; 4]>,
}

impl Table {
    fn add(&mut self, step: &str, result: &str, time: String, tests: String) {
        self.rows
            .push([step.to_owned(), result.to_owned(), time, tests]);
    }

    fn print(&self) {
        say(format_args!(
            "\n{:<14}{:<9}{:>13}  tests",
            "step", "result", "time"
        ));
        for [step, result, time, tests] in &self.rows {
            say(format_args!("{step:<14}{result:<9}{time:>13}  {tests}"));
        }
    }
}
