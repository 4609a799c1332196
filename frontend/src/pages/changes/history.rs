//! What changed of an entry, with what was there: the latest first, read again at each change.

use leptos::prelude::*;
use shared::entry::{ChangeKind, ChangeState};
use shared::field_error::Field;

use super::Changes;
use crate::api::{self, RegistrationChange};
use crate::browser::{day, say};
use crate::pages::answers::coded;
use crate::text::{entry as words, fill, of_error};
use crate::view::{act, effect, memo, part};

#[derive(Clone, Copy)]
struct History {
    changes: Changes,
    all: RwSignal<Vec<RegistrationChange>>,
    next: RwSignal<Option<String>>,
    read: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
}

impl History {
    fn read(self, after: Option<String>) {
        let goes_on = after.is_some();
        let number = self
            .changes
            .entry
            .with_untracked(|entry| self.changes.number(entry));
        let call = api::entry_changes(number, after);
        self.changes.session.read(call, move |answer| match answer {
            Ok(page) => {
                let more = page.page_info.has_next_page;
                self.next.set(page.page_info.end_cursor.filter(|_| more));
                self.all.update(|all| {
                    if !goes_on {
                        all.clear();
                    }
                    all.extend(page.nodes);
                });
                self.read.set(true);
            }
            Err(error) => self.failed.set(Some(of_error(&error))),
        });
    }
}

pub(in crate::pages) fn history(changes: Changes) -> AnyView {
    let this = History {
        changes,
        all: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        read: RwSignal::new(false),
        failed: RwSignal::new(None),
    };
    // What counts up with each change.
    let stamp = memo(move || {
        changes.entry.with(|entry| {
            let posts: i32 = entry.situations.iter().map(|post| post.revision).sum();
            (
                entry.revision,
                entry.change.as_ref().map(|change| change.id.clone()),
                posts,
            )
        })
    });
    effect(move || {
        stamp.get();
        untrack(|| this.read(None));
    });
    let none = move || {
        let none = this.read.get() && this.all.with(Vec::is_empty);
        none.then(|| view! { <p>{say(words::NO_HISTORY)}</p> })
    };
    let more = move || {
        let next = this.next.get()?;
        let more = move |_| this.read(Some(next.clone()));
        Some(view! {
            <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=act(more)>
                {say(words::MORE)}
            </button>
        })
    };
    view! {
        <h2 class="fr-h4 fr-mt-4w" id="history-title">{say(words::HISTORY)}</h2>
        {part(move || this.failed.get().map(|message| view! { <p>{message}</p> }))}
        {part(none)}
        <ul aria-labelledby="history-title">
            {part(move || this.all.get().iter().map(line).collect_view())}
        </ul>
        {part(more)}
    }
    .into_any()
}

fn line(change: &RegistrationChange) -> AnyView {
    let kind = match change.kind.0 {
        ChangeKind::Contact => words::KIND_CONTACT,
        ChangeKind::ExerciseNames => words::KIND_NAMES,
        ChangeKind::Situation => words::KIND_SITUATION,
        ChangeKind::Closing => words::KIND_CLOSING,
    };
    let state = match change.state.0 {
        ChangeState::Done => None,
        ChangeState::Waiting => Some(words::STATE_WAITING),
        ChangeState::Cancelled => Some(words::STATE_CANCELLED),
        ChangeState::Expired => Some(words::STATE_EXPIRED),
    };
    let by = match &change.structure_name {
        Some(structure) => fill(say(words::BY_MANAGER), structure),
        None => say(words::BY_PERSON).to_owned(),
    };
    let shown = |field: Field, text: &str| {
        if text.is_empty() {
            say(words::NOTHING).to_owned()
        } else {
            coded(field, text)
        }
    };
    let changed = change.changed.iter().filter_map(|one| {
        let field = Field::from_code(&one.field)?;
        let (before, after) = (shown(field, &one.before), shown(field, &one.after));
        Some(view! { <li>{say(field.label())} " : " {before} " → " {after}</li> })
    });
    let reason = change.closing_reason.map(|reason| {
        let reason = fill(say(words::CLOSING_REASON), say(reason.0.label()));
        view! { <li>{reason}</li> }
    });
    view! {
        <li>
            <p class="fr-mb-0">
                <strong>{say(kind)}</strong> ", " {day(&change.asked_at)} ", " {by} " "
                {state.map(|state| view! { <span class="fr-badge fr-badge--sm fr-badge--no-icon">{say(state)}</span> })}
            </p>
            <ul>{changed.collect_view()} {reason}</ul>
        </li>
    }
    .into_any()
}
