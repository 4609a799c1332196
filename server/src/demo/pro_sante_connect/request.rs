//! The authorize request. Unlike FranceConnect, Pro Santé Connect ignores what it does not know.

use thiserror::Error;

use super::{ACR, SCOPES};
use crate::demo::CLIENT_ID;
use crate::demo::parameters::Parameters;

pub(super) struct Authorization {
    pub redirect_uri: String,
    pub scope: String,
    pub nonce: String,
    pub code_challenge: Option<String>,
}

/// What is told to the portal, once its return address is known to be right.
#[derive(Debug, Error)]
pub(super) enum AuthorizationError {
    #[error("Missing or invalid parameter: {0}")]
    Parameter(&'static str),
    #[error("Invalid scopes")]
    Scope,
    #[error("Invalid acr_values")]
    Acr,
}

impl AuthorizationError {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Parameter(_) | Self::Acr => "invalid_request",
            Self::Scope => "invalid_scope",
        }
    }
}

/// The return address, when client and address are those that were registered.
pub(super) fn redirect_uri(parameters: &Parameters, registered: &str) -> Option<String> {
    let known = parameters.get("client_id") == Some(CLIENT_ID);
    parameters
        .get("redirect_uri")
        .filter(|redirect_uri| known && *redirect_uri == registered)
        .map(str::to_owned)
}

impl Authorization {
    pub(super) fn parse(
        parameters: &Parameters,
        redirect_uri: String,
    ) -> Result<Self, AuthorizationError> {
        let get = |name| {
            parameters
                .get(name)
                .ok_or(AuthorizationError::Parameter(name))
        };
        if get("response_type")? != "code" {
            return Err(AuthorizationError::Parameter("response_type"));
        }
        get("state")?;
        let scope = get("scope")?;
        let granted: Vec<&str> = scope.split(' ').collect();
        if granted.iter().any(|scope| !SCOPES.contains(scope))
            || SCOPES.iter().any(|scope| !granted.contains(scope))
        {
            return Err(AuthorizationError::Scope);
        }
        if get("acr_values")? != ACR {
            return Err(AuthorizationError::Acr);
        }
        let code_challenge = match (
            parameters.get("code_challenge"),
            parameters.get("code_challenge_method"),
        ) {
            (None, None) => None,
            (Some(challenge), Some("S256")) => Some(challenge.to_owned()),
            _ => return Err(AuthorizationError::Parameter("code_challenge_method")),
        };
        Ok(Self {
            redirect_uri,
            scope: scope.to_owned(),
            nonce: get("nonce")?.to_owned(),
            code_challenge,
        })
    }
}
