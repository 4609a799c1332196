//! Who is signed in, and a person's civil status.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use shared::cog::CountryCode;
use shared::identity::BirthPlace;

use super::context::{app, internal};
use super::scalar::{Certification, Date, Provider, Sex};
use super::structure::Structure;
use crate::app::{App, TERMS_VERSION};
use crate::caller::SignedIn;

/// The caller and their surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Me(pub(super) Option<Arc<SignedIn>>);

#[Object]
impl Me {
    /// Null when not signed in.
    async fn account(&self) -> Option<Account> {
        self.0.clone().map(Account)
    }

    async fn demo(&self, context: &Context<'_>) -> bool {
        app(context).config.demo
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

    /// Absolute end of the session.
    async fn session_expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
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
            birth_place_label: app.reference.label(&identity.birth_place),
        }
    }
}
