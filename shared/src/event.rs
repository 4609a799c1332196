//! What happened, in one word. Timeline, live push, e-mail and audit are readings of these.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$doc])* #[serde(rename = $code)] $name),+
        }

        impl EventKind {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    RequestCreated = "REQUEST_CREATED",
    RequestSaved = "REQUEST_SAVED",
    EmailCodeSent = "EMAIL_CODE_SENT",
    EmailConfirmed = "EMAIL_CONFIRMED",
    EmailCodeRefused = "EMAIL_CODE_REFUSED",
    RequestSubmitted = "REQUEST_SUBMITTED",
    /// Sent again after a correction was asked.
    RequestResubmitted = "REQUEST_RESUBMITTED",
    /// Sent again to another structure: it has left the queue of this one.
    RequestMoved = "REQUEST_MOVED",
    RequestWithdrawn = "REQUEST_WITHDRAWN",
    /// A draft that was withdrawn is a draft again.
    DraftRestored = "DRAFT_RESTORED",
    /// Its author was told that the draft will be deleted.
    DraftExpiring = "DRAFT_EXPIRING",
    /// What was never sent and not touched for long is gone.
    DraftDeleted = "DRAFT_DELETED",
    RequestClaimed = "REQUEST_CLAIMED",
    RequestReleased = "REQUEST_RELEASED",
    CorrectionRequested = "CORRECTION_REQUESTED",
    RequestValidated = "REQUEST_VALIDATED",
    RequestRejected = "REQUEST_REJECTED",
    SituationAdded = "SITUATION_ADDED",
    /// A manager wrote the request in the person's stead.
    RegisteredByManager = "REGISTERED_BY_MANAGER",
    /// Whether the person of a request is one that is registered already.
    DuplicateResolved = "DUPLICATE_RESOLVED",
    /// The person confirmed, through FranceConnect, what a manager typed.
    RegistrationConfirmed = "REGISTRATION_CONFIRMED",
    /// FranceConnect certified something else than what a manager typed.
    RegistrationContested = "REGISTRATION_CONTESTED",
    NumberSent = "NUMBER_SENT",
    StructureCreated = "STRUCTURE_CREATED",
    /// The register says something else of it.
    StructureChanged = "STRUCTURE_CHANGED",
    /// The register does not have it any more.
    StructureClosed = "STRUCTURE_CLOSED",
    /// The ANS recorded who represents the structure.
    MandateRecorded = "MANDATE_RECORDED",
    MandateEnded = "MANDATE_ENDED",
    OrganisationSaved = "ORGANISATION_SAVED",
    /// A candidate was named; nothing holds before the last step is recorded.
    ManagerProposed = "MANAGER_PROPOSED",
    InvitationSent = "INVITATION_SENT",
    InvitationRedeemed = "INVITATION_REDEEMED",
    PrerequisiteRecorded = "PREREQUISITE_RECORDED",
    /// The right holds from now on.
    ManagerDesignated = "MANAGER_DESIGNATED",
    /// Both sides were told that something of a designation ends soon.
    EndAnnounced = "END_ANNOUNCED",
    /// Who represents a structure was told that requests wait there and nobody is designated.
    NobodyDesignated = "NOBODY_DESIGNATED",
    RegularisationNoticed = "REGULARISATION_NOTICED",
    RegularisationReplied = "REGULARISATION_REPLIED",
    RegularisationCancelled = "REGULARISATION_CANCELLED",
    /// The person left a flagged post for one in scope.
    RegularisationTransferred = "REGULARISATION_TRANSFERRED",
    /// The tombstone of a registration: its number stays the person's.
    RegistrationWithdrawn = "REGISTRATION_WITHDRAWN",
    /// A draft was written, or written anew.
    RuleSetDrafted = "RULE_SET_DRAFTED",
    /// It was run over the whole stock.
    RuleSetSimulated = "RULE_SET_SIMULATED",
    /// It takes effect on a day.
    RuleSetScheduled = "RULE_SET_SCHEDULED",
    /// It will not take effect.
    RuleSetDiscarded = "RULE_SET_DISCARDED",
    /// A version of reference data was imported; it holds for nobody before it is scheduled.
    ReferenceDrafted = "REFERENCE_DRAFTED",
    ReferenceScheduled = "REFERENCE_SCHEDULED",
    ReferenceDiscarded = "REFERENCE_DISCARDED",
    CivilStatusCorrectionAsked = "CIVIL_STATUS_CORRECTION_ASKED",
    /// One agent proposed what another has to confirm.
    CivilStatusDecisionProposed = "CIVIL_STATUS_DECISION_PROPOSED",
    CivilStatusDecisionReturned = "CIVIL_STATUS_DECISION_RETURNED",
    /// The person's civil status is another from now on.
    CivilStatusCorrected = "CIVIL_STATUS_CORRECTED",
    CivilStatusCorrectionRefused = "CIVIL_STATUS_CORRECTION_REFUSED",
    CivilStatusCorrectionWithdrawn = "CIVIL_STATUS_CORRECTION_WITHDRAWN",
    /// A new address waits for the code that was sent there.
    ContactChangeAsked = "CONTACT_CHANGE_ASKED",
    ContactCodeRefused = "CONTACT_CODE_REFUSED",
    ContactChanged = "CONTACT_CHANGED",
    /// It was taken back before it was confirmed.
    ContactChangeCancelled = "CONTACT_CHANGE_CANCELLED",
    ExerciseNamesChanged = "EXERCISE_NAMES_CHANGED",
    /// Role, structure or dates of a post are others.
    SituationChanged = "SITUATION_CHANGED",
    /// A manager gave a post its last day.
    SituationClosed = "SITUATION_CLOSED",
    DesignationRevoked = "DESIGNATION_REVOKED",
    /// The right rests until it is resumed.
    DesignationSuspended = "DESIGNATION_SUSPENDED",
    DesignationResumed = "DESIGNATION_RESUMED",
    /// Its last day is over.
    DesignationEnded = "DESIGNATION_ENDED",
    AccountCreated = "ACCOUNT_CREATED",
    SessionOpened = "SESSION_OPENED",
    SessionClosed = "SESSION_CLOSED",
    MailSent = "MAIL_SENT",
    MailFailed = "MAIL_FAILED",
    /// A manager kept a view of the queue.
    ViewSaved = "VIEW_SAVED",
    ViewDeleted = "VIEW_DELETED",
    /// A manager took a queue out as a file.
    QueueExported = "QUEUE_EXPORTED",
    /// A manager kept a text for rejections or corrections.
    TemplateSaved = "TEMPLATE_SAVED",
    TemplateDeleted = "TEMPLATE_DELETED",
    /// Somebody read what concerns them.
    NoticesRead = "NOTICES_READ",
    /// A manager asked for many decisions or registrations at once.
    BatchStarted = "BATCH_STARTED",
    /// Each of them has its result.
    BatchFinished = "BATCH_FINISHED",
    FileRead = "FILE_READ",
    /// Somebody wrote to support.
    SupportAsked = "SUPPORT_ASKED",
    /// An agent looks after a question.
    SupportTaken = "SUPPORT_TAKEN",
    SupportAnswered = "SUPPORT_ANSWERED",
    SupportClosed = "SUPPORT_CLOSED",
    SupportReopened = "SUPPORT_REOPENED",
    /// Software of a structure may sign in.
    ClientCreated = "CLIENT_CREATED",
    /// Its name, scopes or networks are others.
    ClientChanged = "CLIENT_CHANGED",
    /// It has a new secret; the one before it ends.
    ClientSecretRotated = "CLIENT_SECRET_ROTATED",
    /// Its structure was told that a secret ends soon.
    ClientSecretEnding = "CLIENT_SECRET_ENDING",
    ClientSuspended = "CLIENT_SUSPENDED",
    ClientResumed = "CLIENT_RESUMED",
    ClientRevoked = "CLIENT_REVOKED",
    /// It gave a token back before its end.
    ClientTokenRevoked = "CLIENT_TOKEN_REVOKED",
    /// A manager lets it act for them.
    ClientGranted = "CLIENT_GRANTED",
    ClientGrantWithdrawn = "CLIENT_GRANT_WITHDRAWN",
    /// A structure's software is told of events from now on.
    WebhookCreated = "WEBHOOK_CREATED",
    /// It has another address, or was switched off or on.
    WebhookChanged = "WEBHOOK_CHANGED",
    WebhookSecretRotated = "WEBHOOK_SECRET_ROTATED",
    WebhookTested = "WEBHOOK_TESTED",
    /// It is told again of what it was told before.
    WebhookReplayed = "WEBHOOK_REPLAYED",
    /// It did not answer for more than a day.
    WebhookStopped = "WEBHOOK_STOPPED",
    WebhookDeleted = "WEBHOOK_DELETED",
}

