//! Who is registered at risk in a manager's structures: why, what was acknowledged, and how many there are right now.

use leptos::prelude::*;

use super::access::{Audience, page_for};
use crate::address::{Address, STRUCTURE};
use crate::api::{self, Link, OwnFlagged};
use crate::browser::{day, language, say};
use crate::components::{Failure, Heading};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{at_risk as words, fill, of_error};
use crate::view::{act, part};

#[derive(Clone, Copy)]
struct Register {
    session: SessionState,
    structure: StoredValue<Option<String>>,
    all: RwSignal<Vec<OwnFlagged>>,
    count: RwSignal<Option<i32>>,
    next: RwSignal<Option<String>>,
    failed: RwSignal<Option<String>>,
}

pub(crate) fn at_risk() -> AnyView {
    page_for(Audience::Manager, show)
}

fn show() -> AnyView {
    let structure = untrack(|| Address::of_page().query(STRUCTURE));
    let this = Register {
        session: SessionState::of_page(),
        structure: StoredValue::new(structure.filter(|id| !id.is_empty())),
        all: RwSignal::new(Vec::new()),
        count: RwSignal::new(None),
        next: RwSignal::new(None),
        failed: RwSignal::new(None),
    };
    // The first message counts, and each number that differs has the list read anew.
    this.session.while_signed_in(move || {
        let link = move |link| {
            if let Link::Refused(error) = link {
                this.session.note(&error);
                this.failed.set(Some(of_error(&error)));
            }
        };
        api::flagged_changed(this.structure.get_value(), link, move |now| {
            this.count.set(Some(now.count));
            this.read(None);
        });
    });
    let count = move || {
        let count = this.count.get()?;
        Some(match count {
            0 => say(words::NONE).to_owned(),
            1 => say(words::ONE).to_owned(),
            count => fill(say(words::COUNT), &count.to_string()),
        })
    };
    let more = move || {
        let next = this.next.get()?;
        let more = move |_| this.read(Some(next.clone()));
        Some(view! {
            <button class="fr-btn fr-btn--secondary" type="button" on:click=act(more)>{say(words::MORE)}</button>
        })
    };
    let failed = move || {
        let failed = this.failed.get();
        failed.map(|message| view! { <Failure message retry=None /> })
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        {part(failed)}
        <p role="status">{part(count)}</p>
        <ul class="request-list">{part(move || this.all.get().into_iter().map(line).collect_view())}</ul>
        {part(more)}
    }
    .into_any()
}

impl Register {
    fn read(self, after: Option<String>) {
        let goes_on = after.is_some();
        let call = api::own_flagged(self.structure.get_value(), after);
        self.session.read(call, move |answer| match answer {
            Ok(page) => {
                let more = page.page_info.has_next_page;
                self.next.set(page.page_info.end_cursor.filter(|_| more));
                self.all.update(|all| {
                    if !goes_on {
                        all.clear();
                    }
                    all.extend(page.nodes);
                });
            }
            Err(error) => self.failed.set(Some(of_error(&error))),
        });
    }
}

fn line(one: OwnFlagged) -> AnyView {
    let name = [&one.first_names.join(" "), " ", &one.birth_name].concat();
    let post = one.situation;
    let structure = post.structure.map(|structure| structure.name);
    let place = [&post.role.label, ", ", &structure.unwrap_or_default()].concat();
    let why = post.risk.map(|risk| {
        let reasons = risk.reasons.into_iter().map(|reason| {
            let text = if language() == shared::text::Language::Fr {
                reason.text.fr
            } else {
                reason.text.en
            };
            view! { <li>{text}</li> }
        });
        let known = fill(say(words::ACKNOWLEDGED), &day(&risk.acknowledged_at));
        let known = fill(&known, &risk.wording_version);
        let wording = risk.wording.map(|text| {
            let text = if language() == shared::text::Language::Fr {
                text.fr
            } else {
                text.en
            };
            view! { <p class="fr-text--sm fr-mb-1v">"« " {text} " »"</p> }
        });
        view! {
            <ul>{reasons.collect_view()}</ul>
            <p class="fr-text--sm fr-mb-1v">{known}</p>
            {wording}
        }
    });
    let notice = post
        .regularisation
        .filter(|notice| notice.state.0.is_open());
    let notice = notice.map(|notice| {
        let until = fill(say(words::NOTICED), &notice.due_on.long(language()));
        view! { <p class="fr-badge fr-badge--warning fr-badge--no-icon">{until}</p> }
    });
    view! {
        <li class="request-list__request">
            <div>
                <strong>{name.clone()}</strong> " " {one.rpps_number.clone()}
                <p class="fr-text--sm fr-mb-1v">{place}</p>
                {why}
                {notice}
            </div>
            <a class="fr-link" href=Page::Entry(one.rpps_number).path()>
                {say(words::OPEN)} <span class="fr-sr-only">" " {name}</span>
            </a>
        </li>
    }
    .into_any()
}
