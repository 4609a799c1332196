//! Readings. Each root field is one statement, or none.

mod accesses;
mod batches;
mod civil_status;
mod clients;
mod entries;
mod events;
mod figures;
mod notices;
mod references;
mod registrations;
mod rules;
mod simulation;
mod structures;
mod support;
mod webhooks;

use async_graphql::{Context, Enum, Error, ID, InputObject, MergedObject, Object, Result};
use shared::eligibility::FindingCode;
use shared::id::{RequestId, StructureId};
use shared::queue::Wanted;
use shared::rpps::RppsNumber;
use shared::{catalogue as texts, eligibility};
use uuid::Uuid;

use super::access::{AgentPurpose, asks_for_the_file};
use super::account::Me;
use super::catalogue::{CatalogueEntry, Commune, Country, Role, RuleSet, ValueSet};
use super::connection::{PageArguments, RequestConnection, RequestEdge, cursor, page_info};
use super::context::{app, caller, coded, internal, signed_in};
use super::registration::{Registration, Unread, read};
use super::request::Request;
use super::scalar::{Date, RequestStatus, Route};
use super::subscription::StatusCount;
use super::{DEFAULT_PAGE, MAX_PAGE};
use crate::accesses::{self as looks, Listing};
use crate::queues;
use crate::requests::{self, Viewed, Viewer};
use crate::store::{Order, Page, Scope, micros};

/// Whose requests a list holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub(crate) enum RequestScope {
    /// Filed by the caller.
    #[default]
    Mine,
    /// Of the structures that the caller manages.
    Managed,
}

/// Which requests a list holds.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct RequestFilter {
    #[graphql(default)]
    pub(super) scope: RequestScope,
    pub(super) status: Option<RequestStatus>,
    /// One of the structures that the caller manages.
    pub(super) structure_id: Option<ID>,
    /// Of a queue: the beginning of a name, an e-mail address, a reference or an RPPS number, or the id of a request;
    /// accents, hyphens and case ignored. Own requests are listed whole, whatever is given here or below.
    pub(super) search: Option<String>,
    /// Code of TRE_R85, as it was sent.
    pub(super) role: Option<String>,
    pub(super) route: Option<Route>,
    /// Sent more than that many days ago.
    pub(super) older_than_days: Option<i32>,
    /// Whether the registration is likely to be deleted later.
    pub(super) at_risk: Option<bool>,
    /// Who has the request open to decide on it.
    pub(super) holder: Option<LeaseHolder>,
    /// Code of the rule catalogue: the verdict says it, among others.
    pub(super) finding: Option<String>,
}

/// Whose lease holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::queue::Holder")]
pub(crate) enum LeaseHolder {
    /// The caller's.
    Mine,
    /// Anybody's, the caller's too.
    Anybody,
    /// Nobody's.
    Nobody,
}

impl RequestFilter {
    /// What is wanted of a queue; `None` when there is no such thing.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        let finding = self.finding.as_deref().map(FindingCode::from_code);
        if finding == Some(None) {
            return None;
        }
        let wanted = Wanted {
            role: self.role.clone(),
            route: self.route.map(Into::into),
            older_than_days: self.older_than_days,
            at_risk: self.at_risk,
            holder: self.holder.map(Into::into),
            finding: finding.flatten(),
        };
        Some(wanted).filter(Wanted::is_possible)
    }

    /// The same, whatever is searched: what is found is counted with its list, which is kept as a look at data.
    pub(super) fn unsearched(filter: Option<Self>) -> Self {
        Self {
            search: None,
            ..filter.unwrap_or_default()
        }
    }

    pub(super) fn status(&self) -> Option<shared::status::Status> {
        self.status.map(Into::into)
    }
}

/// In which order a list comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum RequestOrder {
    /// The latest change first.
    UpdatedDesc,
    /// What was left alone for longest first.
    UpdatedAsc,
    /// The longest waiting first; drafts are left out.
    SubmittedAsc,
    /// The latest sent first; drafts are left out.
    SubmittedDesc,
}

impl From<RequestOrder> for Order {
    fn from(order: RequestOrder) -> Self {
        match order {
            RequestOrder::UpdatedDesc => Self::UpdatedDesc,
            RequestOrder::UpdatedAsc => Self::UpdatedAsc,
            RequestOrder::SubmittedAsc => Self::SubmittedAsc,
            RequestOrder::SubmittedDesc => Self::SubmittedDesc,
        }
    }
}

/// Readings.
#[derive(Clone, Copy, Debug, Default, MergedObject)]
pub(crate) struct Query(
    RequestQuery,
    registrations::RegistrationQuery,
    structures::StructureQuery,
    rules::RuleQuery,
    references::ReferenceQuery,
    simulation::SimulationQuery,
    civil_status::CivilStatusQuery,
    entries::EntryQuery,
    events::EventQuery,
    accesses::AccessQuery,
    figures::FigureQuery,
    notices::NoticeQuery,
    batches::BatchQuery,
    structures::StructureQuery,
    support::SupportQuery,
    clients::ClientQuery,
    webhooks::WebhookQuery,
);