impl EventKind {
    /// A manager's right ends or rests, or may: a site can move to another legal entity.
    pub const fn may_end_a_right(self) -> bool {
        matches!(
            self,
            Self::DesignationRevoked
                | Self::DesignationSuspended
                | Self::DesignationEnded
                | Self::MandateEnded
                | Self::StructureChanged
        )
    }

    /// Something about a correction of a person's civil status.
    pub const fn is_of_civil_status(self) -> bool {
        matches!(
            self,
            Self::CivilStatusCorrectionAsked
                | Self::CivilStatusDecisionProposed
                | Self::CivilStatusDecisionReturned
                | Self::CivilStatusCorrected
                | Self::CivilStatusCorrectionRefused
                | Self::CivilStatusCorrectionWithdrawn
        )
    }

    /// Something else than the civil status changes in a person's entry, or waits to.
    pub const fn is_of_entry(self) -> bool {
        matches!(
            self,
            Self::ContactChangeAsked
                | Self::ContactCodeRefused
                | Self::ContactChanged
                | Self::ContactChangeCancelled
                | Self::ExerciseNamesChanged
                | Self::SituationChanged
                | Self::SituationClosed
        )
    }

    /// Something about a question to support.
    pub const fn is_of_support(self) -> bool {
        matches!(
            self,
            Self::SupportAsked
                | Self::SupportTaken
                | Self::SupportAnswered
                | Self::SupportClosed
                | Self::SupportReopened
        )
    }

