//! What the controls and the verdict of a page are bound to.

use leptos::prelude::*;
use shared::eligibility::{self, Answers, FindingCode, RegisterFacts, Stage, Verdict};
use shared::field_error::{Field, FieldError};
use shared::form::RawForm;
use shared::text::Language;

use super::{Draft, merge};
use crate::api::{Request, Text};
use crate::browser::language;
use crate::components::{FieldBinding, FoundError, Note};
use crate::view::memo;

impl Draft {
    /// Binds a control to a field of the form.
    pub(crate) fn bind(self, field: Field, problems: Memo<Vec<FieldError>>) -> FieldBinding {
        FieldBinding {
            field,
            place: "",
            value: Signal::derive(move || self.form.with(|form| merge::read(form, field))),
            set: Callback::new(move |text| self.write(field, text)),
            left: Callback::new(move |()| self.show(&[field])),
            problem: Signal::derive(move || self.shown_problem(field, problems)),
            locked: Signal::derive(move || self.is_locked(field)),
            note: Signal::derive(move || self.note(field)),
        }
    }

    /// The problems of these fields that are shown, in the order of the page.
    pub(crate) fn shown_problems(
        self,
        fields: &'static [Field],
        problems: Memo<Vec<FieldError>>,
    ) -> Signal<Vec<FoundError>> {
        Signal::derive(move || {
            let shown = |&field: &Field| {
                self.shown_problem(field, problems)
                    .map(|problem| (field, problem))
            };
            fields.iter().filter_map(shown).collect()
        })
    }

    /// The verdict on the form as typed, with what only the register knows as of the last save.
    pub(crate) fn verdict(self, stage: Stage) -> Memo<Verdict> {
        memo(move || {
            let me = self.session.me();
            let terms = me
                .as_ref()
                .map(|me| me.terms_version.clone())
                .unwrap_or_default();
            let request = self.request.get();
            let identity = request.identity.certified();
            let today = me.map_or(request.identity.birth_date, |me| me.today);
            self.form.with(|form| {
                let answers = Answers::of(form, identity.as_ref(), &terms);
                eligibility::verdict(
                    &self.rules.get(),
                    stage,
                    today,
                    &answers,
                    &facts(&request, form),
                )
            })
        })
    }

    fn note(self, field: Field) -> Option<Note> {
        self.request.with(|request| {
            let correction = request
                .correction
                .as_ref()
                .filter(|correction| correction.open)?;
            let item = correction
                .items
                .iter()
                .find(|item| item.field == field.code())?;
            Some(Note {
                reason: in_language(&item.code_text),
                text: item.text.clone(),
            })
        })
    }
}

/// A text of the server in the language of the page.
pub(crate) fn in_language(text: &Text) -> String {
    match language() {
        Language::Fr => text.fr.clone(),
        Language::En => text.en.clone(),
    }
}

/// What the register said at the last save, about what has not been changed since.
fn facts(request: &Request, form: &RawForm) -> RegisterFacts {
    let said = |code: FindingCode| {
        let said = request
            .verdict
            .findings
            .iter()
            .any(|finding| finding.code == code.code());
        said.then_some(true)
    };
    let structure = request
        .structure
        .as_ref()
        .filter(|structure| structure.finess == form.structure_finess);
    let same_structure = structure.is_some();
    RegisterFacts {
        sector: structure.map(|structure| structure.sector.0),
        structure_closed: structure.map(|structure| structure.closed),
        structure_has_manager: structure.map(|structure| structure.has_manager),
        request_already_open: said(FindingCode::RequestAlreadyOpen).filter(|_| same_structure),
        already_registered: said(FindingCode::AlreadyRegistered),
        birth_place_known: said(FindingCode::BirthPlaceUnknown).map(|unknown| !unknown),
        email_confirmed: None,
        possible_duplicate: said(FindingCode::PossibleDuplicate),
        maybe_own_request: None,
        identity_document_checked: None,
    }
}
