//! The rules of the portal: what a form must hold, who is eligible, what a request may become.
//!
//! Everything here is pure: no clock, no network, no storage. The same code answers in the
//! browser while a person types, on the server when they send, and for an integrator who asks.

mod newtype;

pub mod access;
pub mod acknowledgement;
pub mod bulk;
pub mod catalogue;
pub mod civil_status;
pub mod client;
pub mod cog;
pub mod corpus;
pub mod date;
pub mod eligibility;
pub mod email;
pub mod entry;
pub mod event;
pub mod field_error;
pub mod finess;
pub mod form;
pub mod id;
pub mod identity;
pub mod idnps;
pub mod luhn;
pub mod mandate;
pub mod name;
pub mod offline;
pub mod passport;
pub mod phone;
pub mod queue;
pub mod registration;
pub mod regularisation;
pub mod request;
pub mod role;
pub mod rpps;
pub mod rule_set;
pub mod siren;
pub mod siret;
pub mod status;
pub mod structure;
pub mod support;
pub mod text;
pub mod town;
pub mod value_set;
