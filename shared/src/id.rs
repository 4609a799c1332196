//! Identifiers: UUID version 7, so that they sort by the time they were made.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// Somebody who signs in: one issuer, one subject.
    AccountId,
    /// A person with an RPPS number.
    PersonId,
    /// A request for registration.
    RequestId,
    /// A role of a registered person in a structure.
    SituationId,
    /// A FINESS structure.
    StructureId,
    /// A manager's right over a structure.
    DesignationId,
}

impl RequestId {
    /// What a person reads out on the telephone: short, and enough to find the request.
    pub fn reference(self) -> String {
        let hex = self.0.simple().to_string().to_uppercase();
        // The tail of a version 7 UUID is random, its head is the clock.
        format!("RP-{}-{}", &hex[22..27], &hex[27..32])
    }
}
