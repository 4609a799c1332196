//! Pro Santé Connect as the portal meets it.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use self::request::Authorization;
use super::grant::{Grant, Grants};
use super::key::Key;
use super::page::{self, Choice, Group};
use super::parameters::Parameters;
use super::{Answer, Client, Directory, GrantError, redirect};

mod holder;
mod request;
mod user_info;

const NAME: &str = "Pro Santé Connect";
const ACR: &str = "eidas1";
const SCOPES: [&str; 2] = ["openid", "scope_all"];
const ID_TOKEN_LIFE_SECONDS: i64 = 120;

/// Persons registered since that the page lists; any other is typed.
const LISTED: u32 = 20;

/// Made at the first use: an RSA key takes a moment, and many starts need none.
static KEY: LazyLock<Key> = LazyLock::new(Key::rs256);

pub struct ProSanteConnect {
    issuer: String,
    client: Client,
    grants: Grants,
    directory: Directory,
}

impl ProSanteConnect {
    pub(super) fn new(issuer: String, client: Client, directory: Directory) -> Self {
        Self {
            issuer,
            client,
            grants: Grants::default(),
            directory,
        }
    }

    pub fn discovery(&self) -> Value {
        let issuer = &self.issuer;
        let protocol = format!("{issuer}/protocol/openid-connect");
        json!({
            "issuer": issuer,
            // Another host than the issuer's in real life; here at least another path.
            "authorization_endpoint": format!("{issuer}/wallet/auth"),
            "token_endpoint": format!("{protocol}/token"),
            "userinfo_endpoint": format!("{protocol}/userinfo"),
            "jwks_uri": format!("{protocol}/certs"),
            "end_session_endpoint": format!("{protocol}/logout"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "acr_values_supported": [ACR],
            "scopes_supported": SCOPES,
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        })
    }

    /// Slow the first time.
    pub fn jwks(&self) -> Value {
        json!({ "keys": [KEY.jwk()] })
    }

    /// The authorize endpoint, GET and POST; the page that it shows posts to it too.
    pub async fn authorize(
        &self,
        mut parameters: Parameters,
        posted: bool,
        now: DateTime<Utc>,
    ) -> Answer {
        let (login, cancel) = if posted {
            (parameters.take("login"), parameters.take("cancel"))
        } else {
            (None, None)
        };
        let Some(redirect_uri) = request::redirect_uri(&parameters, &self.client.redirect_uri)
        else {
            return refused(
                "invalid_redirect_uri",
                "Paramètre invalide : client_id ou redirect_uri.",
            );
        };
        let state = parameters.get("state").unwrap_or_default().to_owned();
        let back = |error: &str, description: &str| {
            redirect(
                &redirect_uri,
                &[
                    ("error", error),
                    ("error_description", description),
                    ("state", &state),
                    ("iss", &self.issuer),
                ],
            )
        };
        let authorization = match Authorization::parse(&parameters, redirect_uri.clone()) {
            Ok(authorization) => authorization,
            Err(error) => return back(error.code(), &error.to_string()),
        };
        if cancel.is_some() {
            return back("access_denied", "User auth aborted");
        }
        let Some(login) = login.map(|login| login.trim().to_owned()) else {
            let typed = Some("Autre personne enregistrée : 8 suivi du numéro RPPS");
            return Answer::Page(page::choose(NAME, &parameters, &self.groups().await, typed));
        };
        if user_info::of(&login, &self.directory).await.is_none() {
            return refused(
                "invalid_user_credentials",
                "Aucune carte ni e-CPS ne porte cet identifiant.",
            );
        }
        let code = self.grants.code(Grant {
            login,
            redirect_uri: authorization.redirect_uri,
            nonce: authorization.nonce,
            scope: authorization.scope,
            amr: false,
            code_challenge: authorization.code_challenge,
            at: now,
        });
        redirect(
            &redirect_uri,
            &[("code", &code), ("state", &state), ("iss", &self.issuer)],
        )
    }

    /// The token endpoint: the secret as Basic or in the body, PKCE when it was used.
    /// Slow the first time.
    pub fn token(
        &self,
        form: &Parameters,
        authorization: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Value, GrantError> {
        let basic = authorization.and_then(basic_credentials);
        let known = match &basic {
            Some((id, secret)) => Client::is(Some(id), Some(secret)),
            None => Client::is(form.get("client_id"), form.get("client_secret")),
        };
        if !known {
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
        let proven = match &grant.code_challenge {
            Some(challenge) => form.get("code_verifier").is_some_and(|verifier| {
                URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == *challenge
            }),
            None => form.get("code_verifier").is_none(),
        };
        if !proven || form.get("redirect_uri") != Some(&grant.redirect_uri) {
            return Err(GrantError::InvalidGrant);
        }
        let id_token = KEY.sign(&json!({
            "sub": user_info::subject(&grant.login),
            "acr": ACR,
            "auth_time": grant.at.timestamp(),
            "nonce": grant.nonce,
            "aud": super::CLIENT_ID,
            "azp": super::CLIENT_ID,
            "typ": "ID",
            "exp": now.timestamp() + ID_TOKEN_LIFE_SECONDS,
            "iat": now.timestamp(),
            "iss": self.issuer,
            "preferred_username": grant.login,
        }));
        Ok(json!({
            "access_token": self.grants.access_token(grant.clone(), now),
            "expires_in": Grants::EXPIRES_IN,
            "id_token": id_token,
            "scope": grant.scope,
            "token_type": "Bearer",
        }))
    }

    /// `UserInfo`, as plain JSON.
    pub async fn user_info(
        &self,
        access_token: &str,
        now: DateTime<Utc>,
    ) -> Result<Value, GrantError> {
        let grant = self
            .grants
            .by_access_token(access_token, now)
            .ok_or(GrantError::InvalidToken)?;
        user_info::of(&grant.login, &self.directory)
            .await
            .ok_or(GrantError::InvalidToken)
    }

    pub fn end_session(&self, parameters: &Parameters) -> Answer {
        let hint = parameters
            .get("id_token_hint")
            .and_then(|token| KEY.open(token));
        match (hint, parameters.get("post_logout_redirect_uri")) {
            (Some(_), Some(to)) if to == self.client.post_logout_redirect_uri => redirect(
                to,
                &[("state", parameters.get("state").unwrap_or_default())],
            ),
            _ => refused(
                "invalid_redirect_uri",
                "La demande de déconnexion est incorrecte.",
            ),
        }
    }

    async fn groups(&self) -> [Group; 2] {
        let holders = holder::ALL
            .iter()
            .map(|holder| Choice {
                login: holder.login.into(),
                label: holder.label(),
            })
            .collect();
        let registered = self
            .directory
            .latest(LISTED)
            .await
            .into_iter()
            .map(|practitioner| Choice {
                login: format!("8{}", practitioner.rpps_number),
                label: format!(
                    "{} {} (e-CPS, RPPS {})",
                    practitioner.given_name, practitioner.family_name, practitioner.rpps_number
                ),
            })
            .collect();
        [
            Group {
                title: "Cartes et e-CPS de test",
                choices: holders,
            },
            Group {
                title: "Personnes enregistrées depuis",
                choices: registered,
            },
        ]
    }
}

fn refused(code: &str, text: &str) -> Answer {
    Answer::Refused(page::error(NAME, code, text))
}

/// RFC 6749 §2.3.1: both halves are form-encoded before they are joined.
fn basic_credentials(header: &str) -> Option<(String, String)> {
    let encoded = header.strip_prefix("Basic ")?;
    let decoded = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let decode = |text: &str| {
        let pair = format!("v={text}");
        url::form_urlencoded::parse(pair.as_bytes())
            .next()
            .map(|(_, value)| value.into_owned())
    };
    Some((decode(id)?, decode(secret)?))
}

#[cfg(test)]
mod tests;
