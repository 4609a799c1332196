//! What concerns the person who is signed in: live, and read in every window at once.

use leptos::prelude::*;
use shared::status::Status;

use super::access::{Audience, page_for};
use crate::address::STRUCTURE;
use crate::api::{self, Link, Notice};
use crate::browser::{day_and_time, encoded, focus, has_focus, language, say, show_unread};
use crate::components::{Failure, Heading};
use crate::route::{Page, RequestPage};
use crate::session::SessionState;
use crate::text::{fill, news as words, of_error, phrases};
use crate::view::{act, part};

const LIST_ID: &str = "notices";

#[derive(Clone, Copy)]
struct News {
    session: SessionState,
    all: RwSignal<Option<Vec<Notice>>>,
    next: RwSignal<Option<cynic::Id>>,
    unread: RwSignal<i32>,
    /// The list changed while somebody was in it.
    waits: RwSignal<bool>,
    down: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

pub(crate) fn news() -> AnyView {
    page_for(Audience::Anybody, show)
}

fn show() -> AnyView {
    let this = News {
        session: SessionState::of_page(),
        all: RwSignal::new(None),
        next: RwSignal::new(None),
        unread: RwSignal::new(0),
        waits: RwSignal::new(false),
        down: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    this.session.while_signed_in(move || {
        let link = move |link| match link {
            Link::Up => this.down.set(false),
            Link::Down => this.down.set(true),
            Link::Refused(error) => {
                this.session.note(&error);
                this.failed.set(Some(of_error(&error)));
            }
        };
        api::notices_changed(link, move |count| {
            this.unread.set(count.unread);
            show_unread(count.unread);
            // Nothing moves under the one who reads by keyboard.
            if has_focus(LIST_ID) {
                this.waits.set(true);
            } else {
                this.read(None);
            }
        });
    });
    let unread = move || match this.unread.get() {
        0 => say(words::ALL_READ).to_owned(),
        1 => say(words::ONE_UNREAD).to_owned(),
        count => fill(say(words::UNREAD), &count.to_string()),
    };
    let list = move || {
        let all = this.all.get()?;
        Some(if all.is_empty() {
            view! { <p>{say(words::NONE)}</p> }.into_any()
        } else {
            view! { <ul class="request-list">{all.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        })
    };
    let mark = move |_| this.mark();
    let renew = move |_| {
        this.waits.set(false);
        this.read(None);
    };
    let more = move || {
        let next = this.next.get()?;
        let more = move |_| this.read(Some(next.clone()));
        Some(view! {
            <button class="fr-btn fr-btn--secondary" type="button" on:click=act(more)>{say(words::MORE)}</button>
        })
    };
    view! {
        <Heading title=say(words::TITLE) />
        <p class="fr-text--lead">{say(words::LEAD)}</p>
        {part(move || this.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        {part(move || this.down.get().then(|| view! { <p class="fr-hint-text" role="status">{say(phrases::LINK_DOWN)}</p> }))}
        <p role="status">{part(unread)}</p>
        {part(move || (this.unread.get() > 0).then(|| view! {
            <button class="fr-btn fr-btn--secondary fr-mb-2w" type="button" on:click=act(mark)>{say(words::MARK)}</button>
        }))}
        {part(move || this.waits.get().then(|| view! {
            <button class="fr-btn fr-btn--secondary queue__waiting" type="button" on:click=act(renew)>{say(words::SHOW_NEW)}</button>
        }))}
        <div id=LIST_ID tabindex="-1">{part(list)}</div>
        {part(more)}
    }
    .into_any()
}

impl News {
    fn read(self, after: Option<cynic::Id>) {
        let goes_on = after.is_some();
        self.session
            .read(api::notices(after), move |answer| match answer {
                Ok(page) => {
                    let end = page.page_info.end_cursor.map(cynic::Id::new);
                    self.next.set(end.filter(|_| page.page_info.has_next_page));
                    self.failed.set(None);
                    self.all.update(|all| {
                        let all = all.get_or_insert_default();
                        if !goes_on {
                            all.clear();
                        }
                        all.extend(page.nodes);
                    });
                }
                Err(error) => self.failed.set(Some(of_error(&error))),
            });
    }

    /// Up to the latest that is shown: what came since stays unread.
    fn mark(self) {
        let latest = self.all.with_untracked(|all| {
            let first = all.as_ref().and_then(|all| all.first());
            first.map(|first| first.id.clone())
        });
        if let Some(latest) = latest {
            self.session
                .write(api::mark_read(latest), move |answer| match answer {
                    Ok(count) => {
                        show_unread(count.unread);
                        self.unread.try_set(count.unread);
                        focus(LIST_ID);
                    }
                    Err(error) => {
                        self.failed.try_set(Some(of_error(&error)));
                    }
                });
        }
    }
}

fn line(notice: Notice) -> AnyView {
    let of = |text: api::Text| {
        if language() == shared::text::Language::Fr {
            text.fr
        } else {
            text.en
        }
    };
    let link = target(&notice);
    let title = of(notice.title);
    let link = link.map(|(href, label)| {
        view! { <a class="fr-link" href=href>{say(label)} <span class="fr-sr-only">", " {title.clone()}</span></a> }
    });
    let unread = notice.unread.then(|| {
        view! { <span class="fr-badge fr-badge--info fr-badge--sm fr-badge--no-icon">{say(words::NEW)}</span> " " }
    });
    let count = (notice.count > 1)
        .then(|| [", ", &fill(say(words::REQUESTS), &notice.count.to_string())].concat());
    let place = notice.structure_name.map(|name| [", ", &name].concat());
    view! {
        <li class="request-list__request">
            <div>
                {unread} <strong>{title.clone()}</strong> {count}
                <p class="fr-text--sm fr-mb-1v">{of(notice.detail)}</p>
                <p class="fr-hint-text fr-mb-0">{day_and_time(&notice.at)} {place}</p>
            </div>
            {link}
        </li>
    }
    .into_any()
}

/// Where a notice leads.
fn target(notice: &Notice) -> Option<(String, shared::text::Text)> {
    let request = notice.request_id.as_ref().map(|id| id.inner().to_owned());
    Some(match notice.code.as_str() {
        "LEASE_TAKEN_OVER" => (Page::Review(request?).path(), words::OPEN_REQUEST),
        "REQUESTS_ARRIVED" | "REQUESTS_ANSWERED" => {
            let mut href = [&Page::Queue.path(), "?etat=", Status::Submitted.code()].concat();
            if let Some(id) = &notice.structure_id {
                href.push('&');
                href.push_str(STRUCTURE);
                href.push('=');
                href.push_str(&encoded(id.inner()));
            }
            (href, words::OPEN_QUEUE)
        }
        "SUPPORT_ANSWERED" => (Page::Contact.path(), words::OPEN_CONTACT),
        code if code.starts_with("MANDATE") => {
            (Page::Representation.path(), words::OPEN_STRUCTURES)
        }
        code if code.starts_with("REGULARISATION") || code == "REGISTRATION_WITHDRAWN" => {
            (Page::Registration.path(), words::OPEN_ENTRY)
        }
        _ => match request {
            Some(id) => (
                Page::Request(id, RequestPage::Home).path(),
                words::OPEN_REQUEST,
            ),
            None => (Page::Habilitation.path(), words::OPEN_HABILITATION),
        },
    })
}
