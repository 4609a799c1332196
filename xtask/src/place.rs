//! The checkout and the folders around it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::process::{cargo, read};

/// The checkout and the folders around it.
pub(crate) struct Place {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Where Cargo builds, which `CARGO_TARGET_DIR` and Cargo's configuration may move.
    pub(crate) target: PathBuf,
    /// Where tools are installed, once for all checkouts of this person.
    pub(crate) tools: PathBuf,
}

impl Place {
    pub(crate) fn find() -> Result<Self, Failure> {
        // Cargo says at each start where the package is, since a checkout may have moved.
        let package =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let package = PathBuf::from(package);
        let root = package.parent().unwrap_or(&package);
        let metadata =
            read(cargo(&["metadata", "--format-version", "1", "--no-deps"]).current_dir(root))?;
        let target =
            string_member(&metadata, "target_directory").ok_or_else(|| Failure::Unreadable {
                what: String::from("Cargo's target folder"),
            })?;
        Ok(Self {
            root: root.to_owned(),
            target: PathBuf::from(target),
            tools: cache()?.join("rpps-plus/tools"),
        })
    }

    /// The folder of the installed tools' programs.
    pub(crate) fn tool_programs(&self) -> PathBuf {
        self.tools.join("bin")
    }

    /// The server as it is run and shipped.
    pub(crate) fn server(&self) -> PathBuf {
        self.target.join("release/rpps-plus")
    }

    /// The version of a package in `Cargo.lock`.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Failure> {
        let lock = read_file(&self.root.join("Cargo.lock"))?;
        version_in_lock(&lock, package)
            .map(str::to_owned)
            .ok_or_else(|| Failure::Unreadable {
                what: format!("the version of {package} in Cargo.lock"),
            })
    }
}

/// Reads a text file.
pub(crate) fn read_file(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })
}

/// Writes a file, making its folder first.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, text))
        .map_err(|source| Failure::File {
            path: path.to_owned(),
            source,
        })
}

/// The person's cache folder, by the XDG rules: an empty or relative name counts as none.
fn cache() -> Result<PathBuf, Failure> {
    let absolute = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .ok_or_else(|| Failure::Missing {
            what: "a home folder",
            remedy: String::from("set HOME or XDG_CACHE_HOME, the tools are installed below it"),
        })
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next()
}

/// The value of a string member in JSON that Cargo prints; a path with an escape in it would be
/// cut, and no such path can be built in.
fn string_member<'json>(json: &'json str, name: &str) -> Option<&'json str> {
    let (_, after) = json.split_once(&format!("\"{name}\":\""))?;
    after.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.60\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "trunk"), None);
    }

    #[test]
    fn a_member_is_found_in_cargo_metadata() {
        let json = r#"{"packages":[],"target_directory":"/portal/target","version":1}"#;
        assert_eq!(
            string_member(json, "target_directory"),
            Some("/portal/target")
        );
    }
}
