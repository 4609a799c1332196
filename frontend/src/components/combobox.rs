//! A value found by typing: the editable combobox with a list box of the ARIA practices.

use leptos::prelude::*;
use web_sys::{KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::field::{FieldBinding, Messages};
use crate::browser::say;
use crate::text::{fill, phrases};
use crate::view::{act, live, part};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) hint: String,
}

/// What the keys and the mouse do to the list.
#[derive(Clone, Copy)]
struct List {
    bound: FieldBinding,
    choices: Signal<Vec<Choice>>,
    typed: RwSignal<String>,
    open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
}

impl List {
    fn option_id(self, at: usize) -> String {
        [&self.bound.id(), "-option-", &at.to_string()].concat()
    }

    fn choose(self, at: usize) {
        if let Some(choice) = self
            .choices
            .with_untracked(|choices| choices.get(at).cloned())
        {
            self.typed.set(choice.label);
            self.bound.write(choice.value);
            self.close();
        }
    }

    fn close(self) {
        self.open.set(false);
        self.active.set(None);
    }

    fn step(self, back: bool) {
        let length = self.choices.with_untracked(Vec::len);
        if length == 0 {
            return;
        }
        self.open.set(true);
        let next = match (self.active.get_untracked(), back) {
            (None, false) => 0,
            (None, true) => length - 1,
            (Some(at), false) => (at + 1) % length,
            (Some(at), true) => (at + length - 1) % length,
        };
        self.active.set(Some(next));
        if let Some(option) = document().get_element_by_id(&self.option_id(next)) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "ArrowDown" => self.step(false),
            "ArrowUp" => self.step(true),
            "Enter" if self.open.get_untracked() => match self.active.get_untracked() {
                Some(at) => self.choose(at),
                None => return,
            },
            "Escape" if self.open.get_untracked() => self.close(),
            _ => return,
        }
        event.prevent_default();
    }
}

#[component]
pub(crate) fn Combobox(
    bound: FieldBinding,
    /// Label of the chosen value, shown while there is one.
    chosen: Signal<String>,
    choices: Signal<Vec<Choice>>,
    /// Called with what is typed.
    search: Callback<String>,
    #[prop(default = "")] hint: &'static str,
    /// Where the label of the field says something else.
    #[prop(default = "")]
    label: &'static str,
) -> impl IntoView {
    let label = if label.is_empty() {
        bound.label()
    } else {
        label
    };
    let list = List {
        bound,
        choices,
        typed: RwSignal::new(String::new()),
        open: RwSignal::new(false),
        active: RwSignal::new(None),
    };
    let list_id = [&bound.id(), "-list"].concat();
    let group = bound.group("fr-input-group", "fr-input-group fr-input-group--error");
    let input = bound.group("fr-input", "fr-input fr-input--error");
    let shown = move || {
        if bound.value.get().is_empty() {
            list.typed.get()
        } else {
            chosen.get()
        }
    };
    let typed = move |text: String| {
        list.typed.set(text.clone());
        list.active.set(None);
        list.open.set(true);
        if !bound.value.get_untracked().is_empty() {
            bound.write(String::new());
        }
        search.run(text);
    };
    let found = move || {
        let count = choices.with(Vec::len);
        match (list.open.get(), count) {
            (false, _) => String::new(),
            (true, 0) => say(phrases::NO_RESULT).to_owned(),
            (true, 1) => say(phrases::ONE_RESULT).to_owned(),
            (true, count) => fill(say(phrases::RESULTS), &count.to_string()),
        }
    };
    view! {
        <div class=group>
            <label class="fr-label" for=bound.id()>
                {label}
                {(!hint.is_empty()).then(|| view! { <span class="fr-hint-text">{hint}</span> })}
            </label>
            <div class="combobox">
                <input
                    class=input
                    id=bound.id()
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=live(move || list.open.get().to_string())
                    aria-controls=list_id.clone()
                    aria-activedescendant=live(move || list.active.get().map(|at| list.option_id(at)))
                    aria-describedby=bound.messages_id()
                    aria-invalid=bound.invalid()
                    readonly=live(move || bound.locked.get())
                    prop:value=live(shown)
                    on:input=act(move |event| typed(event_target_value(&event)))
                    on:keydown=act(move |event: web_sys::KeyboardEvent| {
                        if !bound.locked.get_untracked() {
                            list.key(&event);
                        }
                    })
                    on:blur=act(move |_| {
                        list.close();
                        bound.leave();
                    })
                />
                <ul
                    class="combobox__list"
                    id=list_id
                    role="listbox"
                    aria-label=label
                    hidden=live(move || !list.open.get() || choices.with(Vec::is_empty))
                >
                    {part(move || {
                        choices.get().into_iter().enumerate().map(|(at, choice)| option(list, at, choice)).collect_view()
                    })}
                </ul>
                <p class="fr-hint-text combobox__count" role="status">{part(found)}</p>
            </div>
            <Messages bound />
        </div>
    }
    .into_any()
}

fn option(list: List, at: usize, choice: Choice) -> impl IntoView {
    view! {
        <li
            class="combobox__option"
            role="option"
            id=list.option_id(at)
            aria-selected=live(move || (list.active.get() == Some(at)).to_string())
            // The focus stays in the text while the mouse chooses.
            on:mousedown=act(|event: web_sys::MouseEvent| event.prevent_default())
            on:click=act(move |_| list.choose(at))
        >
            // Names of a register, which has them in French.
            <span lang="fr">{choice.label}</span>
            {(!choice.hint.is_empty()).then(|| view! { <span class="fr-hint-text">{choice.hint}</span> })}
        </li>
    }
}
