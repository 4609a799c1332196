//! Who looked at a person's data, in which part, what they did and why.

use crate::newtype::coded_enum;
use crate::status::Status;
use crate::text::Text;

coded_enum! {
    /// In which part somebody looked.
    Part {
        Manager = "MANAGER",
        Representative = "REPRESENTATIVE",
        AnsAgent = "ANS_AGENT",
    }
}

coded_enum! {
    /// What was done.
    Act {
        OpenedRequest = "OPENED_REQUEST",
        OpenedRegistration = "OPENED_REGISTRATION",
        /// Something was searched for, and this was in the answer.
        Searched = "SEARCHED",
        /// It was in a list that held the whole file.
        ReadList = "READ_LIST",
        /// Kept for what leaves the portal as a file.
        Exported = "EXPORTED",
    }
}

coded_enum! {
    /// Why.
    Purpose {
        /// A manager has to decide.
        Decision = "DECISION",
        /// A manager looks at what was decided.
        FollowUp = "FOLLOW_UP",
        Support = "SUPPORT",
        Regularisation = "REGULARISATION",
        Correction = "CORRECTION",
        Control = "CONTROL",
    }
}

impl Part {
    pub const fn label(self) -> Text {
        match self {
            Self::Manager => Text::new("Gestionnaire RPPS+", "RPPS+ manager"),
            Self::Representative => Text::new(
                "Représentant de la structure",
                "Representative of the structure",
            ),
            Self::AnsAgent => Text::new("Agent de l’ANS", "ANS agent"),
        }
    }
}

impl Act {
    pub const fn label(self) -> Text {
        match self {
            Self::OpenedRequest => Text::new("Demande ouverte", "Request opened"),
            Self::OpenedRegistration => Text::new("Enregistrement ouvert", "Registration opened"),
            Self::Searched => Text::new("Trouvé par une recherche", "Found by a search"),
            Self::ReadList => Text::new("Lu dans une liste", "Read in a list"),
            Self::Exported => Text::new("Exporté", "Exported"),
        }
    }
}

impl Purpose {
    /// Those that an agent of the ANS gives.
    pub const OF_AGENTS: [Self; 4] = [
        Self::Support,
        Self::Regularisation,
        Self::Correction,
        Self::Control,
    ];

    /// Why a manager looks at a request.
    pub const fn of_manager(status: Status) -> Self {
        match status {
            Status::Submitted | Status::CorrectionRequested => Self::Decision,
            _ => Self::FollowUp,
        }
    }

    pub const fn label(self) -> Text {
        match self {
            Self::Decision => Text::new("Décision sur la demande", "Decision on the request"),
            Self::FollowUp => Text::new("Suivi après décision", "Follow-up after a decision"),
            Self::Support => Text::new("Réponse au support", "Answer to support"),
            Self::Regularisation => Text::new("Régularisation", "Regularisation"),
            Self::Correction => Text::new(
                "Correction de l’état civil",
                "Correction of the civil status",
            ),
            Self::Control => Text::new("Contrôle", "Control"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manager_decides_what_is_open_and_follows_up_the_rest() {
        for status in Status::ALL {
            let open = matches!(status, Status::Submitted | Status::CorrectionRequested);
            let expected = if open {
                Purpose::Decision
            } else {
                Purpose::FollowUp
            };
            assert_eq!(Purpose::of_manager(status), expected, "{}", status.code());
        }
    }

    #[test]
    fn every_code_has_its_words() {
        let parts = Part::ALL.iter().map(|part| part.label());
        let acts = Act::ALL.iter().map(|act| act.label());
        let purposes = Purpose::ALL.iter().map(|purpose| purpose.label());
        for text in parts.chain(acts).chain(purposes) {
            assert!(!text.fr.is_empty() && !text.en.is_empty());
            assert!(!text.fr.contains('\''), "{}", text.fr);
        }
    }
}
