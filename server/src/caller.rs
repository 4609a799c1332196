//! Who calls, and what they may do. A permission is a value: a use case asks for `&Manager`, not for a caller and a check.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use shared::client::Scope;
use shared::date::Date;
use shared::id::{AccountId, ClientId, PersonId, StructureId};
use shared::identity::Identity;
use shared::text::Language;
use uuid::Uuid;

use crate::store::{Designation, Mandate};

/// Which provider vouches for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    FranceConnect,
    ProSanteConnect,
}

impl Provider {
    pub const fn code(self) -> &'static str {
        match self {
            Self::FranceConnect => "FRANCECONNECT",
            Self::ProSanteConnect => "PRO_SANTE_CONNECT",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::FranceConnect, Self::ProSanteConnect]
            .into_iter()
            .find(|provider| provider.code() == code)
    }
}

/// Who sends a request, as their session says.
#[derive(Clone, Debug, Default)]
pub struct Caller(Option<Arc<SignedIn>>);

/// A session and its account, kept in memory and dropped by the events that change it.
#[derive(Debug)]
pub struct SignedIn {
    pub session: Uuid,
    pub account: AccountId,
    pub provider: Provider,
    pub display_name: String,
    /// Pro Santé Connect's idNatPS, as received.
    pub subject_name_id: Option<String>,
    /// Certified civil status, `FranceConnect` only.
    pub identity: Option<Identity>,
    pub email: Option<String>,
    pub language: Language,
    /// The registered person this account is joined to.
    pub person: Option<PersonId>,
    /// Structures with an active designation.
    pub managed: Vec<StructureId>,
    /// Structures for which a mandate was given that nobody ended, each with it.
    pub represented: Vec<(StructureId, Mandate)>,
    pub is_ans_agent: bool,
    /// When the person came from the provider. Another sign-in is another session, so this never moves.
    pub opened_at: DateTime<Utc>,
    /// Absolute end of the session.
    pub expires_at: DateTime<Utc>,
    /// Last use, in microseconds; written to the database once a minute at most.
    pub seen_at: AtomicI64,
    /// Through which software of a structure they act, or which software acts by itself.
    pub client: Option<ActingClient>,
}

/// Software of a structure, as its token and its row say.
#[derive(Clone, Debug)]
pub struct ActingClient {
    pub id: ClientId,
    /// What it names itself by.
    pub identifier: String,
    /// The token that it came with.
    pub token: Uuid,
    pub name: String,
    /// Its own, as far as the token has them.
    pub scopes: Vec<Scope>,
    /// Its structure, with the sites of a legal entity.
    pub structures: Vec<StructureId>,
    /// Networks that it may come from; any when there are none.
    pub ranges: Vec<IpNet>,
    /// Acts for a manager who lets it, and whose rights it has where they are also its own.
    pub on_behalf: bool,
}

impl SignedIn {
    /// Software that acts by itself: it reads, and decides nothing.
    pub fn is_alone(&self) -> bool {
        self.client.as_ref().is_some_and(|client| !client.on_behalf)
    }

    /// By what a statement knows whose queues to read, if they have any: a manager by their `SubjectNameID`, software by
    /// itself, for whomever it acts.
    pub fn queues_of(&self) -> Option<String> {
        let name = match &self.client {
            Some(client) => Some(crate::store::of_client(&client.identifier)),
            None => self.subject_name_id.clone(),
        };
        name.filter(|_| !self.managed.is_empty())
    }
}

/// Why a door stays shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    #[error("sign in first")]
    NotSignedIn,
    #[error("not allowed")]
    Forbidden,
    #[error("the mandate has ended")]
    MandateEnded,
    #[error("the sign-in is too long ago for this")]
    SignInAgain,
}

/// A proof whose holder signed in a short while ago: what a sensitive act asks for.
#[derive(Clone, Copy, Debug)]
pub struct Fresh<P>(P);

