//! Prepared texts of the structure: one that is chosen fills what is written, and can still be changed.

use leptos::prelude::*;

use super::Review;
use crate::api::{self, ReasonTemplate, TemplatePurpose};
use crate::browser::say;
use crate::text::{phrases, templates as words};
use crate::view::{act, part};

/// Reads the texts of the structure; without them everything is written by hand.
pub(super) fn read(review: Review) {
    let structure = review
        .request
        .with_untracked(|request| request.structure.as_ref().map(|one| one.id.clone()));
    if let Some(structure) = structure {
        review
            .session
            .read(api::templates(structure), move |answer| {
                if let Ok(read) = answer {
                    review.prepared.set(read);
                }
            });
    }
}

/// The choice of a text; nothing where the structure keeps none.
pub(super) fn choice(
    review: Review,
    purpose: TemplatePurpose,
    id: String,
    about: &'static str,
    chosen: impl Fn(&ReasonTemplate) + Copy + Send + 'static,
) -> AnyView {
    part(move || {
        let own = review
            .prepared
            .get()
            .into_iter()
            .filter(|one| one.purpose == purpose);
        let own: Vec<ReasonTemplate> = own.collect();
        if own.is_empty() {
            return None;
        }
        let options = own.iter().enumerate().map(|(at, one)| {
            view! { <option value=at.to_string()>{one.name.clone()}</option> }
        });
        let options = options.collect_view();
        let choose = move |event| {
            let at = event_target_value(&event).parse::<usize>().ok();
            if let Some(one) = at.and_then(|at| own.get(at)) {
                chosen(one);
            }
        };
        let id = id.clone();
        let label = if about.is_empty() {
            words::CHOOSE
        } else {
            words::CHOOSE_FOR
        };
        Some(view! {
            <div class="fr-select-group">
                <label class="fr-label" for=id.clone()>{say(label)} " " {about}</label>
                <select class="fr-select" id=id on:change=act(choose)>
                    <option value="">{say(phrases::CHOOSE)}</option>
                    {options}
                </select>
            </div>
        })
    })
}
