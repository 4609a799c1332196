//! What use cases about structures refuse, and about those who hold a mandate, a designation or an office in them.

use async_graphql::{Context, Error};

use super::{
    AlreadyExists, ClosedStructure, CorrectionUnderWay, DesignationEnded, DuplicatePerson,
    IdempotencyConflict, InvalidClient, InvalidCorrection, InvalidDecision, InvalidDesignation,
    InvalidMandate, InvalidMessage, InvalidOrganisation, InvalidStructure, InvalidSubject,
    InvitationUnknown, InvitationUsed, MandateEnded, NotYourStep, OutOfDate, OwnCorrection,
    OwnDesignation, Refusal, SameAgent, WrongSupportState,
};
use crate::graphql::context::{coded, internal, refused};
use crate::graphql::verdict::FieldError;
use crate::structures::Refused;

impl Refusal {
    /// What a use case about a structure refused, or the error that no union holds.
    #[expect(
        clippy::unused_async,
        reason = "answers about requests and structures come the same way"
    )]
    pub(in crate::graphql) async fn of_structure(
        context: &Context<'_>,
        error: Refused,
    ) -> Result<Self, Error> {
        let errors = |errors: Vec<_>| errors.into_iter().map(FieldError::from).collect();
        Ok(match error {
            Refused::NotFound => return Err(coded(context, "NOT_FOUND")),
            Refused::Denied(denied) => return Err(refused(context, denied)),
            Refused::Store(error) => return Err(internal(context, &error)),
            Refused::InvalidStructure(wrong) => {
                Self::InvalidStructure(Box::new(InvalidStructure::new(context, errors(wrong))))
            }
            Refused::InvalidDecision(wrong) => {
                Self::InvalidDecision(Box::new(InvalidDecision::new(context, errors(wrong))))
            }
            Refused::InvalidClient(wrong) => {
                Self::InvalidClient(Box::new(InvalidClient::new(context, errors(wrong))))
            }
            Refused::InvalidMandate(wrong) => {
                Self::InvalidMandate(Box::new(InvalidMandate::new(context, errors(wrong))))
            }
            Refused::InvalidOrganisation(wrong) => Self::InvalidOrganisation(Box::new(
                InvalidOrganisation::new(context, errors(wrong)),
            )),
            Refused::InvalidDesignation(wrong) => {
                Self::InvalidDesignation(Box::new(InvalidDesignation::new(context, errors(wrong))))
            }
            Refused::OwnDesignation => Self::OwnDesignation(Box::new(OwnDesignation::new(context))),
            Refused::MandateEnded => Self::MandateEnded(Box::new(MandateEnded::new(context))),
            Refused::ClosedStructure => {
                Self::ClosedStructure(Box::new(ClosedStructure::new(context)))
            }
            Refused::NotYourStep => Self::NotYourStep(Box::new(NotYourStep::new(context))),
            Refused::InvitationUnknown => {
                Self::InvitationUnknown(Box::new(InvitationUnknown::new(context)))
            }
            Refused::InvitationUsed => Self::InvitationUsed(Box::new(InvitationUsed::new(context))),
            Refused::InvalidSubject => Self::InvalidSubject(Box::new(InvalidSubject::new(context))),
            Refused::AlreadyExists => Self::AlreadyExists(Box::new(AlreadyExists::new(context))),
            Refused::Stale => Self::OutOfDate(Box::new(OutOfDate::new(context))),
            Refused::InvalidCorrection(wrong) => {
                Self::InvalidCorrection(Box::new(InvalidCorrection::new(context, errors(wrong))))
            }
            Refused::CorrectionUnderWay => {
                Self::CorrectionUnderWay(Box::new(CorrectionUnderWay::new(context)))
            }
            Refused::OwnCorrection => Self::OwnCorrection(Box::new(OwnCorrection::new(context))),
            Refused::SameAgent => Self::SameAgent(Box::new(SameAgent::new(context))),
            Refused::DuplicatePerson => {
                Self::DuplicatePerson(Box::new(DuplicatePerson::new(context)))
            }

            Refused::InvalidMessage(wrong) => {
                Self::InvalidMessage(Box::new(InvalidMessage::new(context, errors(wrong))))
            }
            Refused::WrongSupportState => {
                Self::WrongSupportState(Box::new(WrongSupportState::new(context)))
            }
            Refused::DesignationEnded => {
                Self::DesignationEnded(Box::new(DesignationEnded::new(context)))
            }
            Refused::IdempotencyConflict => {
                Self::IdempotencyConflict(Box::new(IdempotencyConflict::new(context)))
            }
        })
    }
}
