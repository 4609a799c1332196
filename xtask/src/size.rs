//! How large the pages' WebAssembly is, as built and on the wire.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What a phone has to load at most, in bytes.
const LIMIT: u64 = 250_000;

/// The size of the pages' WebAssembly, in bytes.
pub(crate) struct Size {
    raw: u64,
    brotli: u64,
}

impl Size {
    /// Measures all modules of a built site, each with the compressed twin that is sent for it.
    pub(crate) fn of(dist: &Path) -> Result<Self, Failure> {
        let mut size = Self { raw: 0, brotli: 0 };
        for entry in fs::read_dir(dist).map_err(|source| file(dist, source))? {
            let module = entry.map_err(|source| file(dist, source))?.path();
            if module
                .extension()
                .is_some_and(|extension| extension == "wasm")
            {
                size.raw += length(&module)?;
                size.brotli += length(&module.with_extension("wasm.br"))?;
            }
        }
        if size.raw == 0 {
            return Err(Failure::Unreadable {
                what: format!("a WebAssembly module in {}", dist.display()),
            });
        }
        Ok(size)
    }

    /// Refuses pages that outgrew the limit.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.brotli > LIMIT {
            return Err(Failure::TooLarge {
                brotli: self.brotli,
                limit: LIMIT,
            });
        }
        Ok(())
    }
}

impl Display for Size {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { raw, brotli } = self;
        write!(
            f,
            "WebAssembly of the pages: {raw} bytes raw, {brotli} bytes in brotli, at most {LIMIT} allowed"
        )
    }
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
    fn pages_over_the_limit_are_refused() {
        assert!(
            Size {
                raw: 900_000,
                brotli: LIMIT
            }
            .check()
            .is_ok()
        );
        assert!(
            Size {
                raw: 900_000,
                brotli: LIMIT + 1
            }
            .check()
            .is_err()
        );
    }
}
