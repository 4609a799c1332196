//! The page on which a manager decides: everything to know, then one of three decisions.

mod changes;
mod claim;
mod correct;
mod decision;
mod duplicates;
mod file;
mod prepared;
mod reject;
mod validate;

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::form::RawForm;
use shared::status::Status;

use self::claim::Lease;
use self::decision::Typed;
use super::access::{Audience, page_for};
use super::loading::load;
use crate::address::Address;
use crate::api::{self, Answered, ApiError, Decision, Detail, Link, ReasonTemplate, Request};
use crate::browser::{self, focus, say};
use crate::components::{Alert, AlertKind, Heading, StatusBadge};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{access, civil_status, fill, of_error, phrases, review as words};
use crate::view::{memo, part};

const OUTCOME_ID: &str = "decision-outcome";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Review {
    request: RwSignal<Request>,
    session: SessionState,
    /// A decision, or a claim, is under way.
    busy: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    /// Fields that changed while the page was open; empty when only the state did.
    changed: RwSignal<Option<Vec<Field>>>,
    /// What was decided here.
    decided: RwSignal<Option<String>>,
    problems: RwSignal<Vec<(Field, Problem)>>,
    key: StoredValue<String>,
    down: RwSignal<bool>,
    /// What the structure's managers have written before.
    prepared: RwSignal<Vec<ReasonTemplate>>,
}

pub(crate) fn review(id: String) -> AnyView {
    page_for(Audience::Manager, move || {
        let id = StoredValue::new(id.clone());
        load(move || api::request(id.get_value()), show)
    })
}

fn show(request: Request) -> AnyView {
    let title = fill(say(words::TITLE), &request.identity.full_name());
    let review = Review {
        request: RwSignal::new(request),
        session: SessionState::of_page(),
        busy: RwSignal::new(false),
        failed: RwSignal::new(None),
        changed: RwSignal::new(None),
        decided: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
        key: StoredValue::new(browser::new_key()),
        down: RwSignal::new(false),
        prepared: RwSignal::new(Vec::new()),
    };
    prepared::read(review);
    review.follow();
    let lease = Lease::take(review);
    let typed = Typed::nothing(review);
    let status = memo(move || review.request.with(|request| request.status.0));
    view! {
        <p>
            <a class="fr-link" href=Address::of_page().within(Page::Queue.path())>{say(words::BACK)}</a>
        </p>
        <Heading title />
        <p role="status">
            {part(move || view! { <StatusBadge status=status.get() /> })} " "
            {review.request.with_untracked(|request| request.reference.clone())}
        </p>
        <div id=OUTCOME_ID tabindex="-1">
            {part(move || review.decided.get().map(|words| view! { <Alert kind=AlertKind::Success title=words /> }))}
            {part(move || review.changed.get().map(|fields| changed(review, fields)))}
        </div>
        {part(move || review.down.get().then(|| view! { <p class="fr-hint-text" role="status">{say(phrases::LINK_DOWN)}</p> }))}
        {part(move || lease.shown())}
        {file::file(review)}
        {changes::changes(review)}
        {duplicates::duplicates(review)}
        {part(move || decision::decision(review, typed, status.get()))}
        {part(move || (status.get() == Status::Validated).then(|| review.request.with(entry)))}
        <p class="fr-text--sm fr-mt-4w">{say(access::TOLD)}</p>
        <p>{super::contact::about(&review.id())}</p>
    }
    .into_any()
}

impl Review {
    fn id(self) -> String {
        self.request
            .with_untracked(|request| request.id.inner().to_owned())
    }

    fn revision(self) -> i32 {
        self.request.with_untracked(|request| request.revision)
    }

    /// The request as it is shown now, which is what is decided on.
    fn on_what_is_shown(self) -> Decision {
        Decision {
            id: self.id(),
            revision: self.revision(),
            take_over: false,
            key: self.key.get_value(),
        }
    }

    /// Sends a decision. What was typed stays on the page whatever is answered.
    fn decide(self, call: Answered<Request>, done: impl Fn(&Request) -> String + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        self.session.write(call, move |answer| {
            if self.busy.try_get_untracked().is_none() {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(request) => {
                    self.changed.set(None);
                    self.decided.set(Some(done(&request)));
                    self.request.set(request);
                    request_animation_frame(|| focus(OUTCOME_ID));
                }
                Err(error) => self.refused(error),
            }
        });
    }

    fn refused(self, error: ApiError) {
        let message = of_error(&error);
        if !error.is_passing() {
            // Another decision is another wish; one that got no answer may be sent again as it is.
            self.key.set_value(browser::new_key());
        }
        match error.detail {
            Detail::Stale { current, changed } => {
                self.changed.set(Some(
                    changed
                        .iter()
                        .filter_map(|field| Field::from_code(field))
                        .collect(),
                ));
                self.request.set(*current);
                request_animation_frame(|| focus(OUTCOME_ID));
                return;
            }
            Detail::Claimed(claim) => self.request.update(|request| request.claim = Some(claim)),
            Detail::Verdict(verdict) => self.request.update(|request| request.verdict = verdict),
            Detail::Errors(errors) => self
                .problems
                .set(errors.iter().filter_map(api::FieldError::known).collect()),
            _ => {}
        }
        self.failed.set(Some(message));
    }

    /// Somebody else changed the request: what matters for the decision is pointed out.
    fn meet(self, current: Request) {
        if self.busy.get_untracked() {
            return;
        }
        let shown = self.request.get_untracked();
        if current.revision < shown.revision || current == shown {
            return;
        }
        let fields = RawForm::from(&current.form).changed_fields(&RawForm::from(&shown.form));
        if self.decided.get_untracked().is_none()
            && (!fields.is_empty() || current.status != shown.status)
        {
            self.changed.set(Some(fields));
        }
        self.request.set(current);
    }

    fn follow(self) {
        let link = move |link| match link {
            Link::Up => self.down.set(false),
            Link::Down => self.down.set(true),
            Link::Refused(error) => {
                self.session.note(&error);
                self.failed.set(Some(of_error(&error)));
            }
        };
        self.session.while_signed_in(move || {
            api::request_changed(self.id(), link, move |current| self.meet(current));
        });
    }
}

/// The way to what the validation made.
fn entry(request: &Request) -> Option<AnyView> {
    let href = Address::of_page().within(Page::Entry(request.rpps_number.clone()?).path());
    Some(
        view! {
            <p>
                <a class="fr-link" href=href>{say(civil_status::ENTRY_LINK)}</a>
            </p>
        }
        .into_any(),
    )
}

fn changed(review: Review, fields: Vec<Field>) -> AnyView {
    let by = review.request.with(|request| request.decided_by.clone());
    let by = by.map(|name| [&fill(say(words::DECIDED_BY), &name), " "].concat());
    let names: Vec<&str> = fields.into_iter().map(|field| say(field.label())).collect();
    let names = (!names.is_empty()).then(|| fill(say(words::CHANGED_FIELDS), &names.join(", ")));
    view! {
        <Alert kind=AlertKind::Warning title=say(words::CHANGED)>
            <p>{by} {names} " " {say(words::CHANGED_KEPT)}</p>
        </Alert>
    }
    .into_any()
}

/// Whether a manager may still decide.
const fn is_open(status: Status) -> bool {
    matches!(status, Status::Submitted | Status::CorrectionRequested)
}
