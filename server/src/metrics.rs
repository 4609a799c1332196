//! Figures counted in memory.

use std::sync::atomic::{AtomicI64, Ordering};

/// What one server counts since its start.
#[derive(Debug, Default)]
pub struct Metrics {
    /// GraphQL sockets that are open now.
    pub sockets: AtomicI64,
    /// Answers by the first digit of their status.
    answers: [AtomicI64; 6],
}

impl Metrics {
    pub fn answered(&self, status: u16) {
        if let Some(count) = self.answers.get(usize::from(status / 100)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Answers by class of status: 2 for 200 to 299.
    pub fn answers(&self) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.answers
            .iter()
            .enumerate()
            .skip(1)
            .map(|(class, count)| (class, count.load(Ordering::Relaxed)))
    }
}

/// Counts one more for as long as it lives.
#[derive(Debug)]
pub struct Gauge<'a>(&'a AtomicI64);

impl<'a> Gauge<'a> {
    pub fn up(gauge: &'a AtomicI64) -> Self {
        gauge.fetch_add(1, Ordering::Relaxed);
        Self(gauge)
    }
}

impl Drop for Gauge<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
