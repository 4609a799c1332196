//! A manager finds who is registered: by number, or by civil status among those of the manager's structures.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};

use super::access::{Audience, page_for};
use crate::api::{self, PersonFilter, RegisteredPerson};
use crate::browser::{focus, language, say};
use crate::components::{Failure, FieldBinding, Heading, TextField};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{entry as words, fill, of_error};
use crate::view::{act, live, part};

const FOUND_ID: &str = "found";

/// What is typed and what was found.
#[derive(Clone, Copy)]
struct Search {
    session: SessionState,
    number: RwSignal<String>,
    birth_name: RwSignal<String>,
    first_name: RwSignal<String>,
    birth_date: RwSignal<String>,
    wrong: RwSignal<Vec<(Field, Problem)>>,
    /// What the page that is shown was asked with.
    asked: StoredValue<PersonFilter>,
    found: RwSignal<Option<Vec<RegisteredPerson>>>,
    next: RwSignal<Option<String>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

pub(crate) fn persons() -> AnyView {
    page_for(Audience::Manager, show)
}

fn show() -> AnyView {
    let text = || RwSignal::new(String::new());
    let this = Search {
        session: SessionState::of_page(),
        number: text(),
        birth_name: text(),
        first_name: text(),
        birth_date: text(),
        wrong: RwSignal::new(Vec::new()),
        asked: StoredValue::new(PersonFilter::default()),
        found: RwSignal::new(None),
        next: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let bind = |field, value| FieldBinding::local(field, value, this.wrong);
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        this.ask();
    };
    let failed = move || {
        let failed = this.failed.get();
        failed.map(|message| view! { <Failure message retry=None /> })
    };
    view! {
        <Heading title=say(words::SEARCH_TITLE) />
        <p class="fr-text--lead">{say(words::SEARCH_LEAD)}</p>
        <p class="fr-hint-text">{say(words::KEPT)}</p>
        <form novalidate on:submit=act(search)>
            <fieldset class="fr-fieldset" aria-labelledby="by-number">
                <legend class="fr-fieldset__legend" id="by-number">{say(words::BY_NUMBER)}</legend>
                <div class="fr-fieldset__element">
                    <TextField bound=bind(Field::RppsNumber, this.number) hint=say(words::NUMBER_HINT) input_mode="numeric" />
                </div>
            </fieldset>
            <fieldset class="fr-fieldset" aria-labelledby="by-name">
                <legend class="fr-fieldset__legend" id="by-name">
                    {say(words::BY_NAME)} <span class="fr-hint-text">{say(words::BY_NAME_HINT)}</span>
                </legend>
                <div class="fr-fieldset__element">
                    <TextField bound=bind(Field::BirthName, this.birth_name) />
                </div>
                <div class="fr-fieldset__element">
                    <TextField bound=bind(Field::FirstNames, this.first_name) label=say(words::FIRST_NAME) />
                </div>
                <div class="fr-fieldset__element">
                    <TextField bound=bind(Field::BirthDate, this.birth_date) kind="date" />
                </div>
            </fieldset>
            <button class="fr-btn" type="submit" disabled=live(move || this.busy.get())>{say(words::SEARCH)}</button>
        </form>
        <div class="fr-mt-4w" id=FOUND_ID tabindex="-1">{part(failed)} {part(move || found(this))}</div>
    }
    .into_any()
}

impl Search {
    fn ask(self) {
        let typed = |text: RwSignal<String>| {
            let text = text.with_untracked(|text| text.trim().to_owned());
            (!text.is_empty()).then_some(text)
        };
        let filter = PersonFilter {
            rpps_number: typed(self.number),
            birth_name: typed(self.birth_name),
            first_name: typed(self.first_name),
            birth_date: typed(self.birth_date),
        };
        let by_name = filter.birth_name.is_some()
            && (filter.first_name.is_some() || filter.birth_date.is_some());
        self.failed.set(None);
        if filter.rpps_number.is_none() && !by_name {
            self.found.set(None);
            self.failed.set(Some(say(words::TOO_LITTLE).to_owned()));
            return request_animation_frame(|| focus(FOUND_ID));
        }
        self.asked.set_value(filter);
        self.read(None);
    }

    fn read(self, after: Option<String>) {
        let goes_on = after.is_some();
        self.busy.set(true);
        let call = api::persons(self.asked.get_value(), after);
        self.session.read(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    let more = page.page_info.has_next_page;
                    self.next.set(page.page_info.end_cursor.filter(|_| more));
                    self.found.update(|found| match found {
                        Some(found) if goes_on => found.extend(page.nodes),
                        _ => *found = Some(page.nodes),
                    });
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            }
            if !goes_on {
                request_animation_frame(|| focus(FOUND_ID));
            }
        });
    }
}

fn found(this: Search) -> Option<AnyView> {
    let found = this.found.get()?;
    let said = match found.len() {
        0 => say(words::NONE).to_owned(),
        1 => say(words::ONE).to_owned(),
        count => fill(say(words::FOUND), &count.to_string()),
    };
    let more = this.next.get().map(|next| {
        let more = move |_| this.read(Some(next.clone()));
        view! {
            <button class="fr-btn fr-btn--secondary" type="button" on:click=act(more)>{say(words::MORE)}</button>
        }
    });
    Some(
        view! {
            <p role="status">{said}</p>
            <ul class="request-list">{found.into_iter().map(person).collect_view()}</ul>
            {more}
        }
        .into_any(),
    )
}

fn person(person: RegisteredPerson) -> AnyView {
    let name = [&person.first_names.join(" "), " ", &person.birth_name].concat();
    let born = person
        .identity
        .map(|identity| fill(say(words::BORN), &identity.birth_date.long(language())));
    let posts = person.situations.iter().map(|post| {
        let structure = post.structure.as_ref().map(|structure| &*structure.name);
        let mut said = [&post.role.label, ", ", structure.unwrap_or_default()].concat();
        if !post.current {
            said.push_str(", ");
            said.push_str(&say(words::ENDED).to_lowercase());
        }
        view! { <p class="fr-text--sm fr-mb-1v">{said}</p> }
    });
    let posts = posts.collect_view();
    let way = if person.situations.is_empty() {
        view! {
            <div>
                <p class="fr-text--sm fr-mb-1v">{say(words::ELSEWHERE)}</p>
                <a class="fr-link" href=Page::Registering.path()>{say(words::ADD_POST)}</a>
            </div>
        }
        .into_any()
    } else {
        view! {
            <a class="fr-link" href=Page::Entry(person.rpps_number.clone()).path()>
                {say(words::OPEN)} <span class="fr-sr-only">" " {name.clone()}</span>
            </a>
        }
        .into_any()
    };
    view! {
        <li class="request-list__request">
            <div>
                <strong>{name}</strong> " " {person.rpps_number}
                {born.map(|born| view! { <p class="fr-text--sm fr-mb-1v">{born}</p> })}
                {posts}
            </div>
            {way}
        </li>
    }
    .into_any()
}
