//! Somebody's file, opened by an agent for a reason that is kept; and who looked at which files.

use leptos::prelude::*;
use shared::access::Purpose;
use shared::field_error::{Field, Problem};
use shared::rpps::RppsNumber;

use super::access::{Audience, page_for};
use super::looks;
use crate::api::{self, Access, AgentPurpose, Registration, Situation};
use crate::browser::{focus, language, say};
use crate::components::{
    Alert, AlertKind, Failure, FieldBinding, Heading, Select, SummaryList, SummaryRow, TextField,
};
use crate::session::SessionState;
use crate::text::{access as words, fill, of_error, register};
use crate::view::{act, part};

const FILE_ID: &str = "file";
const LOG_ID: &str = "log";

/// What stands under a number.
#[derive(Clone)]
enum Found {
    File(Box<Registration>),
    Nobody,
}

#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    number: RwSignal<String>,
    purpose: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    /// What was found under the number; nothing before anybody asked.
    file: RwSignal<Option<Found>>,
    of: RwSignal<String>,
    of_wrong: RwSignal<Vec<(Field, Problem)>>,
    log: RwSignal<Option<Vec<Access>>>,
    next: RwSignal<Option<String>>,
    failed: RwSignal<Option<String>>,
}

pub(crate) fn consultations() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let desk = Desk {
        session: SessionState::of_page(),
        number: RwSignal::new(String::new()),
        purpose: RwSignal::new(String::new()),
        wrong: RwSignal::new(Vec::new()),
        file: RwSignal::new(None),
        of: RwSignal::new(String::new()),
        of_wrong: RwSignal::new(Vec::new()),
        log: RwSignal::new(None),
        next: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    let bind = |field, value| FieldBinding::local(field, value, desk.wrong);
    let purposes = Purpose::OF_AGENTS
        .iter()
        .map(|purpose| (purpose.code(), purpose.label()))
        .collect::<Vec<_>>();
    let open = act(move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        desk.open();
    });
    let ask = act(move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        desk.ask();
    });
    let of = FieldBinding::local(Field::SubjectNameId, desk.of, desk.of_wrong);
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <h2 class="fr-h4">{say(words::OPEN_TITLE)}</h2>
        <form novalidate on:submit=open>
            <TextField
                bound=bind(Field::Reference, desk.number)
                label=say(words::NUMBER)
                input_mode="numeric"
            />
            <Select bound=bind(Field::Reason, desk.purpose) options=purposes />
            <button class="fr-btn fr-mt-2w" type="submit">{say(words::OPEN)}</button>
        </form>
        <div id=FILE_ID tabindex="-1" class="fr-mt-3w">{part(move || desk.file.get().map(file))}</div>
        <h2 class="fr-h4 fr-mt-4w">{say(words::LOG_TITLE)}</h2>
        <form novalidate on:submit=ask>
            <TextField bound=of label=say(words::OF) hint=say(words::OF_HINT) />
            <button class="fr-btn fr-btn--secondary fr-mt-2w" type="submit">{say(words::SHOW)}</button>
        </form>
        <div id=LOG_ID tabindex="-1" class="fr-mt-3w">{part(move || log(desk))}</div>
    }
    .into_any()
}

fn file(found: Found) -> AnyView {
    let Found::File(registration) = found else {
        return view! { <Alert kind=AlertKind::Info title=say(words::UNKNOWN) /> }.into_any();
    };
    let rows = vec![
        SummaryRow::new(say(words::NUMBER), registration.rpps_number),
        SummaryRow::new(say(Field::BirthName.label()), registration.birth_name),
        SummaryRow::new(
            say(Field::FirstNames.label()),
            registration.first_names.join(" "),
        ),
        SummaryRow::new(
            say(Field::ExerciseLastName.label()),
            registration.exercise_last_name,
        ),
        SummaryRow::new(
            say(Field::ExerciseFirstName.label()),
            registration.exercise_first_name,
        ),
    ];
    view! {
        <SummaryList rows />
        <ul>{registration.situations.iter().map(situation).collect_view()}</ul>
    }
    .into_any()
}

fn situation(situation: &Situation) -> AnyView {
    let since = fill(say(register::FROM), &situation.start_date.long(language()));
    let structure = situation
        .structure
        .as_ref()
        .map(|structure| structure.name.clone())
        .unwrap_or_default();
    view! { <li>{situation.role.label.clone()} ", " {structure} ". " {since}</li> }.into_any()
}

fn log(desk: Desk) -> Option<AnyView> {
    let all = desk.log.get()?;
    if all.is_empty() {
        return Some(view! { <p>{say(words::NO_LOG)}</p> }.into_any());
    }
    let more = desk.next.get().map(|next| {
        let ask = act(move |_| desk.read(Some(next.clone())));
        view! { <button class="fr-btn fr-btn--secondary" type="button" on:click=ask>{say(words::MORE)}</button> }
    });
    Some(
        view! {
            <ul>{all.iter().map(looks::line).collect_view()}</ul>
            {more}
        }
        .into_any(),
    )
}

impl Desk {
    fn open(self) {
        self.failed.set(None);
        let number = RppsNumber::parse_typed(&self.number.get_untracked());
        let purpose = Purpose::from_code(&self.purpose.get_untracked()).and_then(AgentPurpose::of);
        let mut wrong = Vec::new();
        if number.is_err() {
            wrong.push((Field::Reference, Problem::Required));
        }
        if purpose.is_none() {
            wrong.push((Field::Reason, Problem::Required));
        }
        let first = wrong.first().map(|(field, _): &(Field, Problem)| *field);
        self.wrong.set(wrong);
        let (Ok(number), Some(purpose)) = (number, purpose) else {
            return focus(first.map_or("", Field::code));
        };
        let call = api::registration_of(number.as_str().to_owned(), purpose);
        self.session.write(call, move |answer| match answer {
            Ok(found) => {
                self.file.set(Some(
                    found.map_or(Found::Nobody, |found| Found::File(Box::new(found))),
                ));
                request_animation_frame(|| focus(FILE_ID));
            }
            Err(error) => self.failed.set(Some(of_error(&error))),
        });
    }

    fn ask(self) {
        if self.of.with_untracked(|of| of.trim().is_empty()) {
            self.of_wrong
                .set(vec![(Field::SubjectNameId, Problem::Required)]);
            return focus(Field::SubjectNameId.code());
        }
        self.read(None);
    }

    /// Reads the log from its beginning, or on from there. What parses as an RPPS number is a person's.
    fn read(self, after: Option<String>) {
        self.failed.set(None);
        let goes_on = after.is_some();
        let of = self.of.with_untracked(|of| of.trim().to_owned());
        let asked = match RppsNumber::parse_typed(&of) {
            Ok(number) => (Some(number.as_str().to_owned()), None),
            Err(_) => (None, Some(of)),
        };
        self.session
            .write(api::access_log(asked, after), move |answer| match answer {
                Ok(page) => {
                    let end = page.page_info.end_cursor;
                    self.next.set(end.filter(|_| page.page_info.has_next_page));
                    self.log.update(|all| {
                        let all = all.get_or_insert_default();
                        if !goes_on {
                            all.clear();
                        }
                        all.extend(page.nodes);
                    });
                    if !goes_on {
                        request_animation_frame(|| focus(LOG_ID));
                    }
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            });
    }
}
