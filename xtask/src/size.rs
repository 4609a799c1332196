//! How large the WebAssembly of each of the programs is, as built and on the wire.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What a phone has to load at most, in bytes.
const LIMIT: u64 = 250_000;

/// The programs, by the names that their modules begin with.
const PROGRAMS: [&str; 6] = ["portal", "desk", "ans", "register", "bulk", "figures"];

/// The size of one program's WebAssembly, in bytes.
pub(crate) struct Size {
    program: &'static str,
    raw: u64,
    brotli: u64,
}

impl Size {
    /// Measures the programs of a built site, each with the compressed twin that is sent for it.
    pub(crate) fn of_programs(dist: &Path) -> Result<Vec<Self>, Failure> {
        PROGRAMS
            .into_iter()
            .map(|program| {
                let module = module(dist, program)?;
                Ok(Self {
                    program,
                    raw: length(&module)?,
                    brotli: length(&module.with_extension("wasm.br"))?,
                })
            })
            .collect()
    }

    /// Refuses a program that outgrew the limit.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.brotli > LIMIT {
            return Err(Failure::TooLarge {
                program: self.program,
                brotli: self.brotli,
                limit: LIMIT,
            });
        }
        Ok(())
    }
}

impl Display for Size {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            program,
            raw,
            brotli,
        } = self;
        write!(
            f,
            "WebAssembly of `{program}`: {raw} bytes raw, {brotli} bytes in brotli, at most {LIMIT} allowed"
        )
    }
}

/// The module whose name is the program's and a hash.
fn module(dist: &Path, program: &str) -> Result<PathBuf, Failure> {
    for entry in fs::read_dir(dist).map_err(|source| file(dist, source))? {
        let path = entry.map_err(|source| file(dist, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&format!("{program}-")) && name.ends_with(".wasm") {
            return Ok(path);
        }
    }
    Err(Failure::Unreadable {
        what: format!("the WebAssembly of `{program}` in {}", dist.display()),
    })
}

fn length(path: &Path) -> Result<u64, Failure> {
    fs::metadata(path)
        .map(|metadata| metadata.len())
        .map_err(|source| file(path, source))
}

fn file(path: &Path, source: std::io::Error) -> Failure {
    Failure::File {
        path: PathBuf::from(path),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_over_the_limit_is_refused() {
        let sized = |brotli| Size {
            program: "portal",
            raw: 900_000,
            brotli,
        };
        assert!(sized(LIMIT).check().is_ok());
        assert!(sized(LIMIT + 1).check().is_err());
    }
}
