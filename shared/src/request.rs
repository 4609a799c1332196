//! A request for registration, and what it may become.
//!
//! A transition takes the request by value and returns the new one with the event that tells of it. Time is an
//! argument. A decided request never changes again, a withdrawn one only while it can be restored.

mod decision;
#[cfg(test)]
mod tests;
mod undo;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::decision::{Accepted, Attestations, Correction, CorrectionItem, Decision};

use crate::eligibility::Verdict;
use crate::event::EventKind;
use crate::field_error::Field;
use crate::form::RawForm;
use crate::id::{AccountId, PersonId, RequestId, StructureId};
use crate::identity::Identity;
use crate::status::{Route, Status};
use crate::text::Language;
use crate::value_set::RejectionReason;

/// How long a claim lasts unless renewed.
pub const LEASE: TimeDelta = TimeDelta::minutes(15);

#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub id: RequestId,
    /// Counts the changes; a decision on an older one is refused.
    pub revision: i32,
    pub status: Status,
    pub route: Route,
    pub owner: AccountId,
    pub language: Language,
    pub identity: Identity,
    /// The author's working copy.
    pub form: RawForm,
    /// What was last sent.
    pub submission: Option<Submission>,
    /// The address that was confirmed by a code.
    pub confirmed_email: Option<String>,
    pub claim: Option<Claim>,
    /// The last correction asked; open while the status says so.
    pub correction: Option<Correction>,
    pub decision: Option<Decision>,
    pub person: Option<PersonId>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub decided_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// 1 for the first.
    pub number: i32,
    pub structure: StructureId,
    pub form: RawForm,
    pub verdict: Verdict,
}

/// A lease: who has the request open to decide on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub by: AccountId,
    pub until: DateTime<Utc>,
}

