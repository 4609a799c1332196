//! What a candidate needs before a designation holds: steps, each with who owns it and who may record it.

use crate::newtype::coded_enum;

coded_enum! {
    /// A step of a designation.
    Step {
        /// The online training of managers.
        Training = "TRAINING",
        /// A CPE card was ordered on TOM; on the way to `Card`, never waited for.
        CardOrder = "CARD_ORDER",
        /// A CPE card was received, or a CPS or an e-CPS was there already.
        Card = "CARD",
        /// The habilitation on mesHabilitations.
        Habilitation = "HABILITATION",
        /// The candidate accepted the terms of managers.
        Terms = "TERMS",
        /// The representative says that the candidate is the person who was meant.
        Confirmation = "CONFIRMATION",
    }
}

coded_enum! {
    /// Where a designation stands.
    State {
        /// The candidate has not opened the invitation yet.
        Invited = "INVITED",
        /// A step is missing, or the first day has not come.
        Pending = "PENDING",
        Active = "ACTIVE",
        Suspended = "SUSPENDED",
        /// Its last day is over, or the mandate that it follows from has ended.
        Ended = "ENDED",
        Revoked = "REVOKED",
    }
}

coded_enum! {
    /// One of the two sides of a designation.
    Party {
        Candidate = "CANDIDATE",
        Representative = "REPRESENTATIVE",
    }
}

impl Step {
    /// Who has to act.
    pub const fn owner(self) -> Party {
        match self {
            Self::Training | Self::Card | Self::Terms => Party::Candidate,
            Self::CardOrder | Self::Habilitation | Self::Confirmation => Party::Representative,
        }
    }

    /// A representative may record what the candidate shows, but accepts nothing for another; a candidate vouches for
    /// nothing that the structure has to do.
    pub const fn may_be_recorded_by(self, party: Party) -> bool {
        match self {
            Self::Training | Self::Card => true,
            Self::Terms => matches!(party, Party::Candidate),
            Self::CardOrder | Self::Habilitation | Self::Confirmation => {
                matches!(party, Party::Representative)
            }
        }
    }

    /// Whether the designation waits for it.
    pub const fn is_needed(self) -> bool {
        !matches!(self, Self::CardOrder)
    }

    /// What it attests may end: a training is renewed, a card expires.
    pub const fn may_end(self) -> bool {
        matches!(self, Self::Training | Self::Card)
    }
}

/// The steps that a designation still waits for, in their order.
pub fn missing(recorded: &[Step]) -> Vec<Step> {
    let waits = |step: &Step| step.is_needed() && !recorded.contains(step);
    Step::ALL.iter().copied().filter(waits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_may_record_what_they_own() {
        for step in Step::ALL {
            assert!(step.may_be_recorded_by(step.owner()), "{step}");
        }
    }

    #[test]
    fn nobody_accepts_the_terms_for_a_candidate_nor_confirms_themselves() {
        assert!(!Step::Terms.may_be_recorded_by(Party::Representative));
        assert!(!Step::Confirmation.may_be_recorded_by(Party::Candidate));
        assert!(!Step::Habilitation.may_be_recorded_by(Party::Candidate));
    }

    #[test]
    fn an_order_is_not_waited_for() {
        let all_but_order: Vec<Step> = Step::ALL
            .iter()
            .copied()
            .filter(|step| *step != Step::CardOrder)
            .collect();
        assert_eq!(missing(&[]), all_but_order);
        assert_eq!(missing(&all_but_order), []);
        assert_eq!(missing(&all_but_order[1..]), [Step::Training]);
    }
}
