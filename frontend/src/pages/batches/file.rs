//! A file of registrations: read and checked here, by the rules of the server, before it is sent.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use shared::bulk::{self, Accepted, FileError, Row};
use shared::catalogue;
use shared::date::Date;
use shared::field_error::{Field, Problem};
use shared::text::Text;

use super::progress::header;
use super::rows::{Shown, of_field, person, table};
use super::{failed, made_here};
use crate::address::Address;
use crate::api::{self, Detail, RegisterBatchInput};
use crate::browser::{self, focus, say};
use crate::components::{
    Alert, AlertKind, Checkbox, ErrorSummary, Failure, FieldBinding, Heading, SUMMARY_ID,
};
use crate::pages::access::{Audience, page_for};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{batches as words, fill, form as form_words, terms};
use crate::view::{act, live, part};

const FILE_ID: &str = "batch-file";

pub(crate) fn batch_file() -> AnyView {
    page_for(Audience::Manager, show)
}

#[derive(Clone, Copy)]
struct Sending {
    session: SessionState,
    address: Address,
    /// The file as text; nothing before one is chosen.
    text: RwSignal<Option<String>>,
    conditions: RwSignal<String>,
    identity: RwSignal<String>,
    ecps_only: RwSignal<String>,
    dmp: RwSignal<String>,
    risk: RwSignal<String>,
    terms: RwSignal<String>,
    problems: RwSignal<Vec<(Field, Problem)>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    key: StoredValue<String>,
}

