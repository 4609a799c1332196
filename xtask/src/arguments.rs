//! The command line.

use crate::failure::Failure;
use crate::steps::STEPS;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask serve [--database-url URL] [--listen ADDRESS] [--no-demo] [-- OPTIONS]
    Installs what is missing, builds the portal and starts it on http://127.0.0.1:8080
    with demo data. OPTIONS are those of `rpps-plus serve`.

cargo xtask test [--only STEP]... [-- OPTIONS]
    Installs what is missing and runs every test. STEP is one of
    format, lint, rust, corpus, dependencies, build, stories; with a single STEP of
    rust or stories, OPTIONS go to `cargo test` or to Playwright.

cargo xtask package
    Builds the npm package of the rules in packages/rpps-plus-core, ready to be published.

cargo xtask postgres
    Runs a private, empty PostgreSQL until Ctrl-C and prints its URL.";

/// What the person wants.
#[derive(Debug, PartialEq)]
pub(crate) enum Wish {
    Help,
    Serve(ServeOptions),
    Test(TestOptions),
    Package,
    Postgres,
}

/// The arguments given to `rpps-plus serve`.
#[derive(Debug, PartialEq)]
pub(crate) struct ServeOptions {
    pub(crate) server_arguments: Vec<String>,
}

/// Which steps to run, none named meaning all, and what to pass to a single one.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct TestOptions {
    pub(crate) only: Vec<String>,
    pub(crate) rest: Vec<String>,
}

impl Wish {
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let command = arguments.next().unwrap_or_default();
        match command.as_str() {
            "" | "help" | "--help" | "-h" => Ok(Self::Help),
            "serve" => parse_serve(arguments),
            "test" => parse_test(arguments),
            "package" => alone(Self::Package, arguments),
            "postgres" => alone(Self::Postgres, arguments),
            _ => Err(Failure::Argument { given: command }),
        }
    }
}

/// A command that takes no options.
fn alone(wish: Wish, mut arguments: impl Iterator<Item = String>) -> Result<Wish, Failure> {
    match arguments.next() {
        None => Ok(wish),
        Some(given) => Err(Failure::Argument { given }),
    }
}

fn parse_serve(mut arguments: impl Iterator<Item = String>) -> Result<Wish, Failure> {
    let mut demo = true;
    let mut server_arguments = vec![String::from("serve")];
    while let Some(argument) = arguments.next() {
        let (name, value) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (argument.as_str(), None),
        };
        match name {
            "--help" | "-h" => return Ok(Wish::Help),
            "--" => {
                server_arguments.extend(arguments.by_ref());
            }
            "--no-demo" => demo = false,
            "--database-url" | "--listen" => {
                let Some(value) = value.or_else(|| arguments.next()) else {
                    return Err(Failure::Argument { given: argument });
                };
                server_arguments.extend([name.to_owned(), value]);
            }
            _ => return Err(Failure::Argument { given: argument }),
        }
    }
    if demo && !server_arguments.iter().any(|argument| argument == "--demo") {
        server_arguments.insert(1, String::from("--demo"));
    }
    Ok(Wish::Serve(ServeOptions { server_arguments }))
}

fn parse_test(mut arguments: impl Iterator<Item = String>) -> Result<Wish, Failure> {
    let mut options = TestOptions::default();
    while let Some(argument) = arguments.next() {
        let step = match argument.as_str() {
            "--help" | "-h" => return Ok(Wish::Help),
            "--" => {
                options.rest = arguments.by_ref().collect();
                break;
            }
            "--only" => arguments.next().unwrap_or_default(),
            _ => match argument.strip_prefix("--only=") {
                Some(step) => step.to_owned(),
                None => return Err(Failure::Argument { given: argument }),
            },
        };
        if !STEPS.iter().any(|known| known.name == step) {
            return Err(Failure::Argument {
                given: format!("--only {step}"),
            });
        }
        options.only.push(step);
    }
    let takes_more =
        matches!(options.only.as_slice(), [step] if step == "rust" || step == "stories");
    match options.rest.first() {
        Some(given) if !takes_more => Err(Failure::Argument {
            given: format!("-- {given}"),
        }),
        _ => Ok(Wish::Test(options)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Wish, Failure> {
        Wish::parse(line.split_whitespace().map(str::to_owned))
    }

    fn server_line(line: &str) -> String {
        match parse(line) {
            Ok(Wish::Serve(options)) => options.server_arguments.join(" "),
            other => panic!("not a wish to serve: {other:?}"),
        }
    }

    #[test]
    fn serve_starts_the_demo_unless_told_otherwise() {
        assert_eq!(server_line("serve"), "serve --demo");
        assert_eq!(server_line("serve --no-demo"), "serve");
    }

    #[test]
    fn serve_passes_its_options_on() {
        assert_eq!(
            server_line(
                "serve --database-url=postgres://h/db --listen 127.0.0.1:9000 -- --public-url http://localhost:9000"
            ),
            "serve --demo --database-url postgres://h/db --listen 127.0.0.1:9000 --public-url http://localhost:9000"
        );
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        assert!(parse("serve --listen").is_err());
        assert!(parse("test --only").is_err());
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(parse("sreve").is_err());
        assert!(parse("serve --dmeo").is_err());
        assert!(parse("test --only everything").is_err());
        assert!(parse("postgres now").is_err());
        assert_eq!(parse("package").unwrap(), Wish::Package);
        assert!(parse("package now").is_err());
    }

    #[test]
    fn a_single_step_takes_further_options() {
        let expected = TestOptions {
            only: vec![String::from("rust")],
            rest: vec![String::from("a_stale_change")],
        };
        assert_eq!(
            parse("test --only rust -- a_stale_change").unwrap(),
            Wish::Test(expected)
        );
        assert!(parse("test -- a_stale_change").is_err());
    }

    #[test]
    fn the_help_names_every_step() {
        for step in &STEPS {
            assert!(HELP.contains(step.name), "{} is not in the help", step.name);
        }
    }
}
