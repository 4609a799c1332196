//! An identity provider that can be made to misbehave, on a socket of its own.

use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use server::caller::Provider;
use server::demo::key::Key;

pub(super) const CLIENT_ID: &str = "portal";
pub(super) const CLIENT_SECRET: &str = "a-secret-that-only-both-know";
pub(super) const SUBJECT: &str =
    "fff725a2ab2971fa9e5329b2ac30d0fb3a063db332b9ffd69d7f186deacffa63v1";

/// What it does wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mischief {
    #[default]
    None,
    /// Tokens without a signature.
    AlgorithmNone,
    /// Tokens signed with the client's own secret.
    SharedSecret,
    /// Discovery that lists nothing but HS256.
    OnlySharedSecret,
    ForeignKey,
    WrongIssuer,
    WrongAudience,
    TwoAudiences,
    WrongAcr,
    WrongNonce,
    NoNonce,
    Expired,
    FromTheFuture,
    OtherSubject,
    UnsignedUserInfo,
    UserInfoForAnother,
    NoEmailNoName,
    HugeUserInfo,
    RedirectingToken,
    TokenDown,
    CodeRefused,
    SecretRefused,
    NoDiscovery,
}

#[derive(Clone)]
pub(super) struct Fake {
    pub issuer: String,
    state: Arc<Mutex<Inner>>,
}

struct Inner {
    issuer: String,
    provider: Provider,
    mischief: Mischief,
    key: Key,
    /// What the keys' address shows; lags behind `key` for a rotation.
    published: Value,
    nonce: String,
    acr: String,
    claims: Value,
    token_forms: Vec<Vec<(String, String)>>,
    keys_read: usize,
}

impl Fake {
    pub(super) async fn start(provider: Provider) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = Key::es256();
        let inner = Inner {
            issuer: issuer.clone(),
            provider,
            mischief: Mischief::None,
            published: json!({ "keys": [key.jwk()] }),
            key,
            nonce: String::new(),
            acr: "eidas1".to_owned(),
            claims: claims(provider),
            token_forms: Vec::new(),
            keys_read: 0,
        };
        let state = Arc::new(Mutex::new(inner));
        let routes = Router::new()
            .route("/discovery", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { issuer, state }
    }

    pub(super) fn misbehave(&self, mischief: Mischief) {
        self.state.lock().unwrap().mischief = mischief;
    }

    /// The nonce that the next token repeats.
    pub(super) fn expect_nonce(&self, nonce: &str) {
        nonce.clone_into(&mut self.state.lock().unwrap().nonce);
    }

    pub(super) fn assure(&self, acr: &str) {
        acr.clone_into(&mut self.state.lock().unwrap().acr);
    }

    pub(super) fn claim(&self, name: &str, value: Value) {
        self.state.lock().unwrap().claims[name] = value;
    }

    /// Signs with a new key from now on, and shows it.
    pub(super) fn rotate(&self) {
        let mut inner = self.state.lock().unwrap();
        inner.key = Key::es256();
        inner.published = json!({ "keys": [inner.key.jwk()] });
    }

    pub(super) fn last_token_form(&self) -> Vec<(String, String)> {
        self.state
            .lock()
            .unwrap()
            .token_forms
            .last()
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn keys_read(&self) -> usize {
        self.state.lock().unwrap().keys_read
    }
}

type Here = State<Arc<Mutex<Inner>>>;

async fn discovery(State(state): Here) -> Response {
    let inner = state.lock().unwrap();
    if inner.mischief == Mischief::NoDiscovery {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let issuer = &inner.issuer;
    let algorithms = match inner.mischief {
        Mischief::OnlySharedSecret => json!(["HS256", "none"]),
        _ => json!(["ES256", "RS256", "HS256", "none"]),
    };
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "end_session_endpoint": format!("{issuer}/session/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": algorithms,
    }))
    .into_response()
}

async fn keys(State(state): Here) -> Json<Value> {
    let mut inner = state.lock().unwrap();
    inner.keys_read += 1;
    Json(inner.published.clone())
}

async fn token(State(state): Here, Form(form): Form<Vec<(String, String)>>) -> Response {
    let mut inner = state.lock().unwrap();
    inner.token_forms.push(form);
    let refused = |status, error| (status, Json(json!({ "error": error }))).into_response();
    match inner.mischief {
        Mischief::RedirectingToken => {
            return (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, "/elsewhere")]).into_response();
        }
        Mischief::TokenDown => return (StatusCode::BAD_GATEWAY, "later").into_response(),
        Mischief::CodeRefused => return refused(StatusCode::BAD_REQUEST, "invalid_grant"),
        Mischief::SecretRefused => return refused(StatusCode::UNAUTHORIZED, "invalid_client"),
        _ => {}
    }
    Json(json!({
        "access_token": "opaque",
        "expires_in": 60,
        "token_type": "Bearer",
        "id_token": inner.id_token(),
    }))
    .into_response()
}

