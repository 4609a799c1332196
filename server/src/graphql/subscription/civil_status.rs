//! A registration whose civil status is corrected, and the corrections that the ANS decides on.

use async_graphql::{Context, Error, Result, SimpleObject};
use shared::access::Purpose;
use shared::id::{CorrectionId, PersonId};
use shared::rpps::RppsNumber;

use super::Door;
use crate::caller::Caller;
use crate::graphql::civil_status::{CivilStatusCorrection, CivilStatusCorrectionCount, counts};
use crate::graphql::context::{app, caller, coded, coded_error, refused};
use crate::graphql::registration::{Registration, Unread, read};
use crate::live::{Change, Listener};
use crate::store::StoreError;

/// One change of the corrections that the ANS decides on.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct CivilStatusChange {
    /// The correction that changed; null in the first message, and when the list is to be read again.
    correction: Option<CivilStatusCorrection>,
    /// How many stand in each state; a state with none is left out.
    counts: Vec<CivilStatusCorrectionCount>,
}

/// The entry of a person, watched.
pub(super) struct Entry {
    door: Door,
    listener: Listener,
    number: Option<RppsNumber>,
    /// The person, once read.
    person: Option<PersonId>,
    sent: bool,
    ended: bool,
}

impl Entry {
    pub(super) async fn new(
        context: &Context<'_>,
        rpps_number: Option<String>,
    ) -> Result<Self, Error> {
        caller(context)
            .await?
            .signed_in()
            .map_err(|_| coded(context, "NOT_SIGNED_IN"))?;
        let number = rpps_number.as_deref().map(RppsNumber::parse_typed);
        let mut entry = Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            number: number
                .transpose()
                .map_err(|_| coded(context, "NOT_FOUND"))?,
            person: None,
            sent: false,
            ended: false,
        };
        entry.read().await?;
        Ok(entry)
    }

    pub(super) async fn next(&mut self) -> Option<Result<Registration>> {
        if self.ended {
            return None;
        }
        while self.sent {
            match self.listener.next().await? {
                Change::Resync => break,
                Change::Event(notice)
                    if (notice.kind.is_of_civil_status() || notice.kind.is_of_entry())
                        && notice.person == self.person
                        || notice.kind.may_end_a_right() =>
                {
                    break;
                }
                Change::Event(_) => {}
            }
        }
        self.sent = true;
        let item = self.read().await;
        self.ended = item.is_err();
        Some(item)
    }

    async fn read(&mut self) -> Result<Registration> {
        let signed_in = self.door.signed_in().await?;
        // Agents follow an entry for its corrections.
        let purpose = Some(Purpose::Correction);
        let caller = Caller::new(signed_in.clone());
        let found = read(&self.door.app, &caller, self.number.as_ref(), purpose).await;
        let found = found.map_err(|unread| match unread {
            Unread::Store(error) => self.door.internal(&error),
            Unread::PurposeRequired => coded_error("PURPOSE_REQUIRED", self.door.language),
        })?;
        let found = found.ok_or_else(|| coded_error("NOT_FOUND", self.door.language))?;
        self.person = Some(found.person.id);
        Ok(Registration::new(&self.door.app, found, &signed_in))
    }
}

/// The corrections of everybody, watched by an agent.
pub(super) struct Corrections {
    door: Door,
    listener: Listener,
    sent: bool,
    ended: bool,
}

impl Corrections {
    pub(super) async fn new(context: &Context<'_>) -> Result<Self, Error> {
        caller(context)
            .await?
            .ans_agent()
            .map_err(|denied| refused(context, denied))?;
        Ok(Self {
            listener: app(context).live.subscribe(),
            door: Door::of(context),
            sent: false,
            ended: false,
        })
    }

    pub(super) async fn next(&mut self) -> Option<Result<CivilStatusChange>> {
        if self.ended {
            return None;
        }
        let mut changed = None;
        while self.sent {
            match self.listener.next().await? {
                Change::Resync => break,
                Change::Event(notice) if notice.kind.is_of_civil_status() => {
                    changed = notice.correction;
                    break;
                }
                Change::Event(_) => {}
            }
        }
        self.sent = true;
        let item = self.read(changed).await;
        self.ended = item.is_err();
        Some(item)
    }

    async fn read(&self, changed: Option<CorrectionId>) -> Result<CivilStatusChange> {
        let signed_in = self.door.signed_in().await?;
        if !signed_in.is_ans_agent {
            return Err(coded_error("FORBIDDEN", self.door.language));
        }
        let app = &self.door.app;
        let found = async {
            let case = match changed {
                Some(id) => app.store.read().await?.correction(id).await?,
                None => None,
            };
            Ok::<_, StoreError>((case, counts(app).await?))
        };
        let (case, counts) = found.await.map_err(|error| self.door.internal(&error))?;
        Ok(CivilStatusChange {
            correction: case.map(|case| CivilStatusCorrection::of_case(app, case, &signed_in)),
            counts,
        })
    }
}
