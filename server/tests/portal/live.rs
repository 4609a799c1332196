//! What is pushed: each change once, in order, to whom it concerns and for as long as it does.

pub(crate) mod clients;
mod doors;
mod figures;
mod latency;
mod queues;
mod requests;
