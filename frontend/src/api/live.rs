//! Subscriptions over `/graphql/ws`, which mend themselves.
//!
//! A lost socket is opened again after a pause that grows, with some chance in it so that a restarted
//! server is not met by everybody at once, and at once when the browser is back on line. One that
//! falls silent is asked for a sign of life, and counts as lost without. A
//! subscription to one request begins with the request as it is, so what happened meanwhile is in its
//! first message; a queue is read again. What is not newer than the shown revision is dropped there.

mod socket;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use leptos::task::spawn_local_scoped_with_cancellation;
use serde_json::Value;
use shared::queue::QueueView;

use self::socket::{Ended, Heard, Socket};
use super::civil_status::CivilStatusChange;
use super::designation::Designation;
use super::draft::DraftVerdict;
use super::error::ApiError;
use super::figures::Dashboard;
use super::node::Node;
use super::notice::NoticeCount;
use super::queue::{OfFilterFields, OfStructure, OfStructureFields, QueueChange, of_filter};
use super::register::{ByNumberFields, Registration};
use super::regularisation::FlaggedCount;
use super::request::{ByIdFields, Request};
use super::rules::{Named, NamedFields, RuleSetVersion};
use super::schema;
use super::send::{envelope, json, read, with_selection};
use super::support::SupportChange;
use crate::browser::{WindowEvent, random, sleep};

/// A socket without a sign of life for twice this time is lost, whatever the browser thinks of it.
const SILENCE_MS: i32 = 15_000;

/// How the socket of a page is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Link {
    /// Open, for the first time or again.
    Up,
    /// Lost, and being opened again.
    Down,
    /// Ended for good: the session is over, or the right was taken away.
    Refused(ApiError),
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "ById")]
struct RequestChanged {
    #[arguments(id: $id)]
    request_changed: Request,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "ById")]
struct VerdictOfDraft {
    #[arguments(id: $id)]
    draft_verdict: DraftVerdict,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "OfFilter")]
struct QueueChanged {
    #[arguments(filter: $filter)]
    queue_changed: QueueChange,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "OfStructure")]
struct DesignationsChanged {
    #[arguments(structureId: $structure)]
    designations_changed: Vec<Designation>,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "OfStructure")]
struct FlaggedChanged {
    #[arguments(structureId: $structure)]
    flagged_changed: FlaggedCount,
}

/// Until the calling component goes, tells how many registrations are flagged in one's structures, or in one of them.
pub(crate) fn flagged_changed(
    structure: Option<String>,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(FlaggedCount) + 'static,
) {
    let structure = structure.map(cynic::Id::new);
    listen_with(
        "subscription($structure:ID){flaggedChanged(structureId:$structure)",
        &json(&OfStructure { structure }),
        link,
        changed,
    );
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "ByNumber")]
struct RegistrationChanged {
    #[arguments(rppsNumber: $number)]
    registration_changed: Registration,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription")]
struct CivilStatusCorrectionsChanged {
    civil_status_corrections_changed: CivilStatusChange,
}

/// Until the calling component goes, tells an entry of the register: one's own, or by number.
pub(crate) fn registration_changed(
    rpps_number: Option<String>,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(Registration) + 'static,
) {
    listen(
        "subscription($number:String){registrationChanged(rppsNumber:$number)",
        &[("number", rpps_number)],
        link,
        changed,
    );
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "Named")]
struct RuleSetChanged {
    #[arguments(name: $name)]
    rule_set_changed: RuleSetVersion,
}

/// Until the calling component goes, tells a rule set as it is changed, run and scheduled.
pub(crate) fn rule_set_changed(
    name: String,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(RuleSetVersion) + 'static,
) {
    let variables = Named { name };
    listen(
        "subscription($name:String!){ruleSetChanged(name:$name)",
        &[("name", Some(variables.name))],
        link,
        changed,
    );
}

