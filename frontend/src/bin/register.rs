//! The program of the register: one's own entry, and those that managers write and look after.

fn main() {
    frontend::register();
}