/// Readings of requests, and of what is the same for everybody.
#[derive(Clone, Copy, Debug, Default)]
struct RequestQuery;

#[Object]
impl RequestQuery {
    /// The caller and their surroundings.
    async fn me(&self, context: &Context<'_>) -> Result<Me> {
        Ok(Me(caller(context).await?.signed_in().ok().cloned()))
    }

    /// A request of the caller's, or of a structure that the caller manages.
    async fn request(&self, context: &Context<'_>, id: ID) -> Result<Option<Request>> {
        let signed_in = signed_in(context).await?;
        let Ok(id) = id.parse::<Uuid>() else {
            return Ok(None);
        };
        let viewed = requests::request(app(context), &caller(context).await?, RequestId(id)).await;
        let viewed = viewed.map_err(|error| internal(context, &error))?;
        Ok(viewed.map(|viewed| Request::new(viewed, signed_in)))
    }

    /// Requests, at most 100 a page, 20 unless asked otherwise.
    #[expect(
        clippy::too_many_arguments,
        reason = "a Relay connection has four of them, and ours a filter and an order"
    )]
    #[graphql(
        complexity = "first.or(last).unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn requests(
        &self,
        context: &Context<'_>,
        filter: Option<RequestFilter>,
        order_by: Option<RequestOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<RequestConnection> {
        let signed_in = signed_in(context).await?;
        let filter = filter.unwrap_or_default();
        let (scope, viewer) = match filter.scope {
            RequestScope::Mine => (Scope::Mine(signed_in.account), Viewer::Owner),
            RequestScope::Managed => (
                managed(context, &signed_in, filter.structure_id.as_ref(), &filter)?,
                Viewer::Manager,
            ),
        };
        let order = match (order_by, filter.scope) {
            (Some(order), _) => order.into(),
            (None, RequestScope::Mine) => Order::UpdatedDesc,
            (None, RequestScope::Managed) => Order::SubmittedAsc,
        };
        let page = PageArguments {
            first,
            after,
            last,
            before,
        }
        .page(context)?;
        let status = filter.status.map(Into::into);
        let slice = async {
            app(context)
                .store
                .read()
                .await?
                .requests(&scope, status, order, page)
                .await
        };
        let slice = slice.await.map_err(|error| internal(context, &error))?;
        if let Some(listing) = listing(context, &scope) {
            looks::read_requests(app(context), &signed_in, &slice.rows, listing)
                .await
                .map_err(|error| internal(context, &error))?;
        }
        let edges: Vec<RequestEdge> = slice
            .rows
            .into_iter()
            .map(|view| {
                let at = if order.is_by_submission() {
                    view.request.submitted_at.unwrap_or_default()
                } else {
                    view.request.updated_at
                };
                RequestEdge {
                    cursor: cursor(micros(at), view.request.id.0),
                    node: Request::new(Viewed { view, viewer }, signed_in.clone()),
                }
            })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let page_info = page_info(page, slice.more, &cursors);
        Ok(RequestConnection {
            edges,
            page_info,
            scope,
            status,
        })
    }

    /// The caller's own entry in the register; by number, for ANS agents and managers of one of the person's
    /// structures. Who reads somebody else's is kept, and shown to that person.
    async fn registration(
        &self,
        context: &Context<'_>,
        rpps_number: Option<String>,
        #[graphql(desc = "Why; ANS agents have to say so, or are refused as `PURPOSE_REQUIRED`.")]
        purpose: Option<AgentPurpose>,
    ) -> Result<Option<Registration>> {
        let caller = caller(context).await?;
        let signed_in = signed_in(context).await?;
        let number = rpps_number.as_deref().map(RppsNumber::parse_typed);
        // What is no number is nobody's.
        let Ok(number) = number.transpose() else {
            return Ok(None);
        };
        let purpose = purpose.map(AgentPurpose::into);
        match read(app(context), &caller, number.as_ref(), purpose).await {
            Ok(found) => Ok(found.map(|found| Registration::new(app(context), found, &signed_in))),
            Err(Unread::PurposeRequired) => Err(coded(context, "PURPOSE_REQUIRED")),
            Err(Unread::Store(error)) => Err(internal(context, &error)),
        }
    }

    /// Roles of the nomenclature; all of them unless words are given, accents and case ignored.
    async fn roles(&self, context: &Context<'_>, search: Option<String>) -> Vec<Role> {
        let rules = app(context).rules.on(app(context).clock.today());
        let reference = app(context).reference();
        let found = reference.roles(search.as_deref()).into_iter();
        found
            .map(|named| Role::named(&rules, named.clone()))
            .collect()
    }

    /// The lists of the nomenclature that the form offers, values that have ended too.
    async fn value_sets(&self, context: &Context<'_>) -> Vec<ValueSet> {
        ValueSet::all(&app(context).reference())
    }

    /// The rule set in force on a day; today unless given.
    async fn rule_set(&self, context: &Context<'_>, as_of: Option<Date>) -> RuleSet {
        let day = as_of.map_or_else(|| app(context).clock.today(), |date| date.0);
        RuleSet::from(app(context).rules.on(day).as_ref())
    }

    /// Every finding a verdict can have.
    async fn rule_catalogue(&self) -> Vec<CatalogueEntry> {
        let entry = |code: &eligibility::FindingCode| {
            let finding = texts::finding(*code);
            CatalogueEntry {
                code: code.code(),
                text: finding.text.into(),
                remedy: Some(finding.remedy.into()),
                source: Some(finding.source),
            }
        };
        eligibility::FindingCode::ALL.iter().map(entry).collect()
    }

    /// Every refusal, error and form problem.
    async fn error_catalogue(&self) -> Vec<CatalogueEntry> {
        let problems = shared::field_error::Problem::ALL
            .iter()
            .map(|problem| (problem.code(), problem.text()));
        let faults = shared::rule_set::RuleFault::ALL
            .iter()
            .map(|fault| (fault.code(), fault.text()));
        texts::REFUSALS
            .iter()
            .chain(texts::BATCHES)
            .chain(texts::ERRORS)
            .chain(texts::SIGN_IN_ERRORS)
            .copied()
            .chain(problems)
            .chain(faults)
            .map(|(code, text)| CatalogueEntry {
                code,
                text: text.into(),
                remedy: None,
                source: None,
            })
            .collect()
    }

    /// Communes by the beginning of their name, or by code; accents and case ignored.
    async fn communes(
        &self,
        context: &Context<'_>,
        search: String,
        first: Option<i32>,
    ) -> Vec<Commune> {
        app(context)
            .reference()
            .search_communes(&search, most(first))
            .into_iter()
            .map(Commune::from)
            .collect()
    }

    /// Countries by a part of their name; accents and case ignored.
    async fn countries(
        &self,
        context: &Context<'_>,
        search: String,
        first: Option<i32>,
    ) -> Vec<Country> {
        app(context)
            .reference()
            .search_countries(&search, most(first))
            .into_iter()
            .map(Country::from)
            .collect()
    }

    /// Requests by state in the structures that the caller manages, or in one of them: all, or what a filter wants.
    /// Its scope and state mean nothing here, and what is searched is counted by `requests` alone.
    async fn queue_counts(
        &self,
        context: &Context<'_>,
        structure_id: Option<ID>,
        filter: Option<RequestFilter>,
    ) -> Result<Vec<StatusCount>> {
        let signed_in = signed_in(context).await?;
        let filter = RequestFilter::unsearched(filter);
        let structure = structure_id.as_ref().or(filter.structure_id.as_ref());
        let scope = managed(context, &signed_in, structure, &filter)?;
        let counts = async { app(context).store.read().await?.queue_counts(&scope).await };
        let counts = counts.await.map_err(|error| internal(context, &error))?;
        Ok(counts.into_iter().map(StatusCount::from).collect())
    }
}

