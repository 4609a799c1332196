//! The program of the managers and the ANS.

fn main() {
    frontend::desk();
}
