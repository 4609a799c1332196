//! The pages. A page fetches and decides; components show.

mod access;
mod ans;
mod answers;
mod at_risk;
mod batches;
mod changes;
mod civil_status;
mod clients;
mod confirmation;
mod consultations;
mod contact;
mod corrections;
mod dashboard;
mod duplicates;
mod entry;
mod flagged;
mod habilitation;
mod inbox;
mod invitation;
mod loading;
mod looks;
mod lookup;
mod news;
mod notice;
mod notices;
mod office;
mod persons;
mod pre_check;
mod queue;
mod references;
mod registering;
mod registration;
mod representation;
mod request;
mod requests;
mod review;
mod rules;
mod sessions;
mod spaces;
mod start;
mod structures;
mod templates;

use leptos::prelude::*;

use crate::browser::say;
use crate::components::Heading;
use crate::text::phrases;

pub(crate) use ans::ans;
pub(crate) use at_risk::at_risk;
pub(crate) use batches::{batch, batch_choice, batch_file, batches};
pub(crate) use clients::clients;
pub(crate) use confirmation::confirmation;
pub(crate) use consultations::consultations;
pub(crate) use contact::contact;
pub(crate) use corrections::corrections;
pub(crate) use dashboard::dashboard;
pub(crate) use entry::entry;
pub(crate) use flagged::flagged;
pub(crate) use habilitation::habilitation;
pub(crate) use inbox::inbox;
pub(crate) use invitation::invitation;
pub(crate) use news::news;
pub(crate) use notice::SessionNotice;
pub(crate) use persons::persons;
pub(crate) use pre_check::pre_check;
pub(crate) use queue::queue;
pub(crate) use references::{reference, references};
pub(crate) use registering::registering;
pub(crate) use registration::registration;
pub(crate) use representation::{representation, represented};
pub(crate) use request::request;
pub(crate) use requests::requests;
pub(crate) use review::review;
pub(crate) use rules::{rule_set, rule_sets};
pub(crate) use sessions::sessions;
pub(crate) use spaces::spaces;
pub(crate) use start::start;
pub(crate) use templates::templates;

pub(crate) fn not_found() -> AnyView {
    view! {
        <Heading title=say(phrases::NOT_FOUND) />
        <p class="fr-text--lead">{say(phrases::NOT_FOUND_LEAD)}</p>
        <p>
            <a class="fr-btn" href="/" rel="external">{say(phrases::HOME)}</a>
        </p>
    }
    .into_any()
}
