//! Texts for rejections and corrections, kept by the managers of a structure for one another.

use leptos::prelude::*;
use shared::field_error::{Field, Problem};
use shared::text::Text;
use shared::value_set::{CorrectionReason, RejectionReason};

use super::access::{Audience, page_for};
use super::structures::structures;
use crate::address::{Address, STRUCTURE};
use crate::api::{
    self, ApiError, Detail, ReasonTemplate, ReasonTemplateList, TemplateInput, TemplatePurpose,
};
use crate::browser::{self, focus, say};
use crate::components::{
    ErrorSummary, Failure, FieldBinding, Heading, SUMMARY_ID, TextArea, TextField,
};
use crate::route::Page;
use crate::session::SessionState;
use crate::text::{fill, of_error, templates as words};
use crate::view::{act, live, memo, part};

const FORM_ID: &str = "template-form";

/// The texts of a structure, and the one that is written.
#[derive(Clone, Copy)]
struct Desk {
    session: SessionState,
    structure: StoredValue<cynic::Id>,
    kept: RwSignal<Vec<ReasonTemplate>>,
    edited: RwSignal<Option<ReasonTemplate>>,
    purpose: RwSignal<TemplatePurpose>,
    name: RwSignal<String>,
    reason: RwSignal<String>,
    text: RwSignal<String>,
    problems: RwSignal<Vec<(Field, Problem)>>,
    failed: RwSignal<Option<String>>,
    said: RwSignal<&'static str>,
    key: StoredValue<String>,
}

pub(crate) fn templates() -> AnyView {
    page_for(Audience::Manager, || {
        let address = Address::of_page();
        let session = SessionState::of_page();
        let structure = memo(move || {
            let named = address.query(STRUCTURE);
            let account = session.account()?;
            let mut own = account.managed_structures.into_iter().map(|one| one.id);
            let first = own.next()?;
            Some(
                own.find(|id| Some(id.inner()) == named.as_deref())
                    .unwrap_or(first),
            )
        });
        view! {
            <Heading title=say(words::TITLE) />
            <p class="fr-text--lead">{say(words::LEAD)}</p>
            {structures(Page::Templates, false)}
            {part(move || structure.get().map(show))}
        }
        .into_any()
    })
}

fn show(structure: cynic::Id) -> AnyView {
    let desk = Desk {
        session: SessionState::of_page(),
        structure: StoredValue::new(structure),
        kept: RwSignal::new(Vec::new()),
        edited: RwSignal::new(None),
        purpose: RwSignal::new(TemplatePurpose::Rejection),
        name: RwSignal::new(String::new()),
        reason: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        problems: RwSignal::new(Vec::new()),
        failed: RwSignal::new(None),
        said: RwSignal::new(""),
        key: StoredValue::new(browser::new_key()),
    };
    desk.session.read(
        api::templates(desk.structure.get_value()),
        move |answer| match answer {
            Ok(kept) => desk.kept.set(kept),
            Err(error) => desk.failed.set(Some(of_error(&error))),
        },
    );
    let list = move || {
        let kept = desk.kept.get();
        if kept.is_empty() {
            return view! { <p>{say(words::NONE)}</p> }.into_any();
        }
        let lines = kept.into_iter().map(|one| desk.line(one));
        view! { <ul class="request-list">{lines.collect_view()}</ul> }.into_any()
    };
    view! {
        {part(move || desk.failed.get().map(|message| view! { <Failure message retry=None /> }))}
        <p class="fr-hint-text" role="status">{part(move || desk.said.get())}</p>
        {part(list)}
        {desk.form()}
    }
    .into_any()
}

const fn purpose_name(purpose: TemplatePurpose) -> Text {
    match purpose {
        TemplatePurpose::Rejection => words::REJECTION,
        TemplatePurpose::Correction => words::CORRECTION,
    }
}

/// The reasons that may go with a text, by code.
fn reasons(purpose: TemplatePurpose) -> Vec<(&'static str, Text)> {
    match purpose {
        TemplatePurpose::Rejection => {
            let all = RejectionReason::ALL.iter();
            all.map(|reason| (reason.code(), reason.label())).collect()
        }
        TemplatePurpose::Correction => {
            let all = CorrectionReason::ALL.iter();
            all.map(|reason| (reason.code(), reason.label())).collect()
        }
    }
}

impl Desk {
    fn line(self, one: ReasonTemplate) -> AnyView {
        let known = reasons(one.purpose);
        let reason = one.reason.as_ref().and_then(|code| {
            let label = known.iter().find(|(known, _)| known == code);
            label.map(|(_, label)| [", ", say(*label)].concat())
        });
        let (purpose, name, body) = (one.purpose, one.name.clone(), one.text.clone());
        let edit = {
            let one = one.clone();
            move |_| self.edit(Some(one.clone()))
        };
        let about = [", ", &name].concat();
        let delete = move |_| {
            let key = browser::new_key();
            let call = api::delete_template(self.structure.get_value(), &one, key);
            self.session
                .write(call, move |answer| self.take(answer, words::DELETED));
        };
        view! {
            <li class="request-list__request">
                <div>
                    <strong>{name}</strong>
                    <p class="fr-hint-text fr-mb-1v">{say(purpose_name(purpose))} {reason}</p>
                    <p class="kept-lines fr-text--sm fr-mb-0">{body}</p>
                </div>
                <div>
                    <button class="fr-btn fr-btn--secondary fr-btn--sm" type="button" on:click=act(edit)>
                        {say(words::EDIT)} <span class="fr-sr-only">{about.clone()}</span>
                    </button>
                    " "
                    <button class="fr-btn fr-btn--tertiary fr-btn--sm" type="button" on:click=act(delete)>
                        {say(words::DELETE)} <span class="fr-sr-only">{about}</span>
                    </button>
                </div>
            </li>
        }
        .into_any()
    }