impl<P> Fresh<P> {
    /// The proof, if its holder signed in within that time.
    pub fn of(
        proof: P,
        by: &SignedIn,
        within: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Self, Denied> {
        if now < by.opened_at + within {
            Ok(Self(proof))
        } else {
            Err(Denied::SignInAgain)
        }
    }

    pub fn get(self) -> P {
        self.0
    }
}

/// Somebody signed in with a certified civil status: may file.
#[derive(Clone, Copy, Debug)]
pub struct Professional<'a> {
    pub signed_in: &'a SignedIn,
    pub identity: &'a Identity,
}

/// A manager of that structure, now.
#[derive(Clone, Copy, Debug)]
pub struct Manager<'a> {
    pub signed_in: &'a SignedIn,
    pub structure: StructureId,
}

/// A manager of some structure, now.
#[derive(Clone, Copy, Debug)]
pub struct ManagerAnywhere<'a> {
    pub signed_in: &'a SignedIn,
}

impl ManagerAnywhere<'_> {
    /// Whether that structure is one of theirs.
    pub fn of(self, structure: StructureId) -> Result<(), Denied> {
        if self.signed_in.managed.contains(&structure) {
            Ok(())
        } else {
            Err(Denied::Forbidden)
        }
    }
}

/// Software of a structure that has that scope, for itself or for a manager.
#[derive(Clone, Copy, Debug)]
pub struct Integrator<'a> {
    pub signed_in: &'a SignedIn,
    pub client: &'a ActingClient,
}

/// An agent of the ANS, named in the configuration.
#[derive(Clone, Copy, Debug)]
pub struct AnsAgent<'a> {
    pub signed_in: &'a SignedIn,
}

/// Somebody whose mandate holds for that structure, unless its last day is over.
#[derive(Clone, Copy, Debug)]
pub struct Representative<'a> {
    pub signed_in: &'a SignedIn,
    pub structure: StructureId,
    pub mandate: &'a Mandate,
}

/// Who may ask to correct somebody's civil status: the person, or a manager of a structure where the person works.
#[derive(Clone, Copy, Debug)]
pub struct Corrector<'a> {
    pub signed_in: &'a SignedIn,
    /// Whose manager; none for the person.
    pub structure: Option<StructureId>,
}

impl Representative<'_> {
    pub fn holds_on(&self, day: Date) -> Result<(), Denied> {
        if self.mandate.holds_on(day) {
            Ok(())
        } else {
            Err(Denied::MandateEnded)
        }
    }
}

/// Who gives the right to manage a structure.
#[derive(Clone, Copy, Debug)]
pub enum Grantor<'a> {
    Ans(AnsAgent<'a>),
    Representative(Representative<'a>),
}

impl<'a> Grantor<'a> {
    pub const fn signed_in(self) -> &'a SignedIn {
        match self {
            Self::Ans(agent) => agent.signed_in,
            Self::Representative(representative) => representative.signed_in,
        }
    }

    pub const fn mandate(self) -> Option<&'a Mandate> {
        match self {
            Self::Ans(_) => None,
            Self::Representative(representative) => Some(representative.mandate),
        }
    }

    pub fn holds_on(self, day: Date) -> Result<(), Denied> {
        match self {
            Self::Ans(_) => Ok(()),
            Self::Representative(representative) => representative.holds_on(day),
        }
    }
}

impl Caller {
    pub const ANONYMOUS: Self = Self(None);

    pub fn new(signed_in: Arc<SignedIn>) -> Self {
        Self(Some(signed_in))
    }

    pub fn signed_in(&self) -> Result<&Arc<SignedIn>, Denied> {
        self.0.as_ref().ok_or(Denied::NotSignedIn)
    }

