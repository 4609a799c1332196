//! What every control of a form is bound to, and the messages below it.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};

use crate::browser::say;
use crate::text::phrases;
use crate::view::{Live, live, part};

/// One field: what it holds, what is wrong with it, and whether it may change.
#[derive(Clone, Copy)]
pub(crate) struct FieldBinding {
    pub(crate) field: Field,
    /// Which form of a page it stands in, where several have a field of that name.
    pub(crate) place: &'static str,
    pub(crate) value: Signal<String>,
    pub(crate) set: Callback<String>,
    /// The person left the field: from now on a problem is shown.
    pub(crate) left: Callback<()>,
    pub(crate) problem: Signal<Option<Problem>>,
    pub(crate) locked: Signal<bool>,
    pub(crate) note: Signal<Option<Note>>,
}

/// What a manager said of a field when sending it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) reason: String,
    pub(crate) text: String,
}

impl FieldBinding {
    /// A field of a form that is not saved as one types.
    pub(crate) fn local(
        field: Field,
        value: RwSignal<String>,
        problem: RwSignal<Vec<(Field, Problem)>>,
    ) -> Self {
        let shown = move || {
            problem.with(|all| {
                all.iter()
                    .find(|(of, _)| *of == field)
                    .map(|(_, problem)| *problem)
            })
        };
        Self {
            field,
            place: "",
            value: value.into(),
            set: Callback::new(move |text| {
                value.set(text);
                problem.update(|all| all.retain(|(of, _)| *of != field));
            }),
            left: Callback::new(|()| ()),
            problem: Signal::derive(shown),
            locked: Signal::derive(|| false),
            note: Signal::derive(|| None),
        }
    }

    /// The same field, in that form of the page.
    pub(crate) fn within(self, place: &'static str) -> Self {
        Self { place, ..self }
    }

    /// Writes what was typed.
    pub(super) fn write(self, text: String) {
        self.set.try_run(text);
    }

    /// The browser says so too when the page goes with the focus in the field: then nobody is left to tell.
    pub(super) fn leave(self) {
        self.left.try_run(());
    }

    pub(crate) fn id(self) -> String {
        [self.place, self.field.code()].concat()
    }

    pub(crate) fn messages_id(self) -> String {
        [&self.id(), "-messages"].concat()
    }

    pub(crate) fn label(self) -> &'static str {
        say(self.field.label())
    }

    /// The class of the group, with its error mark.
    pub(crate) fn group(self, plain: &'static str, error: &'static str) -> Live<&'static str> {
        live(move || self.problem.get().map_or(plain, |_| error))
    }

    pub(crate) fn invalid(self) -> Live<Option<&'static str>> {
        live(move || self.problem.get().map(|_| "true"))
    }
}

/// The manager's note and the problem, where `aria-describedby` of the control points.
#[component]
pub(crate) fn Messages(bound: FieldBinding) -> impl IntoView {
    let problem = move || {
        bound.problem.get().map(
            |problem| view! { <p class="fr-message fr-message--error">{say(problem.text())}</p> },
        )
    };
    let note = move || {
        bound.note.get().map(|note| {
            view! {
                <p class="fr-message fr-message--warning">
                    {say(phrases::MANAGER_SAYS)} " " {note.reason} ". " {note.text}
                </p>
            }
        })
    };
    view! {
        <div class="fr-messages-group" id=bound.messages_id() aria-live="polite">
            {part(note)}
            {part(problem)}
        </div>
    }
}
