//! FranceConnect as the portal meets it: version 2, level eidas1.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use self::request::Authorization;
use super::grant::{Grant, Grants};
use super::key::Key;
use super::page::{self, Choice, Group};
use super::parameters::Parameters;
use super::{Answer, Client, GrantError, redirect};

mod claims;
mod person;
mod request;

const NAME: &str = "FranceConnect";
const ACR: &str = "eidas1";
const ID_TOKEN_LIFE_SECONDS: i64 = 60;

/// FranceConnect's code for an authorize request with a wrong or missing parameter.
const WRONG_PARAMETER: &str = "Y030007";
/// FranceConnect's code for an identity that the identity provider left incomplete.
const WRONG_IDENTITY: &str = "Y600006";

pub struct FranceConnect {
    issuer: String,
    client: Client,
    key: Key,
    grants: Grants,
}

impl FranceConnect {
    pub(super) fn new(issuer: String, client: Client) -> Self {
        Self {
            issuer,
            client,
            key: Key::es256(),
            grants: Grants::default(),
        }
    }

    pub fn discovery(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "end_session_endpoint": format!("{issuer}/session/end"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "acr_values_supported": [ACR],
            "scopes_supported": claims::SCOPES,
            "claims_supported": claims::NAMES,
            "claims_parameter_supported": true,
            "request_parameter_supported": false,
            "request_uri_parameter_supported": false,
            "authorization_response_iss_parameter_supported": true,
            "id_token_signing_alg_values_supported": [self.key.algorithm()],
            "userinfo_signing_alg_values_supported": [self.key.algorithm()],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        })
    }

    pub fn jwks(&self) -> Value {
        json!({ "keys": [self.key.jwk()] })
    }

    /// The authorize endpoint, GET and POST; the page that it shows posts to it too.
    pub fn authorize(
        &self,
        mut parameters: Parameters,
        posted: bool,
        now: DateTime<Utc>,
    ) -> Answer {
        // Only the page's own form may carry these; in a query they are unknown parameters.
        let (login, cancel) = if posted {
            (parameters.take("login"), parameters.take("cancel"))
        } else {
            (None, None)
        };
        let Some(authorization) = Authorization::parse(&parameters, &self.client.redirect_uri)
        else {
            return refused(
                WRONG_PARAMETER,
                "La requête du fournisseur de service est incorrecte.",
            );
        };
        let back = |error: &str, description: &str| {
            redirect(
                &authorization.redirect_uri,
                &[
                    ("error", error),
                    ("error_description", description),
                    ("state", &authorization.state),
                    ("iss", &self.issuer),
                ],
            )
        };
        if authorization.acr_values != ACR {
            return back("invalid_acr", "acr_value is not valid");
        }
        if let Some(unknown) = claims::unknown_scope(&authorization.scope) {
            return back(
                "invalid_scope",
                &format!("requested scope is not allowed: {unknown}"),
            );
        }
        if cancel.is_some() {
            return back("access_denied", "User auth aborted");
        }
        let Some(login) = login else {
            return Answer::Page(page::choose(NAME, &parameters, &groups(), None));
        };
        match person::find(&login) {
            None => refused(WRONG_IDENTITY, "Cette identité de test n’existe pas."),
            Some(person) if !person.is_complete() => refused(
                WRONG_IDENTITY,
                "Les informations d’identité transmises par votre fournisseur d’identité sont incomplètes.",
            ),
            Some(_) => self.accept(login, authorization, now),
        }
    }

    fn accept(&self, login: String, authorization: Authorization, now: DateTime<Utc>) -> Answer {
        let code = self.grants.code(Grant {
            login,
            redirect_uri: authorization.redirect_uri.clone(),
            nonce: authorization.nonce,
            scope: authorization.scope,
            amr: authorization.amr,
            code_challenge: None,
            at: now,
        });
        redirect(
            &authorization.redirect_uri,
            &[
                ("code", &code),
                ("state", &authorization.state),
                ("iss", &self.issuer),
            ],
        )
    }

    /// The token endpoint: client secret in the body only, code used once.
    pub fn token(&self, form: &Parameters, now: DateTime<Utc>) -> Result<Value, GrantError> {
        if !Client::is(form.get("client_id"), form.get("client_secret")) {
            return Err(GrantError::InvalidClient);
        }
        let grant_type = form.get("grant_type").ok_or(GrantError::InvalidRequest)?;
        if grant_type != "authorization_code" {
            return Err(GrantError::UnsupportedGrantType);
        }
        let code = form.get("code").ok_or(GrantError::InvalidRequest)?;
        let grant = self
            .grants
            .redeem(code, now)
            .ok_or(GrantError::InvalidGrant)?;
        if form.get("redirect_uri") != Some(&grant.redirect_uri) {
            return Err(GrantError::InvalidGrant);
        }
        let id_token = self.key.sign(&self.id_token(&grant, now));
        Ok(json!({
            "access_token": self.grants.access_token(grant.clone(), now),
            "expires_in": Grants::EXPIRES_IN,
            "id_token": id_token,
            "scope": grant.scope,
            "token_type": "Bearer",
        }))
    }

    fn id_token(&self, grant: &Grant, now: DateTime<Utc>) -> Value {
        let mut claims = json!({
            "sub": claims::subject(&grant.login),
            "acr": ACR,
            "auth_time": grant.at.timestamp(),
            "nonce": grant.nonce,
            "aud": super::CLIENT_ID,
            "exp": now.timestamp() + ID_TOKEN_LIFE_SECONDS,
            "iat": now.timestamp(),
            "iss": self.issuer,
        });
        if grant.amr {
            claims["amr"] = json!(["fc", "pwd"]);
        }
        claims
    }

    /// `UserInfo`: a signed JWT, with the claims that the scopes give right to.
    pub fn user_info(&self, access_token: &str, now: DateTime<Utc>) -> Result<String, GrantError> {
        let grant = self
            .grants
            .by_access_token(access_token, now)
            .ok_or(GrantError::InvalidToken)?;
        let person = person::find(&grant.login).ok_or(GrantError::InvalidToken)?;
        let mut claims = claims::of(&person, &grant.login, &grant.scope);
        claims["aud"] = json!(super::CLIENT_ID);
        claims["iss"] = json!(self.issuer);
        claims["iat"] = json!(now.timestamp());
        claims["exp"] = json!(now.timestamp() + Grants::EXPIRES_IN);
        Ok(self.key.sign(&claims))
    }

    /// The end of FranceConnect's session, which only the holder of an `id_token` may ask.
    pub fn end_session(&self, parameters: &Parameters) -> Answer {
        let hint = parameters
            .get("id_token_hint")
            .and_then(|token| self.key.open(token));
        let to = parameters.get("post_logout_redirect_uri");
        match (hint, to, parameters.get("state")) {
            (Some(_), Some(to), Some(state)) if to == self.client.post_logout_redirect_uri => {
                redirect(to, &[("state", state)])
            }
            _ => refused(WRONG_PARAMETER, "La demande de déconnexion est incorrecte."),
        }
    }
}

fn refused(code: &str, text: &str) -> Answer {
    Answer::Refused(page::error(NAME, code, text))
}

fn groups() -> [Group; 2] {
    let (complete, incomplete): (Vec<_>, Vec<_>) =
        person::all().partition(person::Person::is_complete);
    let choices = |people: Vec<person::Person>| {
        people
            .iter()
            .map(|person| Choice {
                login: person.login.into(),
                label: person.label(),
            })
            .collect()
    };
    [
        Group {
            title: "Identités de test",
            choices: choices(complete),
        },
        Group {
            title: "Identités refusées par FranceConnect",
            choices: choices(incomplete),
        },
    ]
}

#[cfg(test)]
mod tests;
