//! The headers that keep every answer inside its own walls: nothing from another host, in no other page's frame.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::InvalidHeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use url::{Origin, Url};

const TWO_YEARS: &str = "max-age=63072000; includeSubDomains";
const NO_DEVICES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// The headers of one server, made once.
#[derive(Clone, Debug)]
pub struct Doors {
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// What the headers depend on.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub public_url: &'a Url,
    pub is_loopback: bool,
    /// As `Shell::script_hashes` gives them.
    pub script_hashes: &'a [String],
    /// Addresses of the identity providers: signing out is a form that ends on theirs.
    pub providers: &'a [&'a Url],
}

impl Doors {
    pub fn new(surroundings: &Surroundings<'_>) -> Result<Self, InvalidHeaderValue> {
        let policy = HeaderValue::from_str(&content_security_policy(surroundings))?;
        let mut headers = vec![
            (CONTENT_SECURITY_POLICY, policy),
            (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            // Forms must name their origin, which "no-referrer" would take from them.
            (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static(NO_DEVICES),
            ),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            ),
            (
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ];
        if surroundings.public_url.scheme() == "https" && !surroundings.is_loopback {
            headers.push((
                STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static(TWO_YEARS),
            ));
        }
        Ok(Self { headers })
    }

    /// A layer for every route: `axum::middleware::from_fn_with_state(doors, Doors::guard)`.
    pub async fn guard(State(doors): State<Arc<Self>>, request: Request, next: Next) -> Response {
        let mut response = next.run(request).await;
        for (name, value) in &doors.headers {
            // A page that needs another policy has set its own.
            response
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        response
    }
}

/// `data:` pictures are the icons within the stylesheet.
fn content_security_policy(surroundings: &Surroundings<'_>) -> String {
    let hashes = surroundings.script_hashes.join(" ");
    [
        "default-src 'self'",
        format!("script-src 'self' 'wasm-unsafe-eval' {hashes}").trim_end(),
        "style-src 'self'",
        "img-src 'self' data:",
        &format!(
            "connect-src 'self' {}",
            socket_origin(surroundings.public_url)
        ),
        "object-src 'none'",
        "base-uri 'none'",
        &format!("form-action {}", form_targets(surroundings.providers)),
        "frame-src 'none'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

/// Older browsers do not count the portal's own socket as "self".
fn socket_origin(public_url: &Url) -> String {
    let mut url = public_url.clone();
    let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
    if url.set_scheme(scheme).is_err() {
        return String::new();
    }
    url.origin().ascii_serialization()
}

/// Chromium asks the policy about the redirects of a form as well.
fn form_targets(providers: &[&Url]) -> String {
    let mut targets = vec!["'self'".to_owned()];
    for provider in providers {
        let origin = provider.origin();
        if matches!(origin, Origin::Tuple(..)) && !targets.contains(&origin.ascii_serialization()) {
            targets.push(origin.ascii_serialization());
        }
    }
    targets.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doors(public_url: &str, is_loopback: bool) -> Doors {
        let provider = Url::parse(
            "https://oidc.franceconnect.gouv.fr/api/v2/.well-known/openid-configuration",
        )
        .unwrap();
        Doors::new(&Surroundings {
            public_url: &Url::parse(public_url).unwrap(),
            is_loopback,
            script_hashes: &["'sha256-abc='".to_owned()],
            providers: &[&provider, &provider],
        })
        .unwrap()
    }

    fn header(doors: &Doors, name: &str) -> Option<String> {
        doors
            .headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_policy_names_the_portal_alone_and_where_signing_out_ends() {
        let policy = header(
            &doors("https://rpps.example/", false),
            "content-security-policy",
        )
        .unwrap();
        assert_eq!(
            policy,
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='; style-src 'self'; img-src 'self' data:; \
             connect-src 'self' wss://rpps.example; object-src 'none'; base-uri 'none'; \
             form-action 'self' https://oidc.franceconnect.gouv.fr; frame-src 'none'; frame-ancestors 'none'"
        );
    }

    #[test]
    fn https_is_required_for_ever_off_loopback_only() {
        let name = "strict-transport-security";
        assert!(header(&doors("https://rpps.example/", false), name).is_some());
        assert!(header(&doors("https://127.0.0.1:8443/", true), name).is_none());
        assert!(header(&doors("http://127.0.0.1:8080/", true), name).is_none());
    }

    #[test]
    fn the_socket_of_a_local_portal_keeps_its_port() {
        let policy = header(
            &doors("http://127.0.0.1:8080/", true),
            "content-security-policy",
        )
        .unwrap();
        assert!(
            policy.contains("connect-src 'self' ws://127.0.0.1:8080;"),
            "{policy}"
        );
    }
}
