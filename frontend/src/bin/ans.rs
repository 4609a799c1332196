//! The program of the ANS agents.

fn main() {
    frontend::ans();
}
