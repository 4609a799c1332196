//! Prints what this build of the rules answers to the corpus: a first line that says how the corpus
//! is made, then each case and its answer, one a line. With the path of a file, only answers the
//! cases of that file.

use std::io::{self, BufWriter, Write};
use std::{env, fs};

use shared::corpus::{CASES, SEED, answer, generate};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(path) = env::args().nth(1) {
        for line in fs::read_to_string(path)?.lines() {
            writeln!(out, "{}", answer(line))?;
        }
    } else {
        writeln!(out, r#"{{"seed":{SEED},"cases":{CASES}}}"#)?;
        for line in generate(SEED, CASES).lines() {
            writeln!(out, "{line}\n{}", answer(line))?;
        }
    }
    out.flush()
}
