//! The program of those who manage requests and represent structures.

fn main() {
    frontend::desk();
}
