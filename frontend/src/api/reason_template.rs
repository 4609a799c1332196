//! Texts for rejections and corrections, kept by the managers of a structure for one another.

use super::node::{reads, reads_enum};
use super::refusal::mutation;
use super::schema;
use super::send::{Answered, Root, send};

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplatePurpose {
    Rejection,
    Correction,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ReasonTemplate {
    pub(crate) id: cynic::Id,
    pub(crate) revision: i32,
    pub(crate) purpose: TemplatePurpose,
    pub(crate) name: String,
    pub(crate) reason: Option<String>,
    pub(crate) text: String,
}

#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(crate) struct ReasonTemplateList {
    pub(crate) templates: Vec<ReasonTemplate>,
}

#[derive(cynic::QueryVariables)]
struct Of {
    structure: cynic::Id,
}

#[expect(dead_code, reason = "only checked against the schema")]
#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query", variables = "Of")]
struct Templates {
    #[arguments(structureId: $structure)]
    reason_templates: Vec<ReasonTemplate>,
}

impl Root for Templates {
    type Node = Vec<ReasonTemplate>;
}

#[derive(cynic::InputObject)]
#[cynic(graphql_type = "SaveReasonTemplateInput")]
pub(crate) struct TemplateInput {
    pub(crate) structure_id: cynic::Id,
    /// Which it replaces, with its revision.
    pub(crate) id: Option<cynic::Id>,
    pub(crate) revision: Option<i32>,
    pub(crate) purpose: TemplatePurpose,
    pub(crate) name: String,
    pub(crate) reason: Option<String>,
    pub(crate) text: String,
    pub(crate) idempotency_key: Option<String>,
}

#[derive(cynic::InputObject)]
struct DeleteReasonTemplateInput {
    structure_id: cynic::Id,
    id: cynic::Id,
    revision: i32,
    idempotency_key: Option<String>,
}

mutation!(save_reason_template(TemplateInput) -> "SaveReasonTemplateAnswer": ReasonTemplateList
    else InvalidDecision | OutOfDate | IdempotencyConflict);
mutation!(delete_reason_template(DeleteReasonTemplateInput) -> "DeleteReasonTemplateAnswer": ReasonTemplateList
    else OutOfDate | IdempotencyConflict);

pub(crate) fn templates(structure: cynic::Id) -> Answered<Vec<ReasonTemplate>> {
    send::<Templates>(
        "query($structure:ID!){reasonTemplates(structureId:$structure)",
        &Of { structure },
    )
}

pub(crate) fn save_template(input: &TemplateInput) -> Answered<ReasonTemplateList> {
    save_reason_template::send(input)
}

pub(crate) fn delete_template(
    structure: cynic::Id,
    template: &ReasonTemplate,
    key: String,
) -> Answered<ReasonTemplateList> {
    delete_reason_template::send(&DeleteReasonTemplateInput {
        structure_id: structure,
        id: template.id.clone(),
        revision: template.revision,
        idempotency_key: Some(key),
    })
}

reads! {
    ReasonTemplate {
        id,
        revision,
        purpose,
        name,
        reason,
        text,
    }
    ReasonTemplateList {
        templates,
    }
}

reads_enum! {
    TemplatePurpose {
        "REJECTION" => Self::Rejection,
        "CORRECTION" => Self::Correction,
    }
}
