//! Readings of who is registered, and of what changed of an entry.

use async_graphql::{Context, ID, InputObject, Object, Result};
use shared::date::Date;
use shared::id::ChangeId;
use shared::identity::NameSearch;
use shared::rpps::RppsNumber;

use super::no_page;
use crate::accesses;
use crate::graphql::access::AgentPurpose;
use crate::graphql::connection::{page_info, text_cursor, text_key_of};
use crate::graphql::context::{app, caller, coded, internal, refused, signed_in};
use crate::graphql::entry::{
    RegisteredPerson, RegisteredPersonConnection, RegisteredPersonEdge, RegistrationChange,
    RegistrationChangeConnection, RegistrationChangeEdge,
};
use crate::graphql::registration::{Unread, read};
use crate::graphql::{DEFAULT_PAGE, MAX_PAGE};
use crate::store::{ChangeScope, PersonSearch, Registration, StoreError};

/// Longest name that is looked for.
const LONGEST: usize = 300;

/// What is known of somebody who is registered: the number; or a birth name with a first name, a date of birth or both.
/// Accents, case and hyphens are ignored.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonFilter {
    rpps_number: Option<String>,
    birth_name: Option<String>,
    first_name: Option<String>,
    /// `YYYY-MM-DD`.
    birth_date: Option<String>,
}

/// Readings of entries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EntryQuery;

#[Object]
impl EntryQuery {
    /// Registered persons, at most 100 a page: by number, whoever it is, of whom the posts elsewhere stay masked; else by
    /// civil status, of those with a post in a structure that the caller manages. For managers. Who is found is kept, and
    /// shown to that person.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn persons(
        &self,
        context: &Context<'_>,
        filter: PersonFilter,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RegisteredPersonConnection> {
        let caller = caller(context).await?;
        let manager = caller
            .manager_anywhere()
            .map_err(|denied| refused(context, denied))?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let from = after
            .as_deref()
            .map(|cursor| text_key_of(cursor).ok_or_else(|| coded(context, "INVALID_ARGUMENT")));
        let from = from.transpose()?;
        if !(0..=MAX_PAGE).contains(&size) || filter.is_unfit() {
            return Err(coded(context, "INVALID_ARGUMENT"));
        }
        let found = async {
            let mut tx = app(context).store.read().await?;
            let found = if let Some(number) = &filter.rpps_number {
                match RppsNumber::parse_typed(number) {
                    Ok(number) => tx.registration_by_number(&number).await?,
                    Err(_) => None,
                }
                .into_iter()
                .collect()
            } else if let Some(name) = filter.name() {
                let search = PersonSearch {
                    name: &name,
                    subject_name_id: manager
                        .signed_in
                        .subject_name_id
                        .as_deref()
                        .unwrap_or_default(),
                    after: from.clone(),
                };
                tx.search_persons(&search, i64::from(size) + 1).await?
            } else {
                Vec::new()
            };
            Ok::<Vec<Registration>, StoreError>(found)
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let size = usize::try_from(size).unwrap_or_default();
        let more = found.len() > size;
        found.truncate(size);
        accesses::searched_persons(app(context), manager.signed_in, &found)
            .await
            .map_err(|error| internal(context, &error))?;
        let edges: Vec<RegisteredPersonEdge> = found
            .into_iter()
            .map(|found| RegisteredPersonEdge {
                cursor: text_cursor(
                    &found.person.identity.duplicate_keys().name_date,
                    found.person.id.0,
                ),
                node: RegisteredPerson::new(app(context), manager.signed_in, found),
            })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let mut page_info = page_info(
            no_page(i32::try_from(size).unwrap_or_default()),
            more,
            &cursors,
        );
        page_info.has_previous_page = from.is_some();
        Ok(RegisteredPersonConnection { edges, page_info })
    }

    /// What changed of the entry that `registration` reads, with what was there; the latest first, at most 100 a page.
    #[graphql(
        complexity = "first.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE) as usize * child_complexity"
    )]
    async fn registration_changes(
        &self,
        context: &Context<'_>,
        rpps_number: Option<String>,
        #[graphql(desc = "Why; ANS agents have to say so, or are refused as `PURPOSE_REQUIRED`.")]
        purpose: Option<AgentPurpose>,
        first: Option<i32>,
        after: Option<ID>,
    ) -> Result<RegistrationChangeConnection> {
        let signed_in = signed_in(context).await?;
        let caller = caller(context).await?;
        let size = first.unwrap_or(DEFAULT_PAGE);
        let before = after.as_ref().map(|id| id.parse().map(ChangeId));
        let (true, Ok(before)) = ((0..=MAX_PAGE).contains(&size), before.transpose()) else {
            return Err(coded(context, "INVALID_ARGUMENT"));
        };
        let nobody = || RegistrationChangeConnection {
            edges: Vec::new(),
            page_info: page_info(no_page(size), false, &[]),
        };
        let number = rpps_number.as_deref().map(RppsNumber::parse_typed);
        // What is no number is nobody's.
        let Ok(number) = number.transpose() else {
            return Ok(nobody());
        };
        let purpose = purpose.map(AgentPurpose::into);
        let entry = match read(app(context), &caller, number.as_ref(), purpose).await {
            Ok(Some(entry)) => entry,
            Ok(None) => return Ok(nobody()),
            Err(Unread::PurposeRequired) => return Err(coded(context, "PURPOSE_REQUIRED")),
            Err(Unread::Store(error)) => return Err(internal(context, &error)),
        };
        let person = entry.person.id;
        let scope = if signed_in.person == Some(person) || signed_in.is_ans_agent {
            ChangeScope::All
        } else {
            ChangeScope::Managed(signed_in.subject_name_id.as_deref().unwrap_or_default())
        };
        let found = async {
            let mut tx = app(context).store.read().await?;
            tx.entry_changes(person, scope, before, i64::from(size) + 1)
                .await
        };
        let mut found = found.await.map_err(|error| internal(context, &error))?;
        let most = usize::try_from(size).unwrap_or_default();
        let more = found.len() > most;
        found.truncate(most);
        let edges: Vec<RegistrationChangeEdge> = found
            .into_iter()
            .map(|change| RegistrationChange::new(change, &signed_in))
            .map(|node| RegistrationChangeEdge {
                cursor: node.cursor(),
                node,
            })
            .collect();
        let cursors: Vec<&str> = edges.iter().map(|edge| edge.cursor.as_str()).collect();
        let mut page_info = page_info(no_page(size), more, &cursors);
        page_info.has_previous_page = after.is_some();
        Ok(RegistrationChangeConnection { edges, page_info })
    }
}

impl PersonFilter {
    fn is_unfit(&self) -> bool {
        let texts = [
            &self.rpps_number,
            &self.birth_name,
            &self.first_name,
            &self.birth_date,
        ];
        texts
            .into_iter()
            .flatten()
            .any(|text| text.len() > LONGEST || text.chars().any(char::is_control))
    }

    /// `None` for too little to look for, and for a date that is none.
    fn name(&self) -> Option<NameSearch> {
        let typed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        let date = typed(&self.birth_date);
        let date = if date.is_empty() {
            None
        } else {
            Some(Date::parse(&date).ok()?)
        };
        NameSearch::new(&typed(&self.birth_name), &typed(&self.first_name), date)
    }
}
