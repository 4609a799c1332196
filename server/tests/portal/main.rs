//! The portal's tests, through the doors it is used by.

mod sign_in;