fn show() -> AnyView {
    let ticked = || RwSignal::new(String::new());
    let sending = Sending {
        session: SessionState::of_page(),
        address: Address::of_page(),
        text: RwSignal::new(None),
        conditions: ticked(),
        identity: ticked(),
        ecps_only: ticked(),
        dmp: ticked(),
        risk: ticked(),
        terms: ticked(),
        problems: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        key: StoredValue::new(browser::new_key()),
    };
    let template = bulk::write(&header(), &[]);
    let owner = Owner::current();
    let choose = move |event: web_sys::Event| {
        let read = async move {
            let text = browser::file_of(&event).await;
            sending.key.set_value(browser::new_key());
            sending.failed.set(match &text {
                Some(_) => None,
                None => Some(say(words::UNREADABLE).to_owned()),
            });
            sending.text.set(text);
        };
        match &owner {
            Some(owner) => owner.with(|| spawn_local_scoped_with_cancellation(read)),
            None => spawn_local_scoped_with_cancellation(read),
        }
    };
    let read = move || sending.text.get().map(|text| sending.read(&text));
    view! {
        <Heading title=say(words::FILE_TITLE) />
        <p class="fr-text--lead">{say(words::FILE_LEAD)}</p>
        <p>{made_here(words::TEMPLATE_FILE, words::TEMPLATE, &template)}</p>
        {documented()}
        <div class="fr-upload-group fr-mb-3w">
            <label class="fr-label" for=FILE_ID>
                {say(words::FILE)} <span class="fr-hint-text">{say(words::FILE_HINT)}</span>
            </label>
            <input class="fr-upload" type="file" id=FILE_ID accept=".csv,text/csv,text/plain" on:change=act(choose) />
        </div>
        {part(move || sending.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        {part(read)}
    }
    .into_any()
}

/// What each column is for.
fn documented() -> AnyView {
    let column = |column: &bulk::Column| {
        view! { <li><code>{column.code()}</code> " " {say(catalogue::field(column.field()))}</li> }
    };
    view! {
        <details class="fr-mb-3w">
            <summary>{say(words::COLUMNS)}</summary>
            <p class="fr-mt-1w">{say(words::COLUMNS_DATES)}</p>
            <p>{say(words::COLUMNS_CODES)}</p>
            <ul>{bulk::Column::ALL.iter().map(column).collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// What is said of a file or a row.
fn of_code(code: &str) -> Text {
    let known = catalogue::BATCHES.iter().find(|(known, _)| *known == code);
    known.map_or(catalogue::UNKNOWN, |(_, text)| *text)
}

fn refused(error: &FileError) -> AnyView {
    let title = say(of_code(error.problem.code()));
    let columns = error.columns.join(", ");
    view! { <Alert kind=AlertKind::Error title=title><p>{columns}</p></Alert> }.into_any()
}

impl Sending {
    fn read(self, text: &str) -> AnyView {
        let today = untrack(|| self.session.today());
        let version = untrack(|| self.session.me()).map(|me| me.terms_version);
        match (bulk::read(text), today) {
            (Err(error), _) => refused(&error),
            (Ok(rows), Some(today)) => self.checked(&rows, today, version.unwrap_or_default()),
            (Ok(_), None) => ().into_any(),
        }
    }

    fn checked(self, rows: &[Row], today: Date, version: String) -> AnyView {
        let accepted = Accepted {
            ecps_only: true,
            dmp: true,
            risk: true,
            terms_version: version.clone(),
        };
        let shown: Vec<Shown> = (0..)
            .zip(rows)
            .map(|(key, row)| row_of(key, row, &accepted, today))
            .collect();
        let wrong = shown
            .iter()
            .filter(|row| row.is_wrong == Some(true))
            .count();
        let told = [
            fill(say(words::READY), &(shown.len() - wrong).to_string()),
            fill(say(words::TO_CORRECT), &wrong.to_string()),
        ]
        .join(" ");
        let warned = (wrong > 0).then(|| view! { <p>{say(words::WRONG_TOO)}</p> });
        view! {
            <h2 class="fr-h5">{say(words::CHECKED)}</h2>
            <p role="status">{told}</p>
            {warned}
            {table(words::CHECKED, move || shown.clone())}
            {self.form(version)}
        }
        .into_any()
    }

    fn form(self, version: String) -> AnyView {
        let bind = |field, value| FieldBinding::local(field, value, self.problems);
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.send(&version);
        };
        view! {
            <form novalidate on:submit=act(send)>
                <h2 class="fr-h5 fr-mt-3w">{say(words::ATTEST)}</h2>
                <ErrorSummary errors=self.problems.into() />
                <Checkbox bound=bind(Field::IdentityChecked, self.identity) label=say(words::FILE_IDENTITY) />
                <Checkbox bound=bind(Field::ConditionsChecked, self.conditions) label=say(words::CONDITIONS) />
                <Checkbox bound=bind(Field::EcpsOnlyAcknowledged, self.ecps_only) label=say(words::ECPS_ONLY) />
                <Checkbox bound=bind(Field::DmpAcknowledged, self.dmp) label=say(words::DMP) />
                <Checkbox bound=bind(Field::RiskAcknowledged, self.risk) label=say(words::FILE_RISK) />
                <details class="terms fr-mb-2w">
                    <summary>{say(form_words::TERMS_READ)}</summary>
                    {terms::PARAGRAPHS.iter().map(|paragraph| view! { <p>{say(*paragraph)}</p> }).collect_view()}
                </details>
                <Checkbox bound=bind(Field::TermsVersion, self.terms) label=say(words::TERMS) />
                <button class="fr-btn fr-mt-2w" type="submit" disabled=live(move || self.busy.get())>
                    {say(words::SEND)}
                </button>
            </form>
        }
        .into_any()
    }

    fn send(self, version: &str) {
        let ticked = |value: RwSignal<String>| value.with_untracked(|value| !value.is_empty());
        let needed = [
            (Field::IdentityChecked, self.identity),
            (Field::ConditionsChecked, self.conditions),
            (Field::EcpsOnlyAcknowledged, self.ecps_only),
            (Field::DmpAcknowledged, self.dmp),
            (Field::TermsVersion, self.terms),
        ];
        let missing: Vec<_> = needed
            .into_iter()
            .filter(|(_, value)| !ticked(*value))
            .map(|(field, _)| (field, Problem::NotChecked))
            .collect();
        let is_whole = missing.is_empty();
        self.problems.set(missing);
        if !is_whole {
            return request_animation_frame(|| focus(SUMMARY_ID));
        }
        let Some(file) = self.text.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failed.set(None);
        let input = RegisterBatchInput {
            file,
            conditions_checked: true,
            identity_checked: true,
            risk_acknowledged: ticked(self.risk),
            ecps_only_acknowledged: true,
            dmp_acknowledged: true,
            terms_version: version.to_owned(),
            idempotency_key: Some(self.key.get_value()),
        };
        self.session
            .write(api::register_all(&input), move |answer| {
                self.busy.set(false);
                match answer {
                    Ok(batch) => {
                        let id = batch.id.inner().to_owned();
                        self.address.visit(&Page::Batch(id).path());
                    }
                    Err(error) => {
                        if !error.is_passing() {
                            self.key.set_value(browser::new_key());
                        }
                        if let Detail::Errors(errors) = &error.detail {
                            let known = errors.iter().filter_map(api::FieldError::known);
                            self.problems.set(known.collect());
                        }
                        self.failed.set(Some(failed(&error)));
                    }
                }
            });
    }
}

fn row_of(key: i32, row: &Row, accepted: &Accepted, today: Date) -> Shown {
    let mut details: Vec<String> = row
        .problem
        .iter()
        .map(|problem| say(of_code(problem.code())).to_owned())
        .collect();
    if details.is_empty() {
        let wrong = bulk::problems(&row.cells, accepted, today);
        details.extend(
            wrong
                .iter()
                .map(|error| of_field(error.field, say(error.problem.text()))),
        );
    }
    let is_wrong = !details.is_empty();
    let line = fill(say(words::LINE), &row.line.to_string());
    Shown {
        key,
        who: [&line, "\u{a0}: ", &person(&row.cells)].concat(),
        href: None,
        is_wrong: Some(is_wrong),
        result: if is_wrong {
            words::ROW_WRONG
        } else {
            words::ROW_READY
        },
        details,
        by_hand: false,
    }
}
