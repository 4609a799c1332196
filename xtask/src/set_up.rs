//! What must be on the machine before something can be built or tested.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::packages;
use crate::place::Place;
use crate::postgres;
use crate::process::find;
use crate::say::{Progress, Step};
use crate::system;
use crate::tools::{self, Tool};

/// Something that a step needs on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    Components,
    WasmTarget,
    Trunk,
    WasmBindgen,
    CargoDeny,
    Node,
    PagesPackages,
    StoriesPackages,
    Chromium,
    Postgres,
}

/// What building the portal needs.
pub(crate) const TO_BUILD: &[Need] = &[
    Need::WasmTarget,
    Need::Trunk,
    Need::WasmBindgen,
    Need::Node,
    Need::PagesPackages,
];

/// Installs what is missing, saying for each need how it stands.
pub(crate) fn set_up(
    place: &Place,
    needs: &[Need],
    progress: &mut Progress,
) -> Result<(), Failure> {
    for need in needs {
        need.meet(place, progress)?;
    }
    tools::tidy(place);
    Ok(())
}

/// The browser that the stories run in.
pub(crate) fn chromium() -> Option<PathBuf> {
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ]
    .into_iter()
    .find_map(find)
}

impl Need {
    fn meet(self, place: &Place, progress: &mut Progress) -> Result<(), Failure> {
        match self {
            Self::Components => tools::install_components(&progress.step("rustfmt and clippy")),
            Self::WasmTarget => {
                tools::install_wasm_target(&progress.step("wasm32-unknown-unknown"))
            }
            Self::Trunk => install(&Tool::trunk(), place, progress),
            Self::WasmBindgen => install(&Tool::wasm_bindgen(place)?, place, progress),
            Self::CargoDeny => install(&Tool::cargo_deny(), place, progress),
            Self::Node => packages::install_node(&progress.step("Node.js")),
            Self::PagesPackages => packages::install(
                &progress.step("npm packages of the pages"),
                &place.root.join("frontend"),
            ),
            Self::StoriesPackages => packages::install(
                &progress.step("npm packages of the stories"),
                &place.root.join("e2e"),
            ),
            Self::Chromium => install_chromium(&progress.step("Chromium")),
            Self::Postgres => postgres::install(&progress.step("PostgreSQL")),
        }
    }
}

fn install_chromium(step: &Step) -> Result<(), Failure> {
    match chromium() {
        Some(path) => {
            step.is(&format!("present ({})", path.display()));
            Ok(())
        }
        None => system::install(step, "Chromium", &["chromium"]),
    }
}

fn install(tool: &Tool, place: &Place, progress: &mut Progress) -> Result<(), Failure> {
    tool.install(place, &progress.step(tool.name()))
}
