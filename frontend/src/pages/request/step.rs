//! What every page of the form has around its fields.

use leptos::prelude::*;
use shared::eligibility::Stage;
use shared::field_error::FieldError;

use crate::address::Address;
use crate::browser::{focus, say};
use crate::components::{ErrorSummary, SUMMARY_ID, SaveStatus, Stepper, VerdictPanel};
use crate::draft::Draft;
use crate::route::{Page, RequestPage, Step};
use crate::text::{form as words, phrases};
use crate::view::act;

/// One page: its place among the others, its fields, what is wrong, what is saved, what the rules say.
pub(super) fn page(
    draft: Draft,
    step: Step,
    fields: impl FnOnce(Memo<Vec<FieldError>>) -> AnyView,
) -> AnyView {
    let problems = draft.problems();
    let fields = fields(problems);
    let retry = Callback::new(move |()| draft.save());
    let merged = Signal::derive(move || {
        draft
            .merged
            .get()
            .into_iter()
            .map(|field| say(field.label()))
            .collect()
    });
    let verdict = draft.verdict(Stage::Drafting);
    let outcome = Signal::derive(move || verdict.with(|verdict| verdict.outcome));
    let findings = Signal::derive(move || verdict.with(|verdict| verdict.findings.clone()));
    let home = Page::Request(draft.id(), RequestPage::Home).path();
    let next = step.next().map(|next| say(next.title()));
    view! {
        <div class="fr-grid-row fr-grid-row--gutters">
            <div class="fr-col-12 fr-col-lg-8">
                <Stepper current=step.number() steps=Step::ALL.len() title=say(step.title()) next />
                <ErrorSummary errors=draft.shown_problems(step.fields(), problems) />
                <SaveStatus state=draft.save_state.into() retry merged />
                <form novalidate on:submit=act(go_on(draft, step, problems))>
                    <p class="fr-hint-text">{say(phrases::ALL_REQUIRED)}</p>
                    {fields}
                    <ul class="fr-btns-group fr-btns-group--inline-md fr-mt-3w">
                        <li>
                            <button class="fr-btn" type="submit">{say(phrases::CONTINUE)}</button>
                        </li>
                        <li>
                            <a class="fr-btn fr-btn--tertiary" href=home>{say(words::BACK_TO_LIST)}</a>
                        </li>
                    </ul>
                </form>
            </div>
            <div class="fr-col-12 fr-col-lg-4">
                <VerdictPanel outcome findings small=true />
            </div>
        </div>
    }
    .into_any()
}

/// Shows what is wrong on the page, or saves and opens the next one.
fn go_on(
    draft: Draft,
    step: Step,
    problems: Memo<Vec<FieldError>>,
) -> impl Fn(web_sys::SubmitEvent) {
    let address = Address::of_page();
    let next = match step.next() {
        Some(next) => RequestPage::Step(next),
        None => RequestPage::Check,
    };
    let next = Page::Request(draft.id(), next).path();
    move |event| {
        event.prevent_default();
        draft.show(step.fields());
        let wrong = |problems: &Vec<FieldError>| {
            problems.iter().any(|problem| {
                step.fields().contains(&problem.field) && !draft.is_locked(problem.field)
            })
        };
        if problems.with_untracked(wrong) {
            draft.save();
            // The summary is on the page once the signals have run.
            request_animation_frame(|| focus(SUMMARY_ID));
            return;
        }
        let next = next.clone();
        draft.save_then(Callback::new(move |()| address.visit(&next)));
    }
}
