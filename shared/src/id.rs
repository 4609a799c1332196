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
    /// Somebody's right to act for a structure.
    MandateId,
    /// What is done about a registration that was flagged.
    RegularisationId,
    /// Decisions or registrations that are done one after the other.
    BatchId,
    /// A rule set, from its first draft on.
    RuleSetId,
    /// A run of a draft over the whole stock.
    SimulationId,
    /// A change of a person's entry in the register.
    ChangeId,
    /// A correction of a person's civil status.
    CorrectionId,
    /// A question to support.
    SupportId,
    /// Software of a structure that signs in by itself.
    ClientId,
    /// A manager's leave for a client to act for them.
    GrantId,
    /// Where a structure's software is told of events.
    WebhookId,
}

impl RequestId {
    /// What a person reads out on the telephone: short, and enough to find the request.
    pub fn reference(self) -> String {
        let hex = self.0.simple().to_string().to_uppercase();
        // The tail of a version 7 UUID is random, its head is the clock.
        format!("RP-{}-{}", &hex[22..27], &hex[27..32])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_short_and_taken_from_the_random_end() {
        let id: RequestId = "019aaf0e-8f3b-7c3a-9d42-0123456789ab".parse().unwrap();
        assert_eq!(id.reference(), "RP-23456-789AB");
    }

    #[test]
    fn an_identifier_is_read_back_as_it_is_shown() {
        let id: StructureId = "019aaf0e-8f3b-7c3a-9d42-0123456789ab".parse().unwrap();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("not an id".parse::<StructureId>().is_err());
    }
}
