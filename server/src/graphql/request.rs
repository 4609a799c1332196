//! A request as its author or a manager sees it.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use shared::request::{self, Decision};

use super::account::Identity;
use super::catalogue::Role;
use super::context::app;
use super::request_form::RequestForm;
use super::scalar::{RejectionReason, RequestStatus, Route, Text};
use super::structure::Structure;
use super::timeline::{self, TimelineEntry};
use super::verdict::{FieldError, Verdict};
use crate::app::App;
use crate::caller::SignedIn;
use crate::requests::{self, Viewed, Viewer};
use crate::store::{RequestView, Sent};

/// A request for registration.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    view: RequestView,
    viewer: Viewer,
    signed_in: Arc<SignedIn>,
}

/// Revision, steps, and whether somebody can decide.
pub(super) type Stamp = (i32, usize, bool);

impl Request {
    pub(super) fn new(viewed: Viewed, signed_in: Arc<SignedIn>) -> Self {
        Self {
            view: viewed.view,
            viewer: viewed.viewer,
            signed_in,
        }
    }

    pub(super) fn draft_verdict(&self, app: &App) -> DraftVerdict {
        DraftVerdict {
            revision: self.view.request.revision,
            verdict: self.verdict_now(app),
            problems: self.problems_now(app),
        }
    }

    pub(super) fn claim_now(&self, now: DateTime<Utc>) -> Option<Claim> {
        let claim = self.view.request.live_claim(now)?;
        Some(Claim {
            // A professional reads that somebody has it open, not who.
            holder: self
                .view
                .holder
                .clone()
                .filter(|_| self.viewer == Viewer::Manager)
                .unwrap_or_default(),
            mine: claim.by == self.signed_in.account,
            until: claim.until,
        })
    }

    /// Changes with whatever its readers are shown.
    pub(super) fn stamp(&self) -> Stamp {
        let structure = self.view.structure.as_ref();
        (
            self.view.request.revision,
            self.view.history.len(),
            structure.is_some_and(|structure| structure.has_manager),
        )
    }

    fn verdict_now(&self, app: &App) -> Verdict {
        let viewer = (self.viewer == Viewer::Manager).then_some(self.signed_in.as_ref());
        Verdict::from(&requests::verdict(app, &self.view, viewer))
    }

    fn problems_now(&self, app: &App) -> Vec<FieldError> {
        if self.viewer != Viewer::Owner || !self.view.request.status.is_editable() {
            return Vec::new();
        }
        requests::problems(app, &self.view)
            .into_iter()
            .map(FieldError::from)
            .collect()
    }
}

/// A request for registration.
#[Object]
impl Request {
    async fn id(&self) -> ID {
        self.view.request.id.to_string().into()
    }

    /// What a person reads out on the telephone, `RP-XXXXX-XXXXX`.
    async fn reference(&self) -> String {
        self.view.request.id.reference()
    }

    /// Counts the changes; a change asked on an older one is refused as stale.
    async fn revision(&self) -> i32 {
        self.view.request.revision
    }

    /// Until when a draft that was withdrawn can be restored; null for anything else.
    async fn restorable_until(&self) -> Option<DateTime<Utc>> {
        self.view.request.restorable_until()
    }

    /// When what was never sent will be deleted unless somebody touches it; null once it was sent.
    async fn deleted_at(&self, context: &Context<'_>) -> Option<DateTime<Utc>> {
        let request = &self.view.request;
        let is_unsent = request.submission.is_none();
        is_unsent.then(|| requests::deleted_at(app(context), request.updated_at))
    }

    async fn status(&self) -> RequestStatus {
        self.view.request.status.into()
    }

    async fn route(&self) -> Route {
        self.view.request.route.into()
    }

    async fn created_at(&self) -> DateTime<Utc> {
        self.view.request.created_at
    }