/// What of a page of requests is to be kept: that it was searched for, or that it holds whole files.
fn listing(context: &Context<'_>, scope: &Scope) -> Option<Listing> {
    let Scope::Managed {
        structure, search, ..
    } = scope
    else {
        return None;
    };
    if search.is_some() {
        return Some(Listing::Searched(*structure));
    }
    let asked = context.look_ahead();
    let nodes = [asked.field("nodes"), asked.field("edges").field("node")];
    nodes.iter().any(asks_for_the_file).then_some(Listing::Full)
}

/// The requests of the caller's structures, or of one of them.
pub(super) fn managed(
    context: &Context<'_>,
    signed_in: &crate::caller::SignedIn,
    structure: Option<&ID>,
    filter: &RequestFilter,
) -> Result<Scope, Error> {
    let queues = signed_in.queues_of();
    let subject_name_id = queues.ok_or_else(|| coded(context, "FORBIDDEN"))?;
    let structure = match structure {
        None => None,
        Some(id) => {
            let id = id
                .parse()
                .map(StructureId)
                .map_err(|_| coded(context, "NOT_FOUND"))?;
            if !signed_in.managed.contains(&id) {
                return Err(coded(context, "FORBIDDEN"));
            }
            Some(id)
        }
    };
    let search = filter.search.as_deref();
    if search.is_some_and(|search| !queues::is_searchable(search)) {
        return Err(coded(context, "INVALID_ARGUMENT"));
    }
    let wanted = filter.wanted();
    let wanted = wanted.ok_or_else(|| coded(context, "INVALID_ARGUMENT"))?;
    Ok(Scope::Managed {
        subject_name_id,
        structure,
        search: search.and_then(queues::term),
        narrowed: queues::narrowed(app(context), signed_in, wanted),
    })
}

fn most(first: Option<i32>) -> usize {
    usize::try_from(first.unwrap_or(DEFAULT_PAGE).clamp(0, MAX_PAGE)).unwrap_or_default()
}

fn no_page(size: i32) -> Page {
    Page {
        limit: size.into(),
        from: None,
        backward: false,
    }
}
