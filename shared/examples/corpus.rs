//! Prints what this build of the rules answers to the corpus: a first line that says how the corpus is made, then both
//! digests of each block, one block a line. With the number of a block, prints its cases and their answers in full,
//! each case on four lines. With the path of a file, only answers the cases of that file.

use std::io::{self, BufWriter, Write};
use std::{env, fs};

use shared::corpus::{BLOCKS, CASES, SEED, answer, digests, generate, questions};
use shared::offline::{check_form, simulate_verdict};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let asked = env::args().nth(1);
    let block = asked.as_ref().map(|asked| asked.parse::<u32>());
    match (asked, block) {
        (_, Some(Ok(block))) => {
            for line in generate(SEED + block, CASES).lines() {
                writeln!(out, "{line}\n{}", answer(line))?;
                if let Some(questions) = questions(line) {
                    writeln!(out, "{}", check_form(&questions.form))?;
                    writeln!(out, "{}", simulate_verdict(&questions.verdict))?;
                }
            }
        }
        (Some(path), _) => {
            for line in fs::read_to_string(path)?.lines() {
                writeln!(out, "{}", answer(line))?;
            }
        }
        _ => {
            writeln!(
                out,
                r#"{{"seed":{SEED},"blocks":{BLOCKS},"cases":{CASES}}}"#
            )?;
            for block in 0..BLOCKS {
                let [rules, others] = digests(SEED + block, CASES);
                writeln!(out, r#"{{"rules":"{rules}","others":"{others}"}}"#)?;
                out.flush()?;
            }
        }
    }
    out.flush()
}
