//! Steps 1 and 2 of an employer: is it worth it, and who does what; with what to send to professionals.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::structure::{Department, Management, StructureKind};
use shared::text::Text;

use super::{Office, problems, text_of};
use crate::api::{self, ApiError, Coded, ManagedStructure, OrganisationInput, WorthInput};
use crate::browser::{self, say};
use crate::components::{Checkbox, FieldBinding, RadioGroup, Select, TextField};
use crate::text::{fill, office as words};
use crate::view::{act, live};

const FORM: &str = "organisation-";

const fn department(department: Department) -> Text {
    match department {
        Department::HumanResources => words::HUMAN_RESOURCES,
        Department::MedicalAffairs => words::MEDICAL_AFFAIRS,
        Department::Informatics => words::INFORMATICS,
        Department::Other => words::OTHER_DEPARTMENT,
    }
}

/// What is typed: a tick is `true`, or empty.
#[derive(Clone, Copy)]
struct Typed {
    need: RwSignal<String>,
    roles: RwSignal<String>,
    ecps_only: RwSignal<String>,
    dmp: RwSignal<String>,
    department: RwSignal<String>,
    managers: RwSignal<String>,
    email: RwSignal<String>,
    management: RwSignal<String>,
}

pub(in crate::pages) fn organisation(office: Office, structure: &ManagedStructure) -> AnyView {
    let Some(known) = structure.organisation.clone() else {
        return ().into_any();
    };
    let tick = |ticked: bool| RwSignal::new(if ticked { "true" } else { "" }.to_owned());
    let typed = Typed {
        need: tick(known.worth.health_data_need),
        roles: tick(known.worth.roles_in_scope),
        ecps_only: tick(known.worth.ecps_only_acknowledged),
        dmp: tick(known.worth.dmp_acknowledged),
        department: RwSignal::new(
            known
                .department
                .map_or_else(String::new, |one| one.0.code().to_owned()),
        ),
        managers: RwSignal::new(
            known
                .managers_wished
                .map_or_else(String::new, |number| number.to_string()),
        ),
        email: RwSignal::new(known.email.unwrap_or_default()),
        management: RwSignal::new(known.management.0.code().to_owned()),
    };
    let wrong = RwSignal::new(Vec::new());
    let bind = |field, value| FieldBinding::local(field, value, wrong).within(FORM);
    let (id, revision) = (structure.id.clone(), known.revision);
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(input) = typed.input(id.clone(), revision) else {
            return wrong.set(vec![(Field::ManagersWished, Problem::NumberTooLarge)]);
        };
        let refused = move |error: &ApiError| wrong.set(problems(error));
        office.change(api::organise(&input), say(words::ORGANISED), refused);
    };
    let departments = Department::ALL
        .iter()
        .map(|one| (one.code(), department(*one)));
    let is_entity = structure.kind.0 == StructureKind::Ej;
    let management = is_entity.then(|| {
        let options = vec![
            (Management::Central.code(), say(words::CENTRAL_MANAGEMENT)),
            (Management::Local.code(), say(words::LOCAL_MANAGEMENT)),
        ];
        let bound = bind(Field::Kind, typed.management);
        view! { <RadioGroup bound options legend=say(words::MANAGEMENT) /> }
    });
    view! {
        <form novalidate on:submit=act(send)>
            <h2 class="fr-h5 fr-mt-4w">{say(words::WORTH)}</h2>
            <p>{say(words::WORTH_TEXT)}</p>
            <Checkbox bound=bind(Field::HealthDataNeed, typed.need) label=say(words::WORTH_NEED) />
            <Checkbox bound=bind(Field::Role, typed.roles) label=say(words::WORTH_ROLES) />
            <Checkbox bound=bind(Field::EcpsOnlyAcknowledged, typed.ecps_only) label=say(words::WORTH_ECPS) />
            <Checkbox bound=bind(Field::DmpAcknowledged, typed.dmp) label=say(words::WORTH_DMP) />
            <h2 class="fr-h5 fr-mt-4w">{say(words::ORGANISATION)}</h2>
            <Select bound=bind(Field::Department, typed.department) options=departments.collect() />
            <TextField
                bound=bind(Field::ManagersWished, typed.managers)
                hint=say(words::OPTIONAL)
                input_mode="numeric"
            />
            <TextField bound=bind(Field::Email, typed.email) kind="email" hint=say(words::ALERTS_HINT) />
            {management}
            <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || office.busy.get())>
                {say(words::SAVE)}
            </button>
        </form>
        {invitation(structure)}
    }
    .into_any()
}

impl Typed {
    /// `None` when the number of managers is none.
    fn input(self, structure: cynic::Id, revision: i32) -> Option<OrganisationInput> {
        let ticked = |value: RwSignal<String>| value.with_untracked(|text| !text.is_empty());
        let managers_wished = match text_of(self.managers) {
            Some(typed) => Some(typed.parse().ok()?),
            None => None,
        };
        let management = self
            .management
            .with_untracked(|code| Management::from_code(code));
        Some(OrganisationInput {
            structure_id: structure,
            revision,
            worth: WorthInput {
                health_data_need: ticked(self.need),
                roles_in_scope: ticked(self.roles),
                ecps_only_acknowledged: ticked(self.ecps_only),
                dmp_acknowledged: ticked(self.dmp),
            },
            department: self
                .department
                .with_untracked(|code| Department::from_code(code))
                .map(Coded),
            managers_wished,
            email: text_of(self.email),
            management: Coded(management.unwrap_or(Management::Central)),
            idempotency_key: Some(browser::new_key()),
        })
    }
}

/// The link and the message by which an employer informs its professionals.
fn invitation(structure: &ManagedStructure) -> AnyView {
    let origin = window().location().origin().unwrap_or_default();
    let link = [&origin, "/demande?structure=", &structure.finess].concat();
    let shown = link.clone();
    let message = fill(&fill(say(words::MESSAGE), &structure.name), &link);
    view! {
        <h2 class="fr-h5 fr-mt-4w">{say(words::INFORM)}</h2>
        <p>{say(words::INFORM_TEXT)} " " <a class="fr-link" href=link rel="external">{shown}</a></p>
        <div class="fr-input-group">
            <label class="fr-label" for="message">{say(words::MESSAGE_LABEL)}</label>
            <textarea class="fr-input" id="message" rows="7" readonly=true>{message}</textarea>
        </div>
    }
    .into_any()
}
