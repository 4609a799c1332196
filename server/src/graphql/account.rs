//! Who is signed in, and a person's civil status.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::cog::CountryCode;
use shared::identity::BirthPlace;

use super::client::OwnClient;
use super::context::{app, internal};
use super::scalar::{Certification, Date, Provider, Sex};
use super::structure::Structure;
use crate::app::{App, TERMS_VERSION};
use crate::caller::SignedIn;
use crate::notices;

/// The caller and their surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Me(pub(super) Option<Arc<SignedIn>>);

#[Object]
impl Me {
    /// Null when nobody is signed in, or software asks.
    async fn account(&self) -> Option<Account> {
        let somebody = self.0.clone();
        somebody.filter(|it| it.client.is_none()).map(Account)
    }

    /// The software that asks.
    async fn client(&self) -> Option<OwnClient> {
        let client = self.0.as_ref()?.client.as_ref()?;
        Some(OwnClient::from(client))
    }

    async fn demo(&self, context: &Context<'_>) -> bool {
        app(context).config.demo
    }

    /// Everything that the caller may act as, each named with its structure: nothing about it is kept between two calls.
    #[graphql(complexity = "10 * child_complexity")]
    async fn parts(&self, context: &Context<'_>) -> Result<Vec<Part>> {
        match &self.0 {
            Some(signed_in) if signed_in.client.is_none() => Part::all(context, signed_in).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Version of the terms to accept.
    async fn terms_version(&self) -> &'static str {
        TERMS_VERSION
    }

    /// Today in France, where every date is meant.
    async fn today(&self, context: &Context<'_>) -> Date {
        Date(app(context).clock.today())
    }
}

/// Somebody signed in.
#[derive(Clone, Debug)]
pub(crate) struct Account(Arc<SignedIn>);

#[Object]
impl Account {
    async fn id(&self) -> ID {
        self.0.account.to_string().into()
    }

    async fn provider(&self) -> Provider {
        self.0.provider.into()
    }

    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// Certified civil status; FranceConnect only.
    async fn identity(&self, context: &Context<'_>) -> Option<Identity> {
        self.0
            .identity
            .as_ref()
            .map(|identity| Identity::new(app(context), identity))
    }

    /// E-mail address that the provider gave; not verified.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Pro Santé Connect's identifier (idNatPS).
    async fn subject_name_id(&self) -> Option<&str> {
        self.0.subject_name_id.as_deref()
    }

    async fn is_ans_agent(&self) -> bool {
        self.0.is_ans_agent
    }

    /// Structures where the caller may decide.
    #[graphql(complexity = "10 * child_complexity")]
    async fn managed_structures(&self, context: &Context<'_>) -> Result<Vec<Structure>> {
        let Some(subject) = self
            .0
            .subject_name_id
            .as_deref()
            .filter(|_| !self.0.managed.is_empty())
        else {
            return Ok(Vec::new());
        };
        let structures = async {
            app(context)
                .store
                .read()
                .await?
                .structures_managed_by(subject)
                .await
        };
        let structures = structures
            .await
            .map_err(|error| internal(context, &error))?;
        Ok(structures
            .into_iter()
            .map(|structure| Structure::new(app(context), structure))
            .collect())
    }

    /// Structures for which the caller holds a mandate, its last day over or not.
    #[graphql(complexity = "10 * child_complexity")]
    async fn represented_structures(&self, context: &Context<'_>) -> Result<Vec<Structure>> {
        let ids: Vec<_> = self.0.represented.iter().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let structures = async {
            app(context)
                .store
                .read()
                .await?
                .structures_by_id(&ids)
                .await
        };
        let structures = structures
            .await
            .map_err(|error| internal(context, &error))?;
        Ok(structures
            .into_iter()
            .map(|structure| Structure::new(app(context), structure))
            .collect())
    }

    /// How many notices are unread, counted up to a hundred.
    async fn unread_notices(&self, context: &Context<'_>) -> Result<i64> {
        let count = notices::count(app(context), &self.0).await;
        let count = count.map_err(|error| internal(context, &error))?;
        Ok(count.unread)
    }

    /// Until when sensitive acts are accepted without signing in again: `SIGN_IN_AGAIN` is their answer afterwards.
    async fn sensitive_acts_until(&self, context: &Context<'_>) -> DateTime<Utc> {
        self.0.opened_at + app(context).config.step_up()
    }

    /// Absolute end of the session.
    async fn session_expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }
}

/// As what somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum PartKind {
    /// Files requests, or is registered.
    Professional,
    /// Decides on the requests of a structure.
    Manager,
    /// Acts for a structure, by a mandate whose last day is not over.
    Representative,
    AnsAgent,
}

/// Something that the caller may act as, and for which structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Part {
    part: PartKind,
    /// Null for what one is for no structure.
    structure: Option<Structure>,
}

impl Part {
    async fn all(context: &Context<'_>, signed_in: &SignedIn) -> Result<Vec<Self>> {
        let today = app(context).clock.today();
        let represented: Vec<_> = signed_in
            .represented
            .iter()
            .filter(|(_, mandate)| mandate.holds_on(today))
            .map(|(id, _)| *id)
            .collect();
        let mut ids = signed_in.managed.clone();
        ids.extend(&represented);
        ids.sort_unstable();
        ids.dedup();
        let known = async {
            if ids.is_empty() {
                return Ok(Vec::new());
            }
            let mut tx = app(context).store.read().await?;
            tx.structures_by_id(&ids).await
        };
        let known = known.await.map_err(|error| internal(context, &error))?;
        let alone = |part| Self {
            part,
            structure: None,
        };
        let is_professional = signed_in.identity.is_some() || signed_in.person.is_some();
        let mut parts = Vec::new();
        parts.extend(is_professional.then(|| alone(PartKind::Professional)));
        parts.extend(signed_in.is_ans_agent.then(|| alone(PartKind::AnsAgent)));
        for (part, held) in [
            (PartKind::Representative, &represented),
            (PartKind::Manager, &signed_in.managed),
        ] {
            let there = known
                .iter()
                .filter(|structure| held.contains(&structure.id));
            parts.extend(there.map(|structure| Self {
                part,
                structure: Some(Structure::new(app(context), structure.clone())),
            }));
        }
        Ok(parts)
    }
}

/// A civil status.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Identity {
    certification: Certification,
    birth_name: String,
    /// In order; a compound first name stays one element.
    first_names: Vec<String>,
    /// Nom d'usage.
    preferred_name: Option<String>,
    sex: Sex,
    birth_date: Date,
    born_in_france: bool,
    /// INSEE code of the commune, for a birth in France.
    birth_commune: Option<String>,
    /// INSEE code of the country, `99100` for France.
    birth_country: String,
    /// Label to show: the commune and its département, or the country; the bare code when the table lacks it.
    birth_place_label: String,
}

impl Identity {
    pub(super) fn new(app: &App, identity: &shared::identity::Identity) -> Self {
        let (birth_commune, birth_country) = match &identity.birth_place {
            BirthPlace::France { commune } => {
                (Some(commune.as_str().to_owned()), CountryCode::FRANCE)
            }
            BirthPlace::Abroad { country } => (None, country.clone()),
        };
        Self {
            certification: identity.certification.into(),
            birth_name: identity.birth_name.clone(),
            first_names: identity.first_names.clone(),
            preferred_name: identity.preferred_name.clone(),
            sex: identity.sex.into(),
            birth_date: Date(identity.birth_date),
            born_in_france: birth_commune.is_some(),
            birth_commune,
            birth_country: birth_country.as_str().to_owned(),
            birth_place_label: app.reference().label(&identity.birth_place),
        }
    }
}
