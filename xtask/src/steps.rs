//! The steps of `cargo xtask test`, from the cheapest to the dearest.

use std::process::Command;

use crate::corpus;
use crate::failure::Failure;
use crate::place::Place;
use crate::postgres::Postgres;
use crate::process::{cargo, run, run_counting};
use crate::say::{Progress, say};
use crate::serve;
use crate::set_up::{Need, chromium};
use crate::size::Size;
use crate::tally::Tally;

/// One step of the tests.
pub(crate) struct TestStep {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    pub(crate) proves: &'static str,
    pub(crate) needs: &'static [Need],
    pub(crate) run: fn(&Bench, &mut Tally) -> Result<(), Failure>,
}

/// What the steps work with.
pub(crate) struct Bench<'a> {
    pub(crate) place: &'a Place,
    pub(crate) postgres: Option<Postgres>,
    /// Options for the one step that was asked for.
    pub(crate) rest: &'a [String],
}

pub(crate) const STEPS: [TestStep; 7] = [
    TestStep {
        name: "format",
        proves: "the code is formatted",
        needs: &[Need::Components],
        run: format,
    },
    TestStep {
        name: "lint",
        proves: "clippy has nothing to say, natively and for the browser",
        needs: &[Need::Components, Need::WasmTarget],
        run: lint,
    },
    TestStep {
        name: "rust",
        proves: "rules, stores, API and sign-in do what they should",
        needs: &[Need::Postgres],
        run: rust,
    },
    TestStep {
        name: "corpus",
        proves: "the rules find the same natively, in WebAssembly and through the npm package",
        needs: &[Need::WasmTarget, Need::WasmBindgen, Need::Node],
        run: corpus::compare,
    },
    TestStep {
        name: "dependencies",
        proves: "licences and sources of the dependencies are allowed",
        needs: &[Need::CargoDeny],
        run: dependencies,
    },
    TestStep {
        name: "build",
        proves: "pages and server build, and the pages are small",
        needs: &[
            Need::WasmTarget,
            Need::Trunk,
            Need::WasmBindgen,
            Need::Node,
            Need::PagesPackages,
        ],
        run: build,
    },
    TestStep {
        name: "stories",
        proves: "people reach their goal in a browser",
        needs: &[
            Need::WasmTarget,
            Need::Trunk,
            Need::WasmBindgen,
            Need::Node,
            Need::PagesPackages,
            Need::StoriesPackages,
            Need::Chromium,
            Need::Postgres,
        ],
        run: stories,
    },
];

/// The target that the browser runs.
const WASM: &str = "wasm32-unknown-unknown";

fn format(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    run(cargo(&["fmt", "--all", "--check"]).current_dir(&bench.place.root))
}

fn lint(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    let native: &[&str] = &["--all-targets", "--workspace", "--exclude", "frontend"];
    let browser: &[&str] = &["--all-targets", "--package", "frontend", "--target", WASM];
    let rules: &[&str] = &[
        "--lib",
        "--package",
        "shared",
        "--features",
        "wasm,package",
        "--target",
        WASM,
    ];
    for packages in [native, browser, rules] {
        let mut command = cargo(&["clippy", "--locked"]);
        command.args(packages).args(["--", "--deny", "warnings"]);
        run(command.current_dir(&bench.place.root))?;
    }
    Ok(())
}

fn rust(bench: &Bench, tally: &mut Tally) -> Result<(), Failure> {
    let mut command = cargo(&["test", "--locked"]);
    command.args(bench.rest).current_dir(&bench.place.root);
    run_counting(bench.with_postgres(&mut command), tally)
}

fn dependencies(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    let cargo_deny = bench.place.tool_programs().join("cargo-deny");
    run(Command::new(cargo_deny)
        .args([
            "--locked",
            "check",
            "--hide-inclusion-graph",
            "bans",
            "licenses",
            "sources",
        ])
        .current_dir(&bench.place.root))
}

fn build(bench: &Bench, _: &mut Tally) -> Result<(), Failure> {
    serve::build(bench.place, &mut Progress::of(2))?;
    let sizes = Size::of_programs(&bench.place.root.join("dist"))?;
    for size in &sizes {
        say(format_args!("{size}"));
    }
    sizes.iter().try_for_each(Size::check)
}

/// The stories run against the release build: it is the one that is shipped, `serve` needs it as
/// well, and the times that the stories print are then true.
fn stories(bench: &Bench, tally: &mut Tally) -> Result<(), Failure> {
    serve::build(bench.place, &mut Progress::of(2))?;
    let folder = bench.place.root.join("e2e");
    let programs = folder.join("node_modules/.bin");
    // Playwright runs TypeScript without looking at its types.
    run(Command::new(programs.join("tsc"))
        .arg("--noEmit")
        .current_dir(&folder))?;
    let mut command = Command::new(programs.join("playwright"));
    command
        .arg("test")
        .args(bench.rest)
        .current_dir(&folder)
        .env("RPPS_PLUS_BIN", bench.place.server())
        // The tests are counted in what is printed, which colours would disguise.
        .env_remove("FORCE_COLOR");
    if let Some(path) = chromium() {
        command.env("RPPS_CHROMIUM", path);
    }
    run_counting(bench.with_postgres(&mut command), tally)
}

impl Bench<'_> {
    fn with_postgres<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        if let Some(postgres) = &self.postgres {
            command.env("RPPS_TEST_POSTGRES_URL", postgres.url());
        }
        command
    }
}
