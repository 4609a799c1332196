//! The receipt: what was filed and when, on one sheet.

use leptos::prelude::*;
use shared::catalogue;
use shared::field_error::Field;
use shared::form::RawForm;

use crate::api::{Request, TimelineEntry};
use crate::browser::{self, say};
use crate::components::{Heading, SummaryList, SummaryRow};
use crate::draft::Draft;
use crate::pages::{answers, contact};
use crate::route::{Page, RequestPage};
use crate::text::{form, phrases, tracking as words};
use crate::view::{act, part};

pub(super) fn receipt(draft: Draft) -> AnyView {
    let back = Page::Request(draft.id(), RequestPage::Home).path();
    let id = draft.id();
    let body = move || {
        draft.request.with(|request| {
            let rows = rows(request);
            if rows.is_empty() {
                return view! { <p>{say(words::RECEIPT_NONE)}</p> }.into_any();
            }
            view! {
                <p>{say(words::RECEIPT_TEXT)}</p>
                <SummaryList rows />
                <p>{say(words::RECEIPT_VALUE)}</p>
                <p class="no-print">{paper(&id, Paper::Receipt)}</p>
                <button class="fr-btn no-print" type="button" on:click=act(|_| browser::print())>{say(phrases::PRINT)}</button>
            }
            .into_any()
        })
    };
    view! {
        <Heading title=say(words::RECEIPT_TITLE) />
        {part(body)}
        <p class="fr-mt-3w no-print">{contact::about(&draft.id())}</p>
        <p class="no-print">
            <a class="fr-link" href=back>{say(words::BACK)}</a>
        </p>
    }
    .into_any()
}

/// A paper that the server writes.
#[derive(Clone, Copy)]
pub(super) enum Paper {
    Receipt,
    Attestation,
}

/// The link that downloads it.
pub(super) fn paper(id: &str, paper: Paper) -> AnyView {
    let (file, text) = match paper {
        Paper::Receipt => ("recepisse.pdf", words::RECEIPT_PDF),
        Paper::Attestation => ("attestation.pdf", words::ATTESTATION_PDF),
    };
    let address = ["/documents/", id, "/", file].concat();
    view! { <a class="fr-link fr-link--download" href=address download>{say(text)}</a> }.into_any()
}

/// Where the log holds the last sending.
fn logged(request: &Request) -> String {
    let sent = |entry: &&TimelineEntry| matches!(entry.code.as_str(), "SUBMITTED" | "RESUBMITTED");
    let last = request.timeline.iter().rfind(sent);
    let event = last.and_then(|entry| entry.event.as_ref());
    event.map_or_else(String::new, |event| event.inner().to_owned())
}

/// Nothing as long as the request was not sent.
fn rows(request: &Request) -> Vec<SummaryRow> {
    let Some(filed) = &request.submitted_at else {
        return Vec::new();
    };
    let form = RawForm::from(&request.form);
    let mut rows = vec![
        SummaryRow::new(say(form::REFERENCE), request.reference.clone()),
        SummaryRow::new(say(words::FILED_ON), browser::day_and_time(filed)),
        SummaryRow::new(say(words::RECEIPT_LOGGED), logged(request)),
        SummaryRow::new(
            say(words::STATE_NAME),
            say(catalogue::status(request.status.0)),
        ),
        SummaryRow::new(say(words::PERSON), request.identity.full_name()),
    ];
    rows.extend(answers::rows(
        &form,
        request.structure.as_ref(),
        &[Field::StructureFiness, Field::Role, Field::StartDate],
    ));
    rows
}
