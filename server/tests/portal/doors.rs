//! The doors: headers, cookies, origins and limits, on every kind of answer.

mod headers;
mod limits;
mod oauth;
