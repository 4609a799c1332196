//! Reference data from files, and synthetic data.

mod beside;
mod finess;
mod generate;
mod references;
mod representatives;
mod rules;
mod seed;
