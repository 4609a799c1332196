//! What the person at the terminal reads.

use std::fmt::Arguments;
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Writes a line. A reader who has left (`| head`) is no reason to stop working.
pub(crate) fn say(line: Arguments<'_>) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Writes a line where errors go.
pub(crate) fn complain(line: Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Numbered steps: `[2/7] Trunk 0.21.14: present`.
pub(crate) struct Progress {
    at: usize,
    of: usize,
}

impl Progress {
    pub(crate) fn of(of: usize) -> Self {
        Self { at: 0, of }
    }

    /// The next step, which says nothing before its state is known.
    pub(crate) fn step(&mut self, name: impl Into<String>) -> Step {
        self.at += 1;
        Step {
            name: format!("[{}/{}] {}", self.at, self.of, name.into()),
            began: Instant::now(),
        }
    }
}

/// One numbered step.
pub(crate) struct Step {
    name: String,
    began: Instant,
}

impl Step {
    /// Says the state of a step that needs no work, or that its work begins.
    pub(crate) fn is(&self, state: &str) {
        say(format_args!("{}: {state}", self.name));
    }

    /// Says that the work announced before is done.
    pub(crate) fn done(&self) {
        say(format_args!("      done in {}", Time(self.began.elapsed())));
    }
}

/// A duration as people say it: `48 ms`, `5.2 s`, `3 min 07 s`.
pub(crate) struct Time(pub(crate) Duration);

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self.0.as_secs() {
            0 => format!("{} ms", self.0.as_millis()),
            1..=59 => format!("{:.1} s", self.0.as_secs_f64()),
            seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_reads_as_people_say_it() {
        assert_eq!(Time(Duration::from_millis(48)).to_string(), "48 ms");
        assert_eq!(Time(Duration::from_millis(5_240)).to_string(), "5.2 s");
        assert_eq!(Time(Duration::from_secs(187)).to_string(), "3 min 07 s");
    }
}