    /// Puts a text in the form, or empties it.
    fn edit(self, one: Option<ReasonTemplate>) {
        self.problems.set(Vec::new());
        self.key.set_value(browser::new_key());
        if let Some(one) = &one {
            self.purpose.set(one.purpose);
            request_animation_frame(|| focus(FORM_ID));
        }
        let of = |value: fn(&ReasonTemplate) -> String| one.as_ref().map(value).unwrap_or_default();
        self.name.set(of(|one| one.name.clone()));
        self.reason
            .set(of(|one| one.reason.clone().unwrap_or_default()));
        self.text.set(of(|one| one.text.clone()));
        self.edited.set(one);
    }

    fn take(self, answer: Result<ReasonTemplateList, ApiError>, said: Text) {
        if self.said.try_get_untracked().is_none() {
            return;
        }
        match answer {
            Ok(list) => {
                self.failed.set(None);
                self.kept.set(list.templates);
                self.edit(None);
                self.said.set(say(said));
            }
            Err(error) => {
                let message = of_error(&error);
                if let Detail::Errors(errors) = error.detail {
                    let known = errors.iter().filter_map(api::FieldError::known);
                    self.problems.set(known.collect());
                    request_animation_frame(|| focus(SUMMARY_ID));
                } else {
                    self.failed.set(Some(message));
                }
            }
        }
    }

    fn save(self) {
        let edited = self.edited.get_untracked();
        let reason = self.reason.get_untracked();
        let input = TemplateInput {
            structure_id: self.structure.get_value(),
            id: edited.as_ref().map(|one| one.id.clone()),
            revision: edited.as_ref().map(|one| one.revision),
            purpose: self.purpose.get_untracked(),
            name: self.name.get_untracked(),
            reason: Some(reason).filter(|code| !code.is_empty()),
            text: self.text.get_untracked(),
            idempotency_key: Some(self.key.get_value()),
        };
        // Another try is another wish, unless no answer came.
        self.session
            .write(api::save_template(&input), move |answer| {
                if answer.as_ref().is_err_and(|error| !error.is_passing()) {
                    self.key.try_set_value(browser::new_key());
                }
                self.take(answer, words::SAVED);
            });
    }

    fn form(self) -> AnyView {
        let title = move || match self.edited.get() {
            None => say(words::NEW).to_owned(),
            Some(one) => fill(say(words::EDITED), &one.name),
        };
        let purposes = [TemplatePurpose::Rejection, TemplatePurpose::Correction].map(|purpose| {
            let chosen = live(move || self.purpose.get() == purpose);
            let value = if purpose == TemplatePurpose::Rejection {
                "R"
            } else {
                "C"
            };
            view! { <option value=value selected=chosen>{say(purpose_name(purpose))}</option> }
        });
        let choose = move |event| {
            self.reason.set(String::new());
            self.purpose.set(if event_target_value(&event) == "R" {
                TemplatePurpose::Rejection
            } else {
                TemplatePurpose::Correction
            });
        };
        let reason = move || {
            let option = |(code, label): (&'static str, Text)| {
                view! { <option value=code selected=live(move || self.reason.get() == code)>{say(label)}</option> }
            };
            let options = reasons(self.purpose.get()).into_iter().map(option);
            view! {
                <select
                    class="fr-select"
                    id="template-reason"
                    on:change=act(move |event| self.reason.set(event_target_value(&event)))
                >
                    <option value="" selected=live(move || self.reason.get().is_empty())>{say(words::NO_REASON)}</option>
                    {options.collect_view()}
                </select>
            }
        };
        let leave = move || {
            self.edited.get().map(|_| {
                view! {
                    <button class="fr-btn fr-btn--secondary" type="button" on:click=act(move |_| self.edit(None))>
                        {say(words::CANCEL)}
                    </button>
                }
            })
        };
        view! {
            <form novalidate on:submit=act(move |event: web_sys::SubmitEvent| {
                event.prevent_default();
                self.save();
            })>
                <h2 class="fr-h5 fr-mt-4w" id=FORM_ID tabindex="-1">{part(title)}</h2>
                <ErrorSummary errors=self.problems.into() />
                <div class="fr-select-group">
                    <label class="fr-label" for="template-purpose">{say(words::PURPOSE)}</label>
                    <select class="fr-select" id="template-purpose" on:change=act(choose)>
                        {purposes.into_iter().collect_view()}
                    </select>
                </div>
                <TextField
                    bound=FieldBinding::local(Field::Name, self.name, self.problems)
                    label=say(words::NAME)
                />
                <div class="fr-select-group">
                    <label class="fr-label" for="template-reason">{say(words::REASON)}</label>
                    {part(reason)}
                </div>
                <TextArea
                    bound=FieldBinding::local(Field::Text, self.text, self.problems)
                    label=say(words::TEXT)
                />
                <button class="fr-btn" type="submit">{say(words::SAVE)}</button> " " {part(leave)}
            </form>
        }
        .into_any()
    }
}
