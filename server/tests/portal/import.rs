//! Reference data from files, and synthetic data.

mod finess;
mod generate;
mod representatives;
mod rules;
mod seed;
