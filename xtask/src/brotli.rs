//! How large the pages' WebAssembly is on the wire.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::read;

/// What a phone should have to load at most, in bytes.
const LIMIT: u64 = 250_000;

/// Prints the compressed size of a file. Node.js is there already to dress the pages; a
/// compressor of our own would take longer to compile than everything else in this program.
const COMPRESS: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const bytes = require('node:fs').readFileSync(process.argv[1]);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
process.stdout.write(String(brotliCompressSync(bytes, { params }).length));
";

/// The size of the pages' WebAssembly, in bytes.
pub(crate) struct Size {
    raw: u64,
    brotli: u64,
}

impl Size {
    /// Measures all modules of a built site.
    pub(crate) fn of(dist: &Path) -> Result<Self, Failure> {
        let mut size = Self { raw: 0, brotli: 0 };
        for module in modules(dist).map_err(|source| Failure::File {
            path: dist.to_owned(),
            source,
        })? {
            size.raw += fs::metadata(&module)
                .map_err(|source| Failure::File {
                    path: module.clone(),
                    source,
                })?
                .len();
            let compressed = read(Command::new("node").args(["--eval", COMPRESS]).arg(&module))?;
            size.brotli += compressed
                .trim()
                .parse::<u64>()
                .map_err(|_| Failure::Unreadable {
                    what: format!("the compressed size of {}", module.display()),
                })?;
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
            "WebAssembly {raw} bytes raw, {brotli} bytes in brotli (limit {LIMIT})"
        )
    }
}

fn modules(dist: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut modules = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "wasm")
        {
            modules.push(path);
        }
    }
    Ok(modules)
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
