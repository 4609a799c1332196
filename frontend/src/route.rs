//! Every address of the application, read and written in one place.

use shared::field_error::Field;
use shared::text::Text;

use crate::text::step;

/// What an address shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    PreCheck,
    Requests,
    Request(String, RequestPage),
    Queue,
    Review(String),
    /// A manager registers a person from end to end.
    Registering,
    /// The link of a person whom a manager registered, by its token.
    Confirmation(String),
    Ans,
    /// Registrations out of scope, for the ANS.
    Flagged,
    /// Corrections of civil statuses, for the ANS.
    Corrections,
    /// What people write to support, for the ANS.
    Inbox,
    /// Somebody's file, and who looked at which, for the ANS.
    Consultations,
    /// The form at the foot of the page that the server writes.
    Contact,
    /// The rule sets, for the ANS, and one of them by its name.
    RuleSets,
    RuleSet(String),
    /// Reference data, for the ANS, and one version of it.
    References,
    Reference(String),
    Registration,
    /// Who is registered, for managers.
    Persons,
    /// Who is registered at risk, for managers.
    AtRisk,
    /// Figures of queues, and texts that managers share.
    Dashboard,
    Templates,
    /// What concerns oneself.
    Notices,
    /// The entry of somebody by RPPS number, for managers.
    Entry(String),
    /// A manager's batches, one of them by its id, and the two ways to begin one.
    Batches,
    Batch(String),
    BatchChoice,
    BatchFile,
    Sessions,
    /// Where an employer's link leads: a request to the structure that it names.
    Start,
    /// The structures that somebody represents, and one of them by its FINESS number.
    Representation,
    Represented(String),
    /// The software of one of them, for who represents it and for its managers.
    Clients(String),
    Habilitation,
    /// The link of an invitation, by its token.
    Invitation(String),
    NotFound,
}

/// One of the pages about one request of one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequestPage {
    /// The task list while it is being written, the tracking page afterwards.
    Home,
    Step(Step),
    Check,
    Receipt,
}

/// One page of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Identity,
    Contact,
    Structure,
    Activity,
    Need,
}

impl Page {
    pub(crate) fn of(path: &str) -> Self {
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        match segments.as_slice() {
            ["pre-verification"] => Self::PreCheck,
            ["demandes"] => Self::Requests,
            ["demandes", id] => Self::Request((*id).to_owned(), RequestPage::Home),
            ["demandes", id, "verification"] => Self::Request((*id).to_owned(), RequestPage::Check),
            ["demandes", id, "recu"] => Self::Request((*id).to_owned(), RequestPage::Receipt),
            ["demandes", id, step] => Step::ALL
                .into_iter()
                .find(|known| known.segment() == *step)
                .map_or(Self::NotFound, |step| {
                    Self::Request((*id).to_owned(), RequestPage::Step(step))
                }),
            ["gestion"] => Self::Queue,
            ["gestion", "enregistrement"] => Self::Registering,
            ["gestion", "personnes"] => Self::Persons,
            ["gestion", "a-risque"] => Self::AtRisk,
            ["gestion", "lots"] => Self::Batches,
            ["gestion", "lots", "decision"] => Self::BatchChoice,
            ["gestion", "lots", "fichier"] => Self::BatchFile,
            ["gestion", "lots", id] => Self::Batch((*id).to_owned()),
            ["gestion", "tableau-de-bord"] => Self::Dashboard,
            ["gestion", "modeles"] => Self::Templates,
            ["avis"] => Self::Notices,
            ["confirmation", token] => Self::Confirmation((*token).to_owned()),
            ["gestion", "demandes", id] => Self::Review((*id).to_owned()),
            ["ans"] => Self::Ans,
            ["ans", "regularisations"] => Self::Flagged,
            ["ans", "etat-civil"] => Self::Corrections,
            ["gestion", "enregistrements", number] => Self::Entry((*number).to_owned()),
            ["ans", "support"] => Self::Inbox,
            ["ans", "consultations"] => Self::Consultations,
            ["contact"] => Self::Contact,
            ["ans", "regles"] => Self::RuleSets,
            ["ans", "regles", name] => Self::RuleSet((*name).to_owned()),
            ["ans", "references"] => Self::References,
            ["ans", "references", id] => Self::Reference((*id).to_owned()),
            ["mon-enregistrement"] => Self::Registration,
            ["sessions"] => Self::Sessions,
            ["demande"] => Self::Start,
            ["representation"] => Self::Representation,
            ["representation", finess] => Self::Represented((*finess).to_owned()),
            ["representation", finess, "clients"] => Self::Clients((*finess).to_owned()),
            ["habilitation"] => Self::Habilitation,
            ["invitation", token] => Self::Invitation((*token).to_owned()),
            _ => Self::NotFound,
        }
    }

