//! The program in a process of its own: what it survives, and how it says that it cannot start.

mod batches;
mod kill;
mod starts;