    /// Last change; of a draft, the last save.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.view.request.updated_at
    }

    /// First submission.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.view.request.submitted_at
    }

    async fn decided_at(&self) -> Option<DateTime<Utc>> {
        self.view.request.decided_at
    }

    /// Civil status at filing.
    async fn identity(&self, context: &Context<'_>) -> Identity {
        Identity::new(app(context), &self.view.request.identity)
    }

    /// What was typed: the working copy for its author, the last submission for a manager.
    async fn form(&self) -> RequestForm {
        self.view.request.form_as_sent().clone().into()
    }

    /// The chosen structure, when the FINESS number is known.
    async fn structure(&self, context: &Context<'_>) -> Option<Structure> {
        self.view
            .structure
            .clone()
            .map(|structure| Structure::new(app(context), structure))
    }

    async fn role(&self, context: &Context<'_>) -> Option<Role> {
        let role = shared::role::Role::parse(self.view.request.form_as_sent().role.trim()).ok()?;
        Some(Role::new(app(context), role))
    }

    /// The address was confirmed by the code sent to it; the decision needs it.
    async fn email_confirmed(&self) -> bool {
        self.view.request.is_email_confirmed()
    }

    /// The verdict as it stands now; of a decided request, the one it was decided with.
    async fn verdict(&self, context: &Context<'_>) -> Verdict {
        self.verdict_now(app(context))
    }

    /// Fields still missing or wrong, of a draft or an open correction; for its author only.
    async fn problems(&self, context: &Context<'_>) -> Vec<FieldError> {
        self.problems_now(app(context))
    }

    /// Who has it open to decide; of the name only managers read.
    async fn claim(&self, context: &Context<'_>) -> Option<Claim> {
        self.claim_now(app(context).clock.now())
    }

    /// The last correction asked.
    async fn correction(&self) -> Option<Correction> {
        let request = &self.view.request;
        request.correction.as_ref().map(|correction| Correction {
            text: correction.text.clone(),
            requested_at: correction.at,
            open: request.status == shared::status::Status::CorrectionRequested,
            items: correction.items.iter().map(CorrectionItem::from).collect(),
        })
    }

    async fn rejection(&self) -> Option<Rejection> {
        let request = &self.view.request;
        match (&request.decision, request.decided_at) {
            (Some(Decision::Rejected { reason, text }), Some(at)) => Some(Rejection {
                reason: (*reason).into(),
                reason_text: reason.label().into(),
                text: text.clone(),
                at,
            }),
            _ => None,
        }
    }

    /// Who decided; only managers read the name.
    async fn decided_by(&self) -> Option<&str> {
        let name = self.view.decider.as_deref();
        name.filter(|_| self.viewer == Viewer::Manager)
    }

    /// Known once validated.
    async fn rpps_number(&self) -> Option<&str> {
        self.view.rpps_number.as_deref()
    }

    /// The registration will probably be deleted later.
    async fn at_risk(&self) -> bool {
        self.view
            .request
            .submission
            .as_ref()
            .is_some_and(|sent| sent.verdict.is_at_risk())
    }

    /// What happened, the oldest first, then what is to come; in lists, only what is to come.
    #[graphql(complexity = "10 + child_complexity")]
    async fn timeline(&self, context: &Context<'_>) -> Vec<TimelineEntry> {
        timeline::timeline(&self.view, app(context).clock.now())
    }
}

/// A lease: who has the request open to decide on it.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Claim {
    /// Display name; empty for the request's author.
    pub(super) holder: String,
    pub(super) mine: bool,
    pub(super) until: DateTime<Utc>,
}

/// What the author is asked to correct.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Correction {
    text: String,
    requested_at: DateTime<Utc>,
    /// Not sent again yet.
    open: bool,
    items: Vec<CorrectionItem>,
}

#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CorrectionItem {
    /// Name as in `RequestForm`.
    field: &'static str,
    code: &'static str,
    code_text: Text,
    /// The manager's own words.
    text: String,
}

impl From<&request::CorrectionItem> for CorrectionItem {
    fn from(item: &request::CorrectionItem) -> Self {
        Self {
            field: item.field.code(),
            code: item.code.code(),
            code_text: item.code.label().into(),
            text: item.text.clone(),
        }
    }
}

/// A request as it was sent once.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Submission {
    /// 1 for the first.
    number: i32,
    submitted_at: DateTime<Utc>,
    form: RequestForm,
    /// Names as in `RequestForm`; none for the first.
    changed_fields: Vec<&'static str>,
}

impl Submission {
    /// Each compared with the one before.
    pub(super) fn all(sent: Vec<Sent>) -> Vec<Self> {
        let mut before: Option<shared::form::RawForm> = None;
        let submission = |sent: Sent| {
            let changed = before
                .as_ref()
                .map(|before| sent.form.changed_fields(before))
                .unwrap_or_default();
            before = Some(sent.form.clone());
            Self {
                number: sent.number,
                submitted_at: sent.at,
                form: sent.form.into(),
                changed_fields: changed
                    .into_iter()
                    .map(shared::field_error::Field::code)
                    .collect(),
            }
        };
        sent.into_iter().map(submission).collect()
    }
}

/// Why the request was rejected.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Rejection {
    reason: RejectionReason,
    reason_text: Text,
    text: String,
    at: DateTime<Utc>,
}

/// The verdict of a draft as last saved.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct DraftVerdict {
    revision: i32,
    verdict: Verdict,
    problems: Vec<FieldError>,
}
