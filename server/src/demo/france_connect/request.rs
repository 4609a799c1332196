//! The authorize request, read as strictly as FranceConnect does.

use serde_json::Value;

use crate::demo::CLIENT_ID;
use crate::demo::parameters::Parameters;

/// PKCE's parameters are not among them: the real FranceConnect refuses them too.
const KNOWN: [&str; 11] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "acr_values",
    "prompt",
    "claims",
    "idp_hint",
    "ui_locales",
];

const SHORTEST_NONCE: usize = 22;

pub(super) struct Authorization {
    pub redirect_uri: String,
    pub scope: String,
    pub state: String,
    pub nonce: String,
    pub acr_values: String,
    /// Whether `claims` asks for `amr` in the `id_token`.
    pub amr: bool,
}

impl Authorization {
    /// `None` where FranceConnect shows its own error page.
    pub(super) fn parse(parameters: &Parameters, registered: &str) -> Option<Self> {
        if !parameters.are_among(&KNOWN) {
            return None;
        }
        let get = |name| parameters.get(name).map(str::to_owned);
        let authorization = Self {
            redirect_uri: get("redirect_uri")?,
            scope: get("scope")?,
            state: get("state")?,
            nonce: get("nonce")?,
            acr_values: get("acr_values")?,
            amr: asks_for_amr(parameters.get("claims"))?,
        };
        let prompts = parameters.get("prompt").unwrap_or("login");
        let right = parameters.get("response_type") == Some("code")
            && parameters.get("client_id") == Some(CLIENT_ID)
            && authorization.redirect_uri == registered
            && authorization
                .scope
                .split(' ')
                .any(|scope| scope == "openid")
            && authorization.nonce.len() >= SHORTEST_NONCE
            && prompts
                .split(' ')
                .all(|prompt| matches!(prompt, "login" | "consent"));
        right.then_some(authorization)
    }
}

/// `None` when the parameter is there and is not JSON.
fn asks_for_amr(claims: Option<&str>) -> Option<bool> {
    let Some(claims) = claims else {
        return Some(false);
    };
    let claims: Value = serde_json::from_str(claims).ok()?;
    Some(claims.pointer("/id_token/amr").is_some())
}
