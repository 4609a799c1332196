//! Whoever is registered and may be the person of the request: told apart before it can be validated.

use leptos::prelude::*;
use shared::eligibility::FindingCode;

use super::Review;
use crate::api::{self, DuplicateResolutionInput, PossibleDuplicate};
use crate::browser::{self, say};
use crate::pages::duplicates::{Answers, compared, parts, question};
use crate::text::{fill, registering as words};
use crate::view::{act, effect, live, memo, part};

/// Read anew whenever the request has changed and somebody may be meant.
pub(super) fn duplicates(review: Review) -> AnyView {
    let found = RwSignal::new(Vec::<PossibleDuplicate>::new());
    let answers: Answers = RwSignal::new(Vec::new());
    let concerns = memo(move || {
        review.request.with(|request| {
            let findings = &request.verdict.findings;
            let doubt = findings
                .iter()
                .any(|finding| finding.code == FindingCode::PossibleDuplicate.code());
            (request.revision, doubt)
        })
    });
    effect(move || {
        let (_, doubt) = concerns.get();
        // What was said of them stays in view once nobody is in doubt any more.
        if doubt || !found.with_untracked(Vec::is_empty) {
            let call = api::duplicates_of_request(review.id());
            review.session.write(call, move |answer| {
                if let Ok(read) = answer {
                    found.try_set(read);
                }
            });
        }
    });
    part(move || {
        let found = found.get();
        if found.is_empty() {
            return None;
        }
        let here = review
            .request
            .with_untracked(|request| parts(&request.identity));
        let after = |found: &PossibleDuplicate| answer(review, found, answers);
        Some(compared(found, &here, after))
    })
}

fn answer(review: Review, found: &PossibleDuplicate, answers: Answers) -> AnyView {
    if let Some(decision) = &found.decision {
        let said = if decision.same {
            words::SAID_SAME
        } else {
            words::SAID_OTHER
        };
        return view! {
            <p><strong>{fill(say(said), &decision.decided_by)}</strong> " " {decision.reason.clone()}</p>
        }
        .into_any();
    }
    let number = found.rpps_number.clone();
    let send = move |_| {
        let said = answers.with_untracked(|all| {
            let said = all.iter().find(|(of, _)| *of == number);
            said.map(|(_, said)| said.clone()).unwrap_or_default()
        });
        let Some(same) = said.same else {
            return review.failed.set(Some(say(words::SAME_LEGEND).to_owned()));
        };
        let input = DuplicateResolutionInput {
            rpps_number: number.clone(),
            same,
            reason: said.reason,
        };
        let call = api::tell_apart((review.id(), review.revision()), input, browser::new_key());
        review.decide(call, |_| say(words::TOLD_APART).to_owned());
    };
    view! {
        {question(&found.rpps_number, answers)}
        <button
            class="fr-btn fr-btn--secondary"
            type="button"
            disabled=live(move || review.busy.get())
            on:click=act(send)
        >
            {say(words::SAY)}
        </button>
    }
    .into_any()
}
