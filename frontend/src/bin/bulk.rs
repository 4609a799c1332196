//! The program of what is done with many requests or persons at once.

fn main() {
    frontend::bulk();
}
