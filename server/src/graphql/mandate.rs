//! Who represents a structure, and how it organises registration.

use async_graphql::{Enum, ID, InputObject, SimpleObject};
use chrono::{DateTime, Utc};

use super::scalar::Date;
use crate::store;

/// In which quality somebody represents a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::mandate::Quality")]
pub(crate) enum MandateQuality {
    LegalRepresentative,
    Mandataire,
    /// Titulaire of an officine.
    Titulaire,
}

/// Who sees to registrations in a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::structure::Department")]
pub(crate) enum Department {
    HumanResources,
    MedicalAffairs,
    Informatics,
    Other,
}

/// Whether managers of a legal entity have its sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "shared::structure::Management")]
pub(crate) enum Management {
    /// Managers of the legal entity have its sites too.
    Central,
    /// Each site has managers of its own.
    Local,
}

/// Somebody's right to act for a structure, and for its sites when it is a legal entity.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Mandate {
    id: ID,
    revision: i32,
    structure_id: ID,
    subject_name_id: String,
    quality: MandateQuality,
    /// The mandate by which this one was given; null for what the register says.
    granted_by_id: Option<ID>,
    email: Option<String>,
    since: DateTime<Utc>,
    /// Its last day.
    ends_on: Option<Date>,
    ended_at: Option<DateTime<Utc>>,
    /// Why it was ended before its time.
    ended_reason: Option<String>,
}

impl From<store::Mandate> for Mandate {
    fn from(mandate: store::Mandate) -> Self {
        Self {
            id: mandate.id.to_string().into(),
            revision: mandate.revision,
            structure_id: mandate.structure.to_string().into(),
            subject_name_id: mandate.subject_name_id,
            quality: mandate.quality.into(),
            granted_by_id: mandate.granted_by.map(|id| id.to_string().into()),
            email: mandate.email,
            since: mandate.since,
            ends_on: mandate.ends_on.map(Date),
            ended_at: mandate.ended_at,
            ended_reason: mandate.ended_reason,
        }
    }
}

/// Is it worth it: the pre-check's questions, answered for a structure.
#[derive(Clone, Copy, Debug, SimpleObject, InputObject)]
#[graphql(input_name = "WorthInput")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four questions, answered independently"
)]
pub(crate) struct Worth {
    /// Professionals à rôle of the structure need health data every day.
    health_data_need: bool,
    /// Their roles are among those in scope.
    roles_in_scope: bool,
    /// An e-CPS and no card.
    ecps_only_acknowledged: bool,
    /// No consultation of the DMP.
    dmp_acknowledged: bool,
}

impl From<store::Worth> for Worth {
    fn from(worth: store::Worth) -> Self {
        Self {
            health_data_need: worth.health_data_need,
            roles_in_scope: worth.roles_in_scope,
            ecps_only_acknowledged: worth.ecps_only_acknowledged,
            dmp_acknowledged: worth.dmp_acknowledged,
        }
    }
}

impl From<Worth> for store::Worth {
    fn from(worth: Worth) -> Self {
        Self {
            health_data_need: worth.health_data_need,
            roles_in_scope: worth.roles_in_scope,
            ecps_only_acknowledged: worth.ecps_only_acknowledged,
            dmp_acknowledged: worth.dmp_acknowledged,
        }
    }
}

/// How a structure organises registration.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Organisation {
    /// Zero before it was saved once.
    revision: i32,
    worth: Worth,
    department: Option<Department>,
    /// How many managers the structure wishes for.
    managers_wished: Option<i32>,
    /// Where alerts go.
    email: Option<String>,
    management: Management,
    saved_at: Option<DateTime<Utc>>,
}

impl From<store::Organisation> for Organisation {
    fn from(organisation: store::Organisation) -> Self {
        Self {
            revision: organisation.revision,
            worth: organisation.worth.into(),
            department: organisation.department.map(Department::from),
            managers_wished: organisation.managers_wished,
            email: organisation.email,
            management: organisation.management.into(),
            saved_at: organisation.saved_at,
        }
    }
}