    /// What software of a structure may do changes, or ends.
    pub const fn changes_a_client(self) -> bool {
        matches!(
            self,
            Self::ClientChanged
                | Self::ClientSuspended
                | Self::ClientResumed
                | Self::ClientRevoked
                | Self::ClientTokenRevoked
                | Self::ClientGrantWithdrawn
        )
    }

    /// Something about who represents or manages a structure.
    pub const fn is_of_office(self) -> bool {
        self.changes_a_right()
            || matches!(
                self,
                Self::ManagerProposed
                    | Self::InvitationSent
                    | Self::InvitationRedeemed
                    | Self::PrerequisiteRecorded
            )
    }

    /// Other rules hold, from some day on.
    pub const fn changes_the_rules(self) -> bool {
        matches!(self, Self::RuleSetScheduled | Self::RuleSetDiscarded)
    }

    /// Other reference data holds, from some day on.
    pub const fn changes_the_reference(self) -> bool {
        matches!(self, Self::ReferenceScheduled | Self::ReferenceDiscarded)
    }

    /// Something about a rule set, in force or not.
    pub const fn is_of_rules(self) -> bool {
        self.changes_the_rules() || matches!(self, Self::RuleSetDrafted | Self::RuleSetSimulated)
    }

    /// A manager's right begins, ends, rests or goes on.
    pub const fn changes_a_right(self) -> bool {
        matches!(
            self,
            Self::ManagerDesignated
                | Self::DesignationRevoked
                | Self::DesignationSuspended
                | Self::DesignationResumed
                | Self::DesignationEnded
                | Self::MandateRecorded
                | Self::MandateEnded
        )
    }

    /// Of the work of the ANS, told to its agents alone.
    pub const fn is_for_agents_alone(self) -> bool {
        matches!(
            self,
            Self::CivilStatusDecisionProposed | Self::CivilStatusDecisionReturned
        ) || self.is_of_rules()
    }

    /// Of somebody's own work, before it is sent or beside it: no structure hears of it.
    pub const fn is_for_its_owner_alone(self) -> bool {
        matches!(
            self,
            Self::RequestCreated
                | Self::RequestSaved
                | Self::EmailCodeSent
                | Self::EmailCodeRefused
                | Self::DraftRestored
                | Self::DraftExpiring
                | Self::DraftDeleted
                | Self::ContactCodeRefused
                | Self::AccountCreated
                | Self::SessionOpened
                | Self::SessionClosed
                | Self::MailSent
                | Self::ViewSaved
                | Self::ViewDeleted
                | Self::FileRead
        ) || self.is_of_support()
    }

    /// What it is about is gone for whoever hears of it: a copy that was kept is to be deleted.
    pub const fn is_tombstone(self) -> bool {
        matches!(
            self,
            Self::DraftDeleted
                | Self::RequestMoved
                | Self::RegistrationWithdrawn
                | Self::ViewDeleted
                | Self::WebhookDeleted
        )
    }
}