/// The request's state does not allow the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a request that is {} does not allow this", .0.code())]
pub struct InvalidTransition(pub Status);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    #[error(transparent)]
    NotEditable(#[from] InvalidTransition),
    #[error("fields outside the correction have changed")]
    FieldLocked(Vec<Field>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    #[error(transparent)]
    InvalidTransition(#[from] InvalidTransition),
    #[error("another manager holds the lease")]
    Claimed(Claim),
}

/// A manager at work: who, when, and whether another's lease is to be ignored.
#[derive(Clone, Copy, Debug)]
pub struct Deciding {
    pub by: AccountId,
    pub at: DateTime<Utc>,
    pub take_over: bool,
}

impl Request {
    /// A new draft, with what the sign-in already knows.
    pub fn draft(
        id: RequestId,
        owner: AccountId,
        identity: Identity,
        language: Language,
        now: DateTime<Utc>,
    ) -> Self {
        let form = RawForm {
            exercise_last_name: identity
                .preferred_name
                .clone()
                .unwrap_or_else(|| identity.birth_name.clone()),
            exercise_first_name: identity.first_names.first().cloned().unwrap_or_default(),
            ..RawForm::default()
        };
        Self {
            id,
            revision: 1,
            status: Status::Draft,
            route: Route::Professional,
            owner,
            language,
            identity,
            form,
            submission: None,
            confirmed_email: None,
            claim: None,
            correction: None,
            decision: None,
            person: None,
            created_at: now,
            updated_at: now,
            submitted_at: None,
            decided_at: None,
        }
    }

    /// What a manager files in the person's stead.
    pub fn by_manager(
        id: RequestId,
        owner: AccountId,
        identity: Identity,
        form: RawForm,
        language: Language,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            route: Route::Manager,
            form,
            ..Self::draft(id, owner, identity, language, now)
        }
    }

    /// The address that e-mails go to is confirmed.
    pub fn is_email_confirmed(&self) -> bool {
        let email = self.form_as_sent().email.trim();
        !email.is_empty() && self.confirmed_email.as_deref() == Some(email)
    }

    /// What a manager reads: the last submission, or the draft while there is none.
    pub fn form_as_sent(&self) -> &RawForm {
        match (&self.submission, self.status) {
            (Some(submission), status) if !status.is_editable() => &submission.form,
            _ => &self.form,
        }
    }

    /// The lease, unless it has run out.
    pub fn live_claim(&self, now: DateTime<Utc>) -> Option<Claim> {
        self.claim.filter(|claim| claim.until > now)
    }

    /// The fields the author may change now; `None` for all. What is accepted stays open in a
    /// correction: a corrected role or structure may call for it.
    pub fn unlocked(&self) -> Option<Vec<Field>> {
        match (self.status, &self.correction) {
            (Status::CorrectionRequested, Some(correction)) => {
                let named = correction.items.iter().map(|item| item.field);
                Some(
                    named
                        .chain(Field::ACKNOWLEDGEMENTS.iter().copied())
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// Keeps what was typed, finished or not. Returns the fields that changed.
    pub fn save(
        mut self,
        form: RawForm,
        now: DateTime<Utc>,
    ) -> Result<(Self, Vec<Field>), SaveError> {
        if !self.status.is_editable() {
            return Err(InvalidTransition(self.status).into());
        }
        let changed = self.form.changed_fields(&form);
        if let Some(unlocked) = self.unlocked() {
            let locked: Vec<Field> = changed
                .iter()
                .copied()
                .filter(|field| !unlocked.contains(field))
                .collect();
            if !locked.is_empty() {
                return Err(SaveError::FieldLocked(locked));
            }
        }
        self.form = form;
        self.updated_at = now;
        Ok((self, changed))
    }

    /// The address was confirmed by the code sent to it.
    pub fn confirm_email(
        mut self,
        email: String,
        now: DateTime<Utc>,
    ) -> Result<Self, InvalidTransition> {
        if self.status.is_final() {
            return Err(InvalidTransition(self.status));
        }
        self.confirmed_email = Some(email);
        self.updated_at = now;
        Ok(self)
    }

    /// Sends the request to a structure.
    pub fn submit(
        mut self,
        structure: StructureId,
        verdict: Verdict,
        now: DateTime<Utc>,
    ) -> Result<(Self, EventKind), InvalidTransition> {
        let event = match self.status {
            Status::Draft => EventKind::RequestSubmitted,
            Status::CorrectionRequested => EventKind::RequestResubmitted,
            other => return Err(InvalidTransition(other)),
        };
        let number = self
            .submission
            .as_ref()
            .map_or(0, |submission| submission.number)
            + 1;
        self.submission = Some(Submission {
            number,
            structure,
            form: self.form.clone(),
            verdict,
        });
        self.status = Status::Submitted;
        self.claim = None;
        self.submitted_at = self.submitted_at.or(Some(now));
        self.updated_at = now;
        Ok((self, event))
    }

    /// The person gives up, at any time before the decision.
    pub fn withdraw(mut self, now: DateTime<Utc>) -> Result<(Self, EventKind), InvalidTransition> {
        if self.status.is_final() {
            return Err(InvalidTransition(self.status));
        }
        self.status = Status::Withdrawn;
        self.claim = None;
        self.updated_at = now;
        Ok((self, EventKind::RequestWithdrawn))
    }

    /// Takes or renews the lease.
    pub fn claim(mut self, deciding: Deciding) -> Result<(Self, EventKind), DecideError> {
        self.open_to(deciding, &[Status::Submitted, Status::CorrectionRequested])?;
        self.claim = Some(Claim {
            by: deciding.by,
            until: deciding.at + LEASE,
        });
        self.updated_at = deciding.at;
        Ok((self, EventKind::RequestClaimed))
    }

    /// Gives the lease back; nothing changes when it is another's or has run out.
    pub fn release(mut self, by: AccountId, now: DateTime<Utc>) -> Option<(Self, EventKind)> {
        self.live_claim(now).filter(|claim| claim.by == by)?;
        self.claim = None;
        self.updated_at = now;
        Some((self, EventKind::RequestReleased))
    }

    /// Sends the request back; only the named fields unlock.
    pub fn ask_correction(
        mut self,
        deciding: Deciding,
        items: Vec<CorrectionItem>,
        text: String,
    ) -> Result<(Self, EventKind), DecideError> {
        self.open_to(deciding, &[Status::Submitted])?;
        self.correction = Some(Correction {
            by: deciding.by,
            at: deciding.at,
            text,
            items,
        });
        self.status = Status::CorrectionRequested;
        self.claim = None;
        self.updated_at = deciding.at;
        Ok((self, EventKind::CorrectionRequested))
    }

    /// Accepts the request: the person is registered.
    pub fn validate(
        mut self,
        deciding: Deciding,
        accepted: Accepted,
        person: PersonId,
    ) -> Result<(Self, EventKind), DecideError> {
        self.open_to(deciding, &[Status::Submitted])?;
        if let Some(submission) = &mut self.submission {
            submission.verdict = accepted.verdict;
        }
        self.person = Some(person);
        self.decide(
            deciding,
            Status::Validated,
            Decision::Validated {
                attestations: accepted.attestations,
                document: accepted.document,
            },
        );
        Ok((self, EventKind::RequestValidated))
    }

    /// Refuses the request, with a coded reason and a text for the person.
    pub fn reject(
        mut self,
        deciding: Deciding,
        reason: RejectionReason,
        text: String,
    ) -> Result<(Self, EventKind), DecideError> {
        self.open_to(deciding, &[Status::Submitted, Status::CorrectionRequested])?;
        self.decide(
            deciding,
            Status::Rejected,
            Decision::Rejected { reason, text },
        );
        Ok((self, EventKind::RequestRejected))
    }

    /// Checks that a manager may act: the state first, then the lease.
    pub fn open_to(&self, deciding: Deciding, allowed: &[Status]) -> Result<(), DecideError> {
        if !allowed.contains(&self.status) {
            return Err(InvalidTransition(self.status).into());
        }
        match self.live_claim(deciding.at) {
            Some(claim) if claim.by != deciding.by && !deciding.take_over => {
                Err(DecideError::Claimed(claim))
            }
            _ => Ok(()),
        }
    }

    fn decide(&mut self, deciding: Deciding, status: Status, decision: Decision) {
        self.status = status;
        self.decision = Some(decision);
        self.claim = None;
        self.decided_at = Some(deciding.at);
        self.updated_at = deciding.at;
    }
}