async fn user_info(State(state): Here) -> Response {
    let inner = state.lock().unwrap();
    let mut claims = inner.claims.clone();
    if inner.mischief == Mischief::OtherSubject {
        claims["sub"] = json!("somebody-else");
    }
    match inner.mischief {
        Mischief::NoEmailNoName => claims["family_name"] = json!(""),
        Mischief::HugeUserInfo => claims["family_name"] = json!("A".repeat(1 << 20)),
        _ => {}
    }
    if inner.provider == Provider::ProSanteConnect || inner.mischief == Mischief::UnsignedUserInfo {
        return Json(claims).into_response();
    }
    let times = json!({ "iss": inner.issuer, "aud": CLIENT_ID, "iat": now(), "exp": now() + 60 });
    for (name, value) in times.as_object().unwrap() {
        claims[name] = value.clone();
    }
    if inner.mischief == Mischief::UserInfoForAnother {
        claims["aud"] = json!("another-portal");
    }
    ([(CONTENT_TYPE, "application/jwt")], inner.key.sign(&claims)).into_response()
}

impl Inner {
    fn id_token(&self) -> String {
        let mut claims = json!({
            "sub": self.claims["sub"],
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": now(),
            "exp": now() + 60,
            "nonce": self.nonce,
            "acr": self.acr,
        });
        match self.mischief {
            Mischief::WrongIssuer => claims["iss"] = json!("https://another.example"),
            Mischief::WrongAudience => claims["aud"] = json!("another-portal"),
            Mischief::TwoAudiences => claims["aud"] = json!([CLIENT_ID, "another-portal"]),
            Mischief::WrongAcr => claims["acr"] = json!("eidas0"),
            Mischief::WrongNonce => claims["nonce"] = json!("a-nonce-that-nobody-has-asked-for"),
            Mischief::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
            Mischief::Expired => claims["exp"] = json!(now() - 60),
            Mischief::FromTheFuture => claims["iat"] = json!(now() + 600),
            _ => {}
        }
        match self.mischief {
            Mischief::AlgorithmNone => unsigned(&claims, "none", b""),
            Mischief::SharedSecret | Mischief::OnlySharedSecret => with_shared_secret(&claims),
            Mischief::ForeignKey => {
                let header = json!({ "alg": "ES256", "kid": self.key.kid() });
                Key::es256().sign_with(&header, &claims)
            }
            _ => self.key.sign(&claims),
        }
    }
}

/// Time as everybody else has it; the portal's own clock may be another.
fn now() -> i64 {
    server::clock::Clock::default().now().timestamp()
}

fn unsigned(claims: &Value, algorithm: &str, signature: &[u8]) -> String {
    use base64::Engine as _;
    let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let header = json!({ "alg": algorithm }).to_string();
    let claims = claims.to_string();
    format!(
        "{}.{}.{}",
        encode(header.as_bytes()),
        encode(claims.as_bytes()),
        encode(signature)
    )
}

/// HMAC-SHA-256 (RFC 2104) with the client's secret as its key.
fn with_shared_secret(claims: &Value) -> String {
    use sha2::{Digest as _, Sha256};
    let bare = unsigned(claims, "HS256", b"");
    let signed = bare.trim_end_matches('.');
    let mut key = [0_u8; 64];
    key[..CLIENT_SECRET.len()].copy_from_slice(CLIENT_SECRET.as_bytes());
    let padded = |byte: u8| key.map(|key| key ^ byte);
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(signed)
        .finalize();
    let mac = Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize();
    unsigned(claims, "HS256", &mac)
}

fn claims(provider: Provider) -> Value {
    match provider {
        Provider::FranceConnect => json!({
            "sub": SUBJECT,
            "given_name": "Jean Philippe Pierre Louis",
            "given_name_array": ["Jean Philippe", "Pierre", "Louis"],
            "family_name": "DUBOIS",
            "birthdate": "1962-08-24",
            "gender": "female",
            "birthplace": "75107",
            "birthcountry": "99100",
            "email": "wossewodda-3728@yopmail.com",
        }),
        Provider::ProSanteConnect => json!({
            "sub": "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:810123456781",
            "SubjectNameID": "810123456781",
            "preferred_username": "810123456781",
            "family_name": "MARTIN",
            "given_name": "Camille",
            "email_verified": false,
            "otherIds": [],
            "SubjectRefPro": { "codeCivilite": "M", "exercices": [
                { "activities": [{ "numeroFinessSite": "750712184" }] },
            ] },
        }),
    }
}
