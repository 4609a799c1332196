//! The manager's own views: a link each, and what is shown now under a name.

use leptos::prelude::*;

use super::filter::Filter;
use crate::api::{self, ApiError, SavedView, SavedViewList};
use crate::browser::{self, say};
use crate::components::{Alert, AlertKind};
use crate::session::SessionState;
use crate::text::{fill, of_error, queue as words};
use crate::view::{act, live, part};

const NAME_ID: &str = "view-name";

/// What is kept, read once and shared by whatever filter is shown.
#[derive(Clone, Copy)]
pub(super) struct Views {
    session: SessionState,
    kept: RwSignal<Vec<SavedView>>,
    failed: RwSignal<Option<String>>,
    said: RwSignal<String>,
}

impl Views {
    pub(super) fn of_manager() -> Self {
        let views = Self {
            session: SessionState::of_page(),
            kept: RwSignal::new(Vec::new()),
            failed: RwSignal::new(None),
            said: RwSignal::new(String::new()),
        };
        views.session.read(api::views(), move |answer| {
            views.take(answer.map(|views| SavedViewList { views }), String::new());
        });
        views
    }

    fn take(self, answer: Result<SavedViewList, ApiError>, said: String) {
        match answer {
            Ok(list) => {
                self.failed.set(None);
                self.kept.set(list.views);
                self.said.set(said);
            }
            Err(error) => self.failed.set(Some(of_error(&error))),
        }
    }

    pub(super) fn show(self, filter: &Filter) -> AnyView {
        let links = move || {
            let kept = self.kept.get();
            (!kept.is_empty()).then(|| {
                view! {
                    <ul class="fr-raw-list queue__views">
                        {kept.into_iter().map(|view| self.link(view)).collect_view()}
                    </ul>
                }
            })
        };
        view! {
            <details class="fr-mb-3w">
                <summary>{say(words::VIEWS)} " (" {part(move || self.kept.with(Vec::len).to_string())} ")"</summary>
                {part(links)}
                {self.form(filter.clone())}
                {part(move || self.failed.get().map(|message| view! {
                    <Alert kind=AlertKind::Error title=message />
                }))}
                <p class="fr-hint-text" role="status">{part(move || self.said.get())}</p>
            </details>
        }
        .into_any()
    }

    fn link(self, view: SavedView) -> AnyView {
        let (id, name) = (view.id.clone(), view.name.clone());
        let filter = Filter {
            view: view.view(),
            sort: None,
        };
        let label = fill(say(words::VIEW_DELETE), &name);
        let said = fill(say(words::VIEW_DELETED), &name);
        let delete = move |_| {
            let said = said.clone();
            let call = api::delete_view(id.clone(), browser::new_key());
            self.session
                .write(call, move |answer| self.take(answer, said));
        };
        view! {
            <li>
                <a class="fr-link" href=filter.address()>{name}</a> " "
                <button
                    class="fr-btn fr-btn--tertiary fr-btn--sm"
                    type="button"
                    aria-label=label
                    on:click=act(delete)
                >
                    {say(words::DELETE)}
                </button>
            </li>
        }
        .into_any()
    }

    fn form(self, filter: Filter) -> AnyView {
        let name = RwSignal::new(String::new());
        let save = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let typed = name.get_untracked();
            let said = fill(say(words::VIEW_SAVED), typed.trim());
            let call = api::save_view(typed, filter.view.clone(), browser::new_key());
            self.session.write(call, move |answer| {
                if answer.is_ok() {
                    name.try_set(String::new());
                }
                self.take(answer, said);
            });
        };
        view! {
            <form on:submit=act(save)>
                <div class="fr-input-group">
                    <label class="fr-label" for=NAME_ID>{say(words::VIEW_NAME)}</label>
                    <input
                        class="fr-input"
                        id=NAME_ID
                        autocomplete="off"
                        maxlength="60"
                        required=true
                        prop:value=live(move || name.get())
                        on:input=act(move |event| name.set(event_target_value(&event)))
                    />
                </div>
                <button class="fr-btn fr-btn--secondary fr-btn--sm" type="submit">{say(words::VIEW_SAVE)}</button>
            </form>
        }
        .into_any()
    }
}
