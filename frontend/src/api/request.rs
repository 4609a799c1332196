//! A request as the pages read it.

use shared::cog::{CommuneCode, CountryCode};
use shared::date::Date;
use shared::eligibility::{FindingCode, Outcome, Severity};
use shared::field_error::{Field, Problem};
use shared::form::RawForm;
use shared::identity::{BirthPlace, Certification, Sex};
use shared::status::Status;

use super::decision::RejectionReason;
use super::node::reads;
use super::schema;
use super::send::{Answered, Root, send};
use super::structure::Structure;
use super::values::{Coded, Instant, Text};

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct Request {
    pub(crate) id: cynic::Id,
    pub(crate) reference: String,
    pub(crate) revision: i32,
    pub(crate) status: Coded<Status>,
    pub(crate) updated_at: Instant,
    pub(crate) submitted_at: Option<Instant>,
    pub(crate) identity: Identity,
    pub(crate) form: RequestForm,
    pub(crate) structure: Option<Structure>,
    pub(crate) role: Option<Role>,
    pub(crate) email_confirmed: bool,
    pub(crate) verdict: Verdict,
    pub(crate) problems: Vec<FieldError>,
    pub(crate) claim: Option<Claim>,
    pub(crate) correction: Option<Correction>,
    pub(crate) rejection: Option<Rejection>,
    pub(crate) decided_by: Option<String>,
    pub(crate) rpps_number: Option<String>,
    pub(crate) at_risk: bool,
    pub(crate) restorable_until: Option<Instant>,
    pub(crate) deleted_at: Option<Instant>,
    pub(crate) timeline: Vec<TimelineEntry>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) certification: Coded<Certification>,
    pub(crate) birth_name: String,
    pub(crate) first_names: Vec<String>,
    pub(crate) preferred_name: Option<String>,
    pub(crate) sex: Coded<Sex>,
    pub(crate) birth_date: Date,
    pub(crate) born_in_france: bool,
    pub(crate) birth_commune: Option<String>,
    pub(crate) birth_country: String,
    pub(crate) birth_place_label: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestForm {
    civilite: String,
    exercise_last_name: String,
    exercise_first_name: String,
    email: String,
    phone: String,
    birth_town: String,
    structure_finess: String,
    role: String,
    activity_kind: String,
    practice_mode: String,
    category: String,
    start_date: String,
    end_date: String,
    health_data_need: Option<bool>,
    ecps_only_acknowledged: bool,
    dmp_acknowledged: bool,
    risk_acknowledged: bool,
    terms_version: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) code: String,
    pub(crate) label: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) problem: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) outcome: Coded<Outcome>,
    pub(crate) rule_set: String,
    pub(crate) findings: Vec<Finding>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: String,
    pub(crate) severity: Coded<Severity>,
    pub(crate) risk: bool,
    pub(crate) field: Option<String>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) holder: String,
    pub(crate) mine: bool,
    pub(crate) until: Instant,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Correction {
    pub(crate) text: String,
    pub(crate) requested_at: Instant,
    pub(crate) open: bool,
    pub(crate) items: Vec<CorrectionItem>,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct CorrectionItem {
    pub(crate) field: String,
    pub(crate) code_text: Text,
    pub(crate) text: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub(crate) reason: RejectionReason,
    pub(crate) reason_text: Text,
    pub(crate) text: String,
    pub(crate) at: Instant,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimelineEntry {
    pub(crate) code: String,
    pub(crate) title: Text,
    pub(crate) detail: Text,
    pub(crate) at: Option<Instant>,
    pub(crate) expected_at: Option<Instant>,
    pub(crate) event: Option<cynic::Id>,
}

#[derive(cynic::QueryVariables)]
pub(super) struct ById {
    pub(super) id: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "ById")]
struct RequestById {
    #[arguments(id: $id)]
    request: Option<Request>,
}

impl Root for RequestById {
    type Node = Request;
}

/// A request of one's own, or of a structure one manages; anybody else's is not found.
pub(crate) fn request(id: String) -> Answered<Request> {
    let id = cynic::Id::new(id);
    send::<RequestById>("query($id:ID!){request(id:$id)", &ById { id })
}

impl From<&RequestForm> for RawForm {
    fn from(form: &RequestForm) -> Self {
        let form = form.clone();
        Self {
            civilite: form.civilite,
            exercise_last_name: form.exercise_last_name,
            exercise_first_name: form.exercise_first_name,
            email: form.email,
            phone: form.phone,
            birth_town: form.birth_town,
            structure_finess: form.structure_finess,
            role: form.role,
            activity_kind: form.activity_kind,
            practice_mode: form.practice_mode,
            category: form.category,
            start_date: form.start_date,
            end_date: form.end_date,
            health_data_need: form.health_data_need,
            ecps_only_acknowledged: form.ecps_only_acknowledged,
            dmp_acknowledged: form.dmp_acknowledged,
            risk_acknowledged: form.risk_acknowledged,
            terms_version: form.terms_version,
        }
    }
}

impl Verdict {
    /// The findings that this build has a text for; the server's own words are the same.
    pub(crate) fn known_findings(&self) -> Vec<shared::eligibility::Finding> {
        let known = |finding: &Finding| {
            Some(shared::eligibility::Finding {
                code: FindingCode::from_code(&finding.code)?,
                severity: finding.severity.0,
                risk: finding.risk,
                field: finding.field.as_deref().and_then(Field::from_code),
            })
        };
        self.findings.iter().filter_map(known).collect()
    }
}

impl FieldError {
    /// The same in the words of `shared`.
    pub(crate) fn known(&self) -> Option<(Field, Problem)> {
        Some((
            Field::from_code(&self.field)?,
            Problem::from_code(&self.problem)?,
        ))
    }
}

impl Request {
    /// The address as it is saved.
    pub(crate) fn email(&self) -> &str {
        self.form.email.trim()
    }
}

impl Identity {
    /// The same as the rules of `shared` read it; `None` when a place code is not one of theirs.
    pub(crate) fn certified(&self) -> Option<shared::identity::Identity> {
        let birth_place = match &self.birth_commune {
            Some(commune) => BirthPlace::France {
                commune: CommuneCode::parse(commune).ok()?,
            },
            None => BirthPlace::Abroad {
                country: CountryCode::parse(&self.birth_country).ok()?,
            },
        };
        Some(shared::identity::Identity {
            certification: self.certification.0,
            birth_name: self.birth_name.clone(),
            first_names: self.first_names.clone(),
            sex: self.sex.0,
            birth_date: self.birth_date,
            birth_place,
            preferred_name: self.preferred_name.clone(),
        })
    }

    /// First names, then the name of birth.
    pub(crate) fn full_name(&self) -> String {
        let mut name = self.first_names.join(" ");
        name.push(' ');
        name.push_str(&self.birth_name);
        name
    }
}

reads! {
    Request {
        id,
        reference,
        revision,
        status,
        updated_at,
        submitted_at,
        identity,
        form,
        structure,
        role,
        email_confirmed,
        verdict,
        problems,
        claim,
        correction,
        rejection,
        decided_by,
        rpps_number,
        at_risk,
        restorable_until,
        deleted_at,
        timeline,
    }
    Identity {
        certification,
        birth_name,
        first_names,
        preferred_name,
        sex,
        birth_date,
        born_in_france,
        birth_commune,
        birth_country,
        birth_place_label,
    }
    RequestForm {
        civilite,
        exercise_last_name,
        exercise_first_name,
        email,
        phone,
        birth_town,
        structure_finess,
        role,
        activity_kind,
        practice_mode,
        category,
        start_date,
        end_date,
        health_data_need,
        ecps_only_acknowledged,
        dmp_acknowledged,
        risk_acknowledged,
        terms_version,
    }
    Role {
        code,
        label,
    }
    FieldError {
        field,
        problem,
    }
    Verdict {
        outcome,
        rule_set,
        findings,
    }
    Finding {
        code,
        severity,
        risk,
        field,
    }
    Claim {
        holder,
        mine,
        until,
    }
    Correction {
        text,
        requested_at,
        open,
        items,
    }
    CorrectionItem {
        field,
        code_text,
        text,
    }
    Rejection {
        reason,
        reason_text,
        text,
        at,
    }
    TimelineEntry {
        code,
        title,
        detail,
        at,
        expected_at,
        event,
    }
}
