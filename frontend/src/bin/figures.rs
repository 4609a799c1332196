//! The program that tells people how things stand.

fn main() {
    frontend::figures();
}
