//! The pages of a form and how far each one is.

use leptos::prelude::*;

use crate::browser::say;
use crate::text::phrases;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskState {
    ToDo,
    ToCorrect,
    Done,
    /// Nothing is asked here, and nothing can be changed.
    Locked,
}

pub(crate) struct Task {
    pub(crate) title: &'static str,
    pub(crate) href: String,
    pub(crate) state: TaskState,
}

#[component]
pub(crate) fn TaskList(tasks: Vec<Task>) -> impl IntoView {
    let line = |(at, task): (usize, Task)| {
        let (class, words) = match task.state {
            TaskState::ToDo => ("fr-badge fr-badge--info fr-badge--no-icon", phrases::TO_DO),
            TaskState::ToCorrect => ("fr-badge fr-badge--warning", phrases::TO_CORRECT),
            TaskState::Done => ("fr-badge fr-badge--success", phrases::DONE),
            TaskState::Locked => ("fr-badge", phrases::NOTHING_TO_DO),
        };
        let id = ["task-", &at.to_string()].concat();
        view! {
            <li class="task-list__task">
                <a class="fr-link" href=task.href aria-describedby=id.clone()>{task.title}</a>
                <span class=class id=id>{say(words)}</span>
            </li>
        }
    };
    view! { <ol class="task-list">{tasks.into_iter().enumerate().map(line).collect_view()}</ol> }
        .into_any()
}
