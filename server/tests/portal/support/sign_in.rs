//! Signing in through the demo providers, as a person does: choose who you are, and come back.

use axum::http::StatusCode;
use url::Url;

use super::browser::{Answer, Browser};

pub(crate) const FRANCE_CONNECT: &str = "/auth/franceconnect";
pub(crate) const PRO_SANTE_CONNECT: &str = "/auth/pro-sante-connect";

/// What a person does at the provider, and what the portal makes of it.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Of the provider's page.
    pub(crate) status: StatusCode,
    /// The portal's, when the provider sent the person back.
    pub(crate) back: Option<Answer>,
}

/// Sends the provider's form with these fields, whichever of them its buttons would send.
pub(crate) async fn choose(browser: &mut Browser, door: &str, fields: &[(&str, &str)]) -> Choice {
    let out = browser.get(door).await;
    let url = Url::parse(&out.location).unwrap_or_else(|_| panic!("no provider: {out:?}"));
    let page = browser.get(url.as_str()).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let mut form: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    form.extend(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let mut action = url;
    action.set_query(None);
    let answer = browser.post_form(action.as_str(), &form).await;
    let status = answer.status;
    if answer.location.is_empty() {
        return Choice { status, back: None };
    }
    let back = browser.get(&answer.location).await;
    Choice {
        status,
        back: Some(back),
    }
}

/// Signs in as one of the demo's people.
pub(crate) async fn sign_in(browser: &mut Browser, door: &str, login: &str) {
    let choice = choose(browser, door, &[("login", login)]).await;
    let back = choice.back.unwrap_or_else(|| panic!("{login} was refused"));
    assert_eq!(back.location, "/", "{login}");
}
