//! Routes of signing in and out.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use url::form_urlencoded;

use super::problem::problem;
use super::session::{cookie, given, set_cookie, taken};
use super::shell::language_of;
use super::too_many::{self, too_many};
use crate::app::App;
use crate::caller::{Caller, Provider};
use crate::sign_in::{self, Callback, SIGN_IN_LIFE, Secret, SignInError, Start};
use crate::telemetry::Causes;

/// Binds a sign-in to the browser that began it; gone when it has had time enough.
const BROWSER: &str = "__Host-sign-in";

pub fn routes() -> Router<Arc<App>> {
    let france_connect = Provider::FranceConnect;
    let pro_sante_connect = Provider::ProSanteConnect;
    Router::new()
        .route(
            "/auth/franceconnect",
            get(move |app, request| start(app, france_connect, request)),
        )
        .route(
            "/auth/franceconnect/callback",
            get(move |app, caller, request| finish(app, france_connect, caller, request)),
        )
        .route(
            "/auth/pro-sante-connect",
            get(move |app, request| start(app, pro_sante_connect, request)),
        )
        .route(
            "/auth/pro-sante-connect/callback",
            get(move |app, caller, request| finish(app, pro_sante_connect, caller, request)),
        )
        .route("/auth/logout", post(close))
        .route("/auth/logout/callback", get(async || to("/")))
}

async fn start(State(app): State<Arc<App>>, provider: Provider, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(wait) = too_many::attempt(&app, &parts) {
        return too_many(&parts, wait);
    }
    let asked = Start {
        provider,
        return_to: local_path(query(&parts, "return_to")),
        language: language_of(&parts.headers),
        browser: browser(&parts.headers),
    };
    match sign_in::start(&app, asked).await {
        Ok(started) => {
            let life = format!("; Max-Age={}", SIGN_IN_LIFE.num_seconds());
            let binding = set_cookie(BROWSER, started.browser.as_str(), &life);
            with_cookie(to(&started.location), binding)
        }
        Err(error) => failed(provider, &error),
    }
}

async fn finish(
    State(app): State<Arc<App>>,
    provider: Provider,
    caller: Caller,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    if let Err(wait) = too_many::attempt(&app, &parts) {
        return too_many(&parts, wait);
    }
    let callback = Callback {
        provider,
        state: query(&parts, "state"),
        code: query(&parts, "code"),
        error: query(&parts, "error"),
        iss: query(&parts, "iss"),
        browser: browser(&parts.headers),
        previous: caller.signed_in().ok().map(|signed_in| signed_in.session),
    };
    match sign_in::finish(&app, callback).await {
        Ok(opened) => with_cookie(to(&opened.return_to), given(&opened.token)),
        Err(error) => failed(provider, &error),
    }
}

/// Signing out changes something: only the portal's own pages may ask.
async fn close(State(app): State<Arc<App>>, caller: Caller, headers: HeaderMap) -> Response {
    if headers
        .get(ORIGIN)
        .is_none_or(|origin| origin != app.config.origin().as_str())
    {
        return problem(StatusCode::FORBIDDEN, "ORIGIN_REFUSED");
    }
    let Ok(signed_in) = caller.signed_in() else {
        return with_cookie(to("/"), taken());
    };
    match sign_in::close(&app, signed_in).await {
        Ok(provider) => with_cookie(to(provider.as_deref().unwrap_or("/")), taken()),
        Err(error) => {
            tracing::error!(session.id = %signed_in.session, error = %Causes(&error), "a session was not closed");
            problem(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE")
        }
    }
}

/// The page that says what went wrong, and the way on.
fn failed(provider: Provider, error: &SignInError) -> Response {
    let (provider, code) = (provider.code(), error.code());
    if matches!(error, SignInError::Store(_)) {
        tracing::error!(sign_in.provider = provider, sign_in.code = code, error = %Causes(error), "a sign-in failed");
    } else {
        tracing::info!(sign_in.provider = provider, sign_in.code = code, error = %Causes(error), "a sign-in was refused");
    }
    to(&format!("/connexion/erreur?code={code}"))
}

fn to(location: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(location) else {
        return problem(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL");
    };
    let no_store = HeaderValue::from_static("no-store");
    (
        StatusCode::SEE_OTHER,
        [(LOCATION, location), (CACHE_CONTROL, no_store)],
    )
        .into_response()
}

fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn browser(headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, BROWSER).and_then(Secret::parse)
}

fn query(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query()?.as_bytes();
    form_urlencoded::parse(query)
        .find_map(|(known, value)| (known == name).then(|| value.into_owned()))
}

/// A path of this portal, or home. Browsers read `//host` and `/\host` as another host.
fn local_path(asked: Option<String>) -> String {
    const LONGEST: usize = 2_000;
    asked
        .filter(|path| {
            let rest = path.strip_prefix('/');
            rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
                && path.len() <= LONGEST
                && path.bytes().all(|byte| byte.is_ascii_graphic())
        })
        .unwrap_or_else(|| "/".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_back_to_this_portal_only() {
        for path in ["/", "/demandes/1?a=b", "/%C3%A9"] {
            assert_eq!(local_path(Some(path.to_owned())), path);
        }
        for path in [
            "",
            "demandes",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(local_path(Some(path.to_owned())), "/", "{path}");
        }
    }
}
