//! What the person changed each time the request was sent again, field by field.

use leptos::prelude::*;
use shared::field_error::Field;
use shared::form::RawForm;

use super::Review;
use crate::api::{self, Submission};
use crate::browser::{day_and_time, say};
use crate::pages::answers::value;
use crate::text::{fill, review as words};
use crate::view::{effect, memo, part};

/// Read anew whenever the request is sent again.
pub(super) fn changes(review: Review) -> AnyView {
    let sent = RwSignal::new(Vec::<Submission>::new());
    let times = memo(move || {
        review.request.with(|request| {
            let again = |step: &&api::TimelineEntry| step.code == "RESUBMITTED";
            request.timeline.iter().filter(again).count()
        })
    });
    effect(move || {
        if times.get() > 0 {
            let call = api::submissions(review.id());
            review.session.write(call, move |answer| {
                if let Ok(read) = answer {
                    sent.try_set(read);
                }
            });
        }
    });
    part(move || {
        let sent = sent.get();
        let pairs = sent
            .windows(2)
            .rev()
            .map(|pair| compared(&pair[0], &pair[1]));
        let pairs: Vec<AnyView> = pairs.collect();
        (!pairs.is_empty()).then(|| {
            view! {
                <section aria-labelledby="changes-title">
                    <h2 class="fr-h5 fr-mt-3w" id="changes-title">{say(words::CHANGES)}</h2>
                    {pairs}
                </section>
            }
        })
    })
}

fn compared(before: &Submission, after: &Submission) -> AnyView {
    let (old, new) = (RawForm::from(&before.form), RawForm::from(&after.form));
    let row = |field: Field| {
        view! {
            <tr>
                <th scope="row">{say(field.label())}</th>
                <td>{value(&old, None, field)}</td>
                <td>{value(&new, None, field)}</td>
            </tr>
        }
    };
    let rows: Vec<_> = after
        .changed_fields
        .iter()
        .filter_map(|code| Field::from_code(code).map(row))
        .collect();
    let title = fill(
        &fill(say(words::SENT_AGAIN), &after.number.to_string()),
        &day_and_time(&after.submitted_at),
    );
    if rows.is_empty() {
        return view! { <p>{title} " " {say(words::NOTHING_CHANGED)}</p> }.into_any();
    }
    view! {
        <div class="fr-table fr-table--no-scroll">
            <table>
                <caption>{title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{say(words::CHANGED_FIELD)}</th>
                        <th scope="col">{say(words::BEFORE)}</th>
                        <th scope="col">{say(words::NOW)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
