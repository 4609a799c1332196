//! The portal's tests, through the doors it is used by.

mod mail;
mod sign_in;
