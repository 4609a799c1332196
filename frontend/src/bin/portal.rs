//! The program of the public and the professionals.

fn main() {
    frontend::portal();
}
