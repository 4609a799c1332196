//! How many tests passed and failed, read from what the test programs print.

use std::fmt::{self, Display, Formatter};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// Adds what a line says, if it is the closing line of a test program:
    /// `test result: ok. 5 passed; 0 failed; …` (libtest) or `  5 passed (1.2m)` (Playwright).
    pub(crate) fn count(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [
                "test",
                "result:",
                _,
                passed,
                "passed;",
                failed,
                "failed;",
                ..,
            ] => {
                self.passed += passed.parse().unwrap_or(0);
                self.failed += failed.parse().unwrap_or(0);
            }
            [passed, "passed"] => self.passed += passed.parse().unwrap_or(0),
            [passed, "passed", time] if time.starts_with('(') => {
                self.passed += passed.parse().unwrap_or(0);
            }
            [failed, "failed"] => self.failed += failed.parse().unwrap_or(0),
            _ => {}
        }
    }

    /// The tally of a step: one without tests of its own counts as one, and a failure shows even
    /// where it came before any test.
    pub(crate) fn with_outcome(self, passed: bool) -> Self {
        match (passed, self) {
            (true, Self { passed: 0, .. }) => Self { passed: 1, ..self },
            (false, Self { failed: 0, .. }) => Self { failed: 1, ..self },
            _ => self,
        }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.count(line);
        }
        tally
    }

    #[test]
    fn the_closing_lines_of_cargo_test_add_up() {
        let tally = count(&[
            "test luhn::tests::a_wrong_key_is_refused ... ok",
            "test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ]);
        assert_eq!(
            tally,
            Tally {
                passed: 47,
                failed: 2
            }
        );
    }

    #[test]
    fn the_closing_lines_of_playwright_add_up() {
        let tally = count(&["  1 failed", "    [chromium] a story", "  12 passed (1.2m)"]);
        assert_eq!(
            tally,
            Tally {
                passed: 12,
                failed: 1
            }
        );
    }

    #[test]
    fn other_lines_count_for_nothing() {
        assert_eq!(
            count(&["Running 12 tests using 1 worker", "10 passed away"]),
            Tally::default()
        );
    }
}