    pub(crate) fn path(&self) -> String {
        match self {
            Self::PreCheck => "/pre-verification".to_owned(),
            Self::Requests => "/demandes".to_owned(),
            Self::Request(id, RequestPage::Home) => ["/demandes/", id].concat(),
            Self::Request(id, RequestPage::Step(step)) => {
                ["/demandes/", id, "/", step.segment()].concat()
            }
            Self::Request(id, RequestPage::Check) => ["/demandes/", id, "/verification"].concat(),
            Self::Request(id, RequestPage::Receipt) => ["/demandes/", id, "/recu"].concat(),
            Self::Queue => "/gestion".to_owned(),
            Self::Review(id) => ["/gestion/demandes/", id].concat(),
            Self::Registering => "/gestion/enregistrement".to_owned(),
            Self::Persons => "/gestion/personnes".to_owned(),
            Self::AtRisk => "/gestion/a-risque".to_owned(),
            Self::Batches => "/gestion/lots".to_owned(),
            Self::BatchChoice => "/gestion/lots/decision".to_owned(),
            Self::BatchFile => "/gestion/lots/fichier".to_owned(),
            Self::Batch(id) => ["/gestion/lots/", id].concat(),
            Self::Dashboard => "/gestion/tableau-de-bord".to_owned(),
            Self::Templates => "/gestion/modeles".to_owned(),
            Self::Notices => "/avis".to_owned(),
            Self::Confirmation(token) => ["/confirmation/", token].concat(),
            Self::Ans => "/ans".to_owned(),
            Self::Flagged => "/ans/regularisations".to_owned(),
            Self::Corrections => "/ans/etat-civil".to_owned(),
            Self::Entry(number) => ["/gestion/enregistrements/", number].concat(),
            Self::Inbox => "/ans/support".to_owned(),
            Self::Consultations => "/ans/consultations".to_owned(),
            Self::Contact => "/contact".to_owned(),
            Self::RuleSets => "/ans/regles".to_owned(),
            Self::RuleSet(name) => ["/ans/regles/", name].concat(),
            Self::References => "/ans/references".to_owned(),
            Self::Reference(id) => ["/ans/references/", id].concat(),
            Self::Registration => "/mon-enregistrement".to_owned(),
            Self::Sessions => "/sessions".to_owned(),
            Self::Start => "/demande".to_owned(),
            Self::Representation => "/representation".to_owned(),
            Self::Represented(finess) => ["/representation/", finess].concat(),
            Self::Clients(finess) => ["/representation/", finess, "/clients"].concat(),
            Self::Habilitation => "/habilitation".to_owned(),
            Self::Invitation(token) => ["/invitation/", token].concat(),
            Self::NotFound => "/".to_owned(),
        }
    }

    /// The same for all pages of one request, another for every other page.
    pub(crate) fn subject(&self) -> Self {
        match self {
            Self::Request(id, _) => Self::Request(id.clone(), RequestPage::Home),
            other => other.clone(),
        }
    }
}

impl Step {
    pub(crate) const ALL: [Self; 5] = [
        Self::Identity,
        Self::Contact,
        Self::Structure,
        Self::Activity,
        Self::Need,
    ];

    const fn segment(self) -> &'static str {
        match self {
            Self::Identity => "identite",
            Self::Contact => "coordonnees",
            Self::Structure => "structure",
            Self::Activity => "activite",
            Self::Need => "besoin",
        }
    }

    pub(crate) const fn title(self) -> Text {
        match self {
            Self::Identity => step::IDENTITY,
            Self::Contact => step::CONTACT,
            Self::Structure => step::STRUCTURE,
            Self::Activity => step::ACTIVITY,
            Self::Need => step::NEED,
        }
    }

    /// The fields on this page, in their order.
    pub(crate) const fn fields(self) -> &'static [Field] {
        match self {
            Self::Identity => &[
                Field::Civilite,
                Field::ExerciseLastName,
                Field::ExerciseFirstName,
                Field::BirthTown,
            ],
            Self::Contact => &[Field::Email, Field::Phone],
            Self::Structure => &[Field::StructureFiness],
            Self::Activity => &[
                Field::Role,
                Field::ActivityKind,
                Field::PracticeMode,
                Field::Category,
                Field::StartDate,
                Field::EndDate,
            ],
            Self::Need => &[
                Field::HealthDataNeed,
                Field::EcpsOnlyAcknowledged,
                Field::DmpAcknowledged,
                Field::RiskAcknowledged,
                Field::TermsVersion,
            ],
        }
    }

    /// The page on which a field stands.
    pub(crate) fn of(field: Field) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|step| step.fields().contains(&field))
    }

    pub(crate) fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).unwrap_or(0) + 1
    }

    pub(crate) fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back_as_what_it_was_written_for() {
        let id = || "0190-abc".to_owned();
        let steps = Step::ALL
            .into_iter()
            .map(|step| Page::Request(id(), RequestPage::Step(step)));
        let others = [
            Page::PreCheck,
            Page::Requests,
            Page::Request(id(), RequestPage::Home),
            Page::Request(id(), RequestPage::Check),
            Page::Request(id(), RequestPage::Receipt),
            Page::Queue,
            Page::Review(id()),
            Page::Registering,
            Page::Persons,
            Page::AtRisk,
            Page::Batches,
            Page::BatchChoice,
            Page::BatchFile,
            Page::Batch(id()),
            Page::Dashboard,
            Page::Templates,
            Page::Notices,
            Page::Confirmation(id()),
            Page::Ans,
            Page::Flagged,
            Page::Corrections,
            Page::Entry(id()),
            Page::Inbox,
            Page::Consultations,
            Page::Contact,
            Page::RuleSets,
            Page::RuleSet(id()),
            Page::References,
            Page::Reference(id()),
            Page::Registration,
            Page::Sessions,
            Page::Start,
            Page::Representation,
            Page::Represented(id()),
            Page::Habilitation,
            Page::Invitation(id()),
        ];
        for page in steps.chain(others) {
            assert_eq!(Page::of(&page.path()), page);
        }
    }

    #[test]
    fn an_unknown_address_is_not_found() {
        for path in [
            "/",
            "/demandes/1/nulle-part",
            "/demandes/1/recu/2",
            "/gestion/autre",
            "/x",
        ] {
            assert_eq!(Page::of(path), Page::NotFound, "{path}");
        }
    }

    #[test]
    fn every_field_of_the_form_stands_on_one_page() {
        for field in Field::FORM {
            let pages = Step::ALL
                .into_iter()
                .filter(|step| step.fields().contains(field));
            assert_eq!(pages.count(), 1, "{field:?}");
        }
    }
}