/// Until the calling component goes, tells each correction of a civil status that changes.
pub(crate) fn civil_status_corrections_changed(
    link: impl Fn(Link) + 'static,
    changed: impl Fn(CivilStatusChange) + 'static,
) {
    listen(
        "subscription{civilStatusCorrectionsChanged",
        &[],
        link,
        changed,
    );
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription")]
struct SupportChanged {
    support_changed: SupportChange,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription", variables = "OfStructure")]
struct DashboardChanged {
    #[arguments(structureId: $structure)]
    dashboard_changed: Dashboard,
}

/// Until the calling component goes, tells the figures of one's structures, or of one of them.
pub(crate) fn dashboard_changed(
    structure: Option<String>,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(Dashboard) + 'static,
) {
    listen(
        "subscription($structure:ID){dashboardChanged(structureId:$structure)",
        &[("structure", structure)],
        link,
        changed,
    );
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Subscription")]
struct NoticesChanged {
    notices_changed: NoticeCount,
}

/// Until the calling component goes, tells how many notices are unread.
pub(crate) fn notices_changed(
    link: impl Fn(Link) + 'static,
    changed: impl Fn(NoticeCount) + 'static,
) {
    listen("subscription{noticesChanged", &[], link, changed);
}

/// Until the calling component goes, tells each state of a request.
pub(crate) fn request_changed(
    id: String,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(Request) + 'static,
) {
    listen(
        "subscription($id:ID!){requestChanged(id:$id)",
        &[("id", Some(id))],
        link,
        changed,
    );
}

/// Until the calling component goes, tells what the server thinks of a draft.
pub(crate) fn draft_verdict(
    id: String,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(DraftVerdict) + 'static,
) {
    listen(
        "subscription($id:ID!){draftVerdict(id:$id)",
        &[("id", Some(id))],
        link,
        changed,
    );
}

/// Until the calling component goes, tells the designations of a structure, or one's own.
pub(crate) fn designations_changed(
    structure: Option<String>,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(Vec<Designation>) + 'static,
) {
    listen(
        "subscription($structure:ID){designationsChanged(structureId:$structure)",
        &[("structure", structure)],
        link,
        changed,
    );
}

/// Until the calling component goes, tells each change of a queue, and whether what it shows has the request now.
pub(crate) fn queue_changed(
    view: &QueueView,
    link: impl Fn(Link) + 'static,
    changed: impl Fn(QueueChange) + 'static,
) {
    listen_with(
        "subscription($filter:RequestFilter){queueChanged(filter:$filter)",
        &json(&of_filter(view)),
        link,
        changed,
    );
}

/// Until the calling component goes, tells each change of the inbox of support.
pub(crate) fn support_changed(
    link: impl Fn(Link) + 'static,
    changed: impl Fn(SupportChange) + 'static,
) {
    listen("subscription{supportChanged", &[], link, changed);
}

pub(super) fn listen<T: Node>(
    query: &str,
    variables: &[(&str, Option<String>)],
    link: impl Fn(Link) + 'static,
    message: impl Fn(T) + 'static,
) {
    let variable =
        |(name, value): &(&str, Option<String>)| ((*name).to_owned(), value.clone().into());
    let variables = Value::Object(variables.iter().map(variable).collect());
    listen_with(query, &variables.to_string(), link, message);
}

fn listen_with<T: Node>(
    query: &str,
    variables: &str,
    link: impl Fn(Link) + 'static,
    message: impl Fn(T) + 'static,
) {
    let query = with_selection(query, T::select);
    let request = envelope(&query, variables);
    let heard = move |answer| read(answer).map(&message);
    let listening = keep_listening(request, Box::new(link), Box::new(heard));
    spawn_local_scoped_with_cancellation(listening);
}

type OnLink = Box<dyn Fn(Link)>;
type OnMessage = Box<dyn Fn(Value) -> Result<(), ApiError>>;

/// Not generic, like all below, so that the engine is in the program once.
async fn keep_listening(request: String, link: OnLink, message: OnMessage) {
    let mut failures = 0;
    loop {
        match listen_once(&request, &link, &message, &mut failures).await {
            Ended::Lost => link(Link::Down),
            Ended::Refused(error) => return link(Link::Refused(error)),
        }
        let back_on_line = WindowEvent::next("online");
        if let Either::Right(_) = select(sleep(pause(failures)), back_on_line).await {
            failures = 0;
        }
        failures += 1;
    }
}

async fn listen_once(
    request: &str,
    link: &OnLink,
    message: &OnMessage,
    failures: &mut u32,
) -> Ended {
    let mut socket = match Socket::open(request) {
        Ok(socket) => socket,
        Err(ended) => return ended,
    };
    let mut is_asked = false;
    loop {
        let silence = select(sleep(SILENCE_MS), WindowEvent::next("offline"));
        let heard = match select(socket.heard.next(), silence).await {
            Either::Left((heard, _)) => heard,
            Either::Right((Either::Left(_), _)) if !is_asked => {
                is_asked = true;
                socket.ping();
                continue;
            }
            Either::Right(_) => return Ended::Lost,
        };
        is_asked = false;
        match heard {
            Some(Heard::Welcome) => {
                *failures = 0;
                link(Link::Up);
            }
            Some(Heard::Answer(answer)) => match message(answer) {
                Ok(()) => {}
                Err(error) if error.is_passing() => return Ended::Lost,
                Err(error) => return Ended::Refused(error),
            },
            Some(Heard::Alive) => {}
            Some(Heard::Ended(ended)) => return ended,
            None => return Ended::Lost,
        }
    }
}

/// Half a second, then twice as long each time up to half a minute, of which half is chance.
fn pause(failures: u32) -> i32 {
    let longest = 500_i32 << failures.min(6);
    longest / 2 + random(longest / 2)
}
