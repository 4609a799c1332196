//! The desk of an ANS agent: structures, and who manages them.

mod create;
mod managers;

use leptos::prelude::*;
use shared::field_error::Field;

use self::create::create;
use self::managers::managers;
use super::access::{Audience, page_for};
use super::request::structure::StructureSearch;
use crate::api::{self, Answered, ApiError, ManagedStructure, Structure};
use crate::browser::{focus, say};
use crate::components::{Alert, AlertKind, Failure, FieldBinding, Heading};
use crate::session::SessionState;
use crate::text::{ans as words, of_error};
use crate::view::{effect, memo, part};

const SHOWN_ID: &str = "structure-shown";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    shown: RwSignal<Option<ManagedStructure>>,
    done: RwSignal<Option<&'static str>>,
    failed: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

pub(crate) fn ans() -> AnyView {
    page_for(Audience::Agent, show)
}

fn show() -> AnyView {
    let desk = Desk {
        session: SessionState::of_page(),
        shown: RwSignal::new(None),
        done: RwSignal::new(None),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let finess = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Structure>::new());
    let chosen = memo(move || {
        let finess = finess.get();
        found.with(|found| {
            found
                .iter()
                .find(|structure| structure.finess == finess)
                .cloned()
        })
    });
    let bound = FieldBinding::local(Field::StructureFiness, finess, RwSignal::new(Vec::new()));
    effect(move || {
        let finess = finess.get();
        if !finess.is_empty() {
            desk.open(finess);
        }
    });
    view! {
        <Heading title=say(words::TITLE) />
        <h2 class="fr-h5">{say(words::FIND)}</h2>
        <StructureSearch bound found chosen hint=words::FIND_HINT />
        <div id=SHOWN_ID tabindex="-1">
            {part(move || desk.done.get().map(|done| view! { <Alert kind=AlertKind::Success title=done /> }))}
            {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
            {part(move || desk.shown.get().map(|structure| managers(desk, structure)))}
        </div>
        <details class="fr-mt-4w">
            <summary>{say(words::CREATE)}</summary>
            {create(desk)}
        </details>
    }
    .into_any()
}

impl Desk {
    fn open(self, finess: String) {
        self.done.set(None);
        self.session
            .write(api::structure(finess), move |answer| match answer {
                Ok(Some(structure)) => {
                    self.failed.set(None);
                    self.shown.set(Some(structure));
                }
                Ok(None) => self.failed.set(Some(say(words::NOT_FOUND).to_owned())),
                Err(error) => self.failed.set(Some(of_error(&error))),
            });
    }

    /// Changes something, and shows the structure as it is then.
    fn change(
        self,
        call: Answered<ManagedStructure>,
        done: &'static str,
        refused: impl FnOnce(&ApiError) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.done.set(None);
        self.failed.set(None);
        self.session.write(call, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(structure) => {
                    self.shown.set(Some(structure));
                    self.done.set(Some(done));
                }
                Err(error) => {
                    refused(&error);
                    self.failed.set(Some(of_error(&error)));
                }
            }
            request_animation_frame(|| focus(SHOWN_ID));
        });
    }
}
