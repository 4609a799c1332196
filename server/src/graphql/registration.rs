//! A person's entry in the register.

use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

use super::catalogue::Role;
use super::regularisation::Regularisation;
use super::scalar::Date;
use super::structure::Structure;
use crate::app::App;
use crate::store;

/// A person's entry in the register, and what they do where.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Registration {
    rpps_number: String,
    birth_name: String,
    first_names: Vec<String>,
    exercise_last_name: String,
    exercise_first_name: String,
    situations: Vec<Situation>,
}

/// A role of a person in a structure.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Situation {
    id: ID,
    role: Role,
    structure: Structure,
    start_date: Date,
    end_date: Option<Date>,
    /// The registration will probably be deleted later.
    at_risk: bool,
    request_id: Option<ID>,
    /// The registration there was withdrawn; the number is kept.
    withdrawn_at: Option<DateTime<Utc>>,
    /// The last that was done about it, where it was flagged.
    regularisation: Option<Regularisation>,
}

impl Registration {
    pub(super) fn new(app: &App, registration: store::Registration) -> Self {
        let store::Registration { person, situations } = registration;
        Self {
            rpps_number: person.rpps_number,
            birth_name: person.birth_name,
            first_names: person.first_names,
            exercise_last_name: person.exercise_last_name,
            exercise_first_name: person.exercise_first_name,
            situations: situations
                .into_iter()
                .filter_map(|situation| Situation::new(app, situation))
                .collect(),
        }
    }
}

impl Situation {
    /// `None` for a role or a date that this version cannot read.
    pub(super) fn new(app: &App, situation: store::Situation) -> Option<Self> {
        let rules = app.rules.on(app.clock.today());
        let date = |text: &str| shared::date::Date::parse(text).ok().map(Date);
        Some(Self {
            id: situation.id.to_string().into(),
            role: Role::new(shared::role::Role::parse(&situation.role).ok()?, &rules),
            structure: Structure::new(app, situation.structure),
            start_date: date(&situation.start_date)?,
            end_date: situation.end_date.as_deref().and_then(date),
            at_risk: situation.at_risk,
            request_id: Some(situation.request.to_string().into()),
            withdrawn_at: situation.withdrawn_at,
            regularisation: situation.regularisation.map(Regularisation::from),
        })
    }
}