    pub fn professional(&self) -> Result<Professional<'_>, Denied> {
        let signed_in = self.signed_in()?;
        let identity = signed_in.identity.as_ref().ok_or(Denied::Forbidden)?;
        Ok(Professional {
            signed_in,
            identity,
        })
    }

    pub fn manager_of(&self, structure: StructureId) -> Result<Manager<'_>, Denied> {
        let signed_in = self.signed_in()?;
        if signed_in.managed.contains(&structure) && !signed_in.is_alone() {
            Ok(Manager {
                signed_in,
                structure,
            })
        } else {
            Err(Denied::Forbidden)
        }
    }

    pub fn manager_anywhere(&self) -> Result<ManagerAnywhere<'_>, Denied> {
        let signed_in = self.signed_in()?;
        if signed_in.managed.is_empty() || signed_in.is_alone() {
            return Err(Denied::Forbidden);
        }
        Ok(ManagerAnywhere { signed_in })
    }

    /// Software that may do this in its structures.
    pub fn integrator(&self, scope: Scope) -> Result<Integrator<'_>, Denied> {
        let signed_in = self.signed_in()?;
        match &signed_in.client {
            Some(client) if client.scopes.contains(&scope) => Ok(Integrator { signed_in, client }),
            _ => Err(Denied::Forbidden),
        }
    }

    /// Who asks to correct the civil status of a person who works at these structures.
    pub fn corrector_of(
        &self,
        person: PersonId,
        works_at: impl IntoIterator<Item = StructureId>,
    ) -> Result<Corrector<'_>, Denied> {
        let signed_in = self.signed_in()?;
        if signed_in.person == Some(person) {
            return Ok(Corrector {
                signed_in,
                structure: None,
            });
        }
        let managed = works_at
            .into_iter()
            .find(|structure| signed_in.managed.contains(structure) && !signed_in.is_alone());
        Ok(Corrector {
            signed_in,
            structure: Some(managed.ok_or(Denied::Forbidden)?),
        })
    }

    pub fn ans_agent(&self) -> Result<AnsAgent<'_>, Denied> {
        let signed_in = self.signed_in()?;
        if signed_in.is_ans_agent {
            Ok(AnsAgent { signed_in })
        } else {
            Err(Denied::Forbidden)
        }
    }

    /// Who acts for that structure; of several mandates, the one that holds longest.
    pub fn represents(&self, structure: StructureId) -> Result<Representative<'_>, Denied> {
        let signed_in = self.signed_in()?;
        let held = signed_in
            .represented
            .iter()
            .filter(|(held_for, _)| *held_for == structure)
            .map(|(_, mandate)| mandate)
            .max_by_key(|mandate| mandate.ends_on.map_or(chrono::NaiveDate::MAX, Date::naive));
        let mandate = held.ok_or(Denied::Forbidden)?;
        Ok(Representative {
            signed_in,
            structure,
            mandate,
        })
    }

    /// Who may designate managers there: the ANS, or who represents the structure.
    pub fn grantor_of(&self, structure: StructureId, today: Date) -> Result<Grantor<'_>, Denied> {
        let agent = self.ans_agent();
        match self.represents(structure) {
            Ok(own) if own.mandate.holds_on(today) || agent.is_err() => {
                Ok(Grantor::Representative(own))
            }
            _ => agent.map(Grantor::Ans),
        }
    }

    /// Whether the caller may designate managers anywhere.
    pub fn may_designate(&self) -> Result<(), Denied> {
        let signed_in = self.signed_in()?;
        if signed_in.is_ans_agent || !signed_in.represented.is_empty() {
            Ok(())
        } else {
            Err(Denied::Forbidden)
        }
    }

    /// Whether the designation is the caller's own.
    pub fn is_candidate_of(&self, designation: &Designation) -> bool {
        !designation.subject_name_id.is_empty()
            && self.signed_in().is_ok_and(|signed_in| {
                signed_in.subject_name_id.as_ref() == Some(&designation.subject_name_id)
            })
    }

    /// Whether the caller may know who represents and who manages that structure.
    pub fn may_know_office_of(&self, structure: StructureId, today: Date) -> bool {
        let grants = |grantor: Grantor<'_>| grantor.holds_on(today).is_ok();
        self.grantor_of(structure, today).is_ok_and(grants) || self.manager_of(structure).is_ok()
    }
}
