//! Who may open a page; everybody else is told why and how to sign in.

use leptos::prelude::*;

use super::loading::{failure, waiting};
use crate::api::{ApiError, Provider};
use crate::browser::{encoded, here, say};
use crate::components::{Alert, AlertKind, Heading};
use crate::route::Page;
use crate::session::{Session, SessionState};
use crate::text::{fill, sign_in};
use crate::view::{memo, part};

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    Professional,
    Manager,
    Agent,
    Registered,
    /// Somebody who acts for a structure.
    Representative,
    /// Anybody who signed in through Pro Santé Connect.
    Candidate,
    /// Whoever is signed in, with either provider.
    Anybody,
}

#[derive(Clone, Debug, PartialEq)]
enum Access {
    Asking,
    Unreachable(ApiError),
    SignedOut,
    /// Signed in under this name, with a provider that does not open this page.
    Elsewhere(String),
    /// A manager of no structure, by this identifier.
    NotManager(String),
    NotAgent,
    /// Represents no structure, by this identifier.
    NotRepresentative(String),
    Granted,
}

impl Audience {
    const fn provider(self) -> Provider {
        match self {
            Self::Professional | Self::Anybody => Provider::FranceConnect,
            _ => Provider::ProSanteConnect,
        }
    }

    fn access(self, session: Session) -> Access {
        let me = match session {
            Session::Asking => return Access::Asking,
            Session::Unreachable(error) => return Access::Unreachable(error),
            Session::Known(me) => me,
        };
        let Some(account) = me.account else {
            return Access::SignedOut;
        };
        match self {
            Self::Anybody | Self::Registered => Access::Granted,
            _ if account.provider != self.provider() => Access::Elsewhere(account.display_name),
            Self::Manager if account.managed_structures.is_empty() => {
                Access::NotManager(account.subject_name_id.unwrap_or_default())
            }
            Self::Agent if !account.is_ans_agent => Access::NotAgent,
            Self::Representative if account.represented_structures.is_empty() => {
                Access::NotRepresentative(account.subject_name_id.unwrap_or_default())
            }
            _ => Access::Granted,
        }
    }
}

/// Shows the page to those it is for. It is built once: signing in again does not build it anew.
pub(super) fn page_for(audience: Audience, page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let session = SessionState::of_page();
    let access = memo(move || audience.access(session.get()));
    part(move || match access.get() {
        Access::Granted => page(),
        Access::Asking => waiting(),
        Access::Unreachable(error) => failure(&error, Callback::new(move |()| session.ask())),
        Access::SignedOut => sign_in_page(audience, None),
        Access::Elsewhere(name) => sign_in_page(audience, Some(&name)),
        Access::NotManager(subject) => view! {
            <Heading title=say(sign_in::NOT_MANAGER) />
            <p>{fill(say(sign_in::NOT_MANAGER_TEXT), &subject)}</p>
        }
        .into_any(),
        Access::NotRepresentative(subject) => view! {
            <Heading title=say(sign_in::NOT_REPRESENTATIVE) />
            <p>{fill(say(sign_in::NOT_REPRESENTATIVE_TEXT), &subject)}</p>
        }
        .into_any(),
        Access::NotAgent => view! { <Heading title=say(sign_in::NOT_AGENT) /> }.into_any(),
    })
}

/// Where to sign in, and come back to.
pub(super) fn sign_in_path(provider: Provider, back_to: &str) -> String {
    let path = match provider {
        Provider::FranceConnect => "/auth/franceconnect?return_to=",
        Provider::ProSanteConnect => "/auth/pro-sante-connect?return_to=",
    };
    [path, &encoded(back_to)].concat()
}

/// The providers want the words of their buttons left as they are, in every language.
const SIGN_IN_WITH: &str = "S’identifier avec";

/// The button of a provider, as that provider wants it.
pub(super) fn sign_in_button(provider: Provider, back_to: &str) -> AnyView {
    let href = sign_in_path(provider, back_to);
    match provider {
        Provider::FranceConnect => view! {
            <div class="fr-connect-group">
                <a class="fr-connect" href=href lang="fr" rel="external">
                    <span class="fr-connect__login">{SIGN_IN_WITH}</span>
                    " "
                    <span class="fr-connect__brand">"FranceConnect"</span>
                </a>
                <p>
                    <a href="https://franceconnect.gouv.fr/" target="_blank" rel="noopener external">
                        {say(sign_in::FRANCECONNECT_WHAT)} " - " {say(sign_in::NEW_WINDOW)}
                    </a>
                </p>
            </div>
        }
        .into_any(),
        Provider::ProSanteConnect => view! {
            <div class="portal-psc-group">
                <a class="portal-psc" href=href lang="fr" rel="external">
                    <span class="portal-psc__login">{SIGN_IN_WITH}</span>
                    " "
                    <span class="portal-psc__brand">"Pro Santé Connect"</span>
                </a>
            </div>
        }
        .into_any(),
    }
}

fn sign_in_page(audience: Audience, signed_in_as: Option<&str>) -> AnyView {
    let why = match audience {
        Audience::Professional => sign_in::PROFESSIONAL,
        Audience::Manager => sign_in::MANAGER,
        Audience::Agent => sign_in::AGENT,
        Audience::Registered => sign_in::REGISTERED,
        Audience::Representative => sign_in::REPRESENTATIVE,
        Audience::Candidate => sign_in::CANDIDATE,
        Audience::Anybody => sign_in::ANYBODY,
    };
    // What is about oneself can be read after either sign-in.
    let other = match audience {
        Audience::Registered => Some(Provider::FranceConnect),
        Audience::Anybody => Some(Provider::ProSanteConnect),
        _ => None,
    };
    let elsewhere = signed_in_as.map(|name| {
        let (kept, back, words) = match audience.provider() {
            Provider::ProSanteConnect => (
                sign_in::DRAFTS_KEPT,
                Page::Requests.path(),
                sign_in::BACK_TO_REQUESTS,
            ),
            Provider::FranceConnect => (
                sign_in::QUEUE_KEPT,
                Page::Habilitation.path(),
                sign_in::BACK_TO_DESK,
            ),
        };
        view! {
            <Alert kind=AlertKind::Info title=fill(say(sign_in::WITH_OTHER), name)>
                <p>{say(kept)}</p>
                <p>
                    <a class="fr-link" href=back>{say(words)}</a>
                </p>
            </Alert>
        }
    });
    view! {
        <Heading title=say(sign_in::TITLE) />
        {elsewhere}
        <p class="fr-text--lead">{say(why)}</p>
        {sign_in_button(audience.provider(), &here())}
        {other.map(|provider| sign_in_button(provider, &here()))}
    }
    .into_any()
}
