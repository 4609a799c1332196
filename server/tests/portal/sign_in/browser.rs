//! A portal, and a browser that keeps its cookies.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request, StatusCode};
use clap::Parser as _;
use serde_json::{Value, json};
use server::app::App;
use server::caller::Provider;
use server::clock::Clock;
use server::config::{Cli, Command};
use tempfile::TempDir;
use tower::ServiceExt as _;
use url::Url;

use super::fake::{CLIENT_ID, CLIENT_SECRET, Fake};

pub(super) const ORIGIN_URL: &str = "http://127.0.0.1:8080";

pub(super) struct Portal {
    pub app: Arc<App>,
    routes: Router,
    _folder: TempDir,
}

impl Portal {
    /// A portal without `--demo`, whose provider of that kind is the fake.
    pub(super) async fn with(fake: &Fake, provider: Provider, more: &[&str]) -> Self {
        let name = match provider {
            Provider::FranceConnect => "franceconnect",
            Provider::ProSanteConnect => "pro-sante-connect",
        };
        let discovery = format!("--{name}-discovery-url={}/discovery", fake.issuer);
        let client_id = format!("--{name}-client-id={CLIENT_ID}");
        let client_secret = format!("--{name}-client-secret={CLIENT_SECRET}");
        let mut options = vec![discovery.as_str(), &client_id, &client_secret];
        options.extend(more);
        Self::new(&options, Clock::default()).await
    }

    pub(super) async fn new(options: &[&str], clock: Clock) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!(
            "--database-url=sqlite:{}/portal.db",
            folder.path().display()
        );
        let public_url = format!("--public-url={ORIGIN_URL}");
        let mut line = vec!["rpps-plus", "serve", &database];
        if !options
            .iter()
            .any(|option| option.starts_with("--public-url"))
        {
            line.push(&public_url);
        }
        line.extend(options);
        let Command::Serve(config) = Cli::parse_from(line).command else {
            unreachable!()
        };
        let app = App::open(*config, clock).await.unwrap();
        let routes = server::http::router(&app);
        Self {
            app,
            routes,
            _folder: folder,
        }
    }

    pub(super) fn routes(&self) -> Router {
        self.routes.clone()
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            routes: self.routes.clone(),
            origin: self.app.config.origin(),
            cookies: Vec::new(),
        }
    }
}

/// What a page asks first.
const ME: &str = "{ me { account { displayName subjectNameId isAnsAgent managedStructures { finess }
    identity { certification birthName firstNames preferredName sex birthDate birthCommune birthCountry } } } }";

#[derive(Clone)]
pub(super) struct Browser {
    routes: Router,
    origin: String,
    pub cookies: Vec<(String, String)>,
}

#[derive(Debug)]
pub(super) struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub set_cookies: Vec<String>,
    pub content_type: String,
    pub body: String,
}

impl Answer {
    /// A parameter of the address that the browser is sent to.
    pub(super) fn sent(&self, name: &str) -> Option<String> {
        let url = Url::parse(ORIGIN_URL)
            .unwrap()
            .join(&self.location)
            .unwrap();
        url.query_pairs()
            .find_map(|(known, value)| (known == name).then(|| value.into_owned()))
    }
}

impl Browser {
    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    pub(super) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send_body(method, path, headers, String::new()).await
    }

    async fn send_body(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(COOKIE, cookies.join("; "));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let text = |name| {
            let value = response.headers().get(name);
            value
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default()
        };
        let set_cookies = response.headers().get_all(SET_COOKIE).iter();
        let set_cookies: Vec<_> = set_cookies
            .map(|value| value.to_str().unwrap().to_owned())
            .collect();
        let answer = Answer {
            status: response.status(),
            location: text(LOCATION),
            content_type: text(CONTENT_TYPE),
            set_cookies,
            body: String::from_utf8(
                to_bytes(response.into_body(), 1 << 20)
                    .await
                    .unwrap()
                    .to_vec(),
            )
            .unwrap(),
        };
        for cookie in &answer.set_cookies {
            self.keep(cookie);
        }
        answer
    }

    /// The account that the portal sees, `null` for nobody.
    pub(super) async fn me(&mut self) -> Value {
        let body = json!({ "query": ME }).to_string();
        let headers = [
            (CONTENT_TYPE.as_str(), "application/json"),
            (ORIGIN.as_str(), &self.origin.clone()),
        ];
        let answer = self
            .send_body(Method::POST, "/graphql", &headers, body)
            .await;
        let answer: Value = serde_json::from_str(&answer.body).unwrap();
        answer["data"]["me"]["account"].clone()
    }

    pub(super) async fn sign_out(&mut self) -> Answer {
        self.send(
            Method::POST,
            "/auth/logout",
            &[(ORIGIN.as_str(), ORIGIN_URL)],
        )
        .await
    }

    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        self.cookies.retain(|(known, _)| known != name);
        if !attributes.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
