//! A browser: it keeps its cookies and follows nothing by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use openidconnect::reqwest;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::Url;

/// What a page asks first.
const ME: &str = "{ me { account { displayName subjectNameId isAnsAgent managedStructures { finess }
    identity { certification birthName firstNames preferredName sex birthDate birthCommune birthCountry } } } }";

/// How requests travel.
#[derive(Clone, Debug)]
enum Way {
    /// Straight into the routes of a portal in this process.
    Routes(Router),
    /// Over the network, to a portal in a process of its own.
    Network(reqwest::Client),
}

#[derive(Clone, Debug)]
pub(crate) struct Browser {
    way: Way,
    pub(crate) origin: String,
    pub(crate) cookies: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) location: String,
    pub(crate) set_cookies: Vec<String>,
    pub(crate) content_type: String,
    pub(crate) body: String,
    origin: String,
}

impl Answer {
    fn new(status: StatusCode, headers: HeaderMap, body: &[u8], origin: &str) -> Self {
        let text = |name| {
            headers
                .get(name)
                .map(|value| value.to_str().expect("ASCII").to_owned())
        };
        let set_cookies = headers.get_all(SET_COOKIE).iter();
        Self {
            status,
            location: text(LOCATION).unwrap_or_default(),
            set_cookies: set_cookies
                .map(|value| value.to_str().expect("ASCII").to_owned())
                .collect(),
            content_type: text(CONTENT_TYPE).unwrap_or_default(),
            body: String::from_utf8_lossy(body).into_owned(),
            origin: origin.to_owned(),
            headers,
        }
    }

    /// A parameter of the address that the browser is sent to.
    pub(crate) fn sent(&self, name: &str) -> Option<String> {
        let url = Url::parse(&self.origin)
            .expect("an origin")
            .join(&self.location)
            .expect("an address");
        url.query_pairs()
            .find_map(|(known, value)| (known == name).then(|| value.into_owned()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.body))
    }
}

impl Browser {
    pub(crate) fn of(routes: Router, origin: &str) -> Self {
        Self {
            way: Way::Routes(routes),
            origin: origin.to_owned(),
            cookies: Vec::new(),
        }
    }

    pub(crate) fn at(origin: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build();
        Self {
            way: Way::Network(client.expect("a client")),
            origin: origin.to_owned(),
            cookies: Vec::new(),
        }
    }

    /// The same browser without its cookies.
    pub(crate) fn stranger(&self) -> Self {
        Self {
            cookies: Vec::new(),
            ..self.clone()
        }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.visit(method, path, headers, String::new()).await
    }

    /// The account that the portal sees, `null` for nobody.
    pub(crate) async fn me(&self) -> Value {
        let headers = [
            (CONTENT_TYPE.as_str(), "application/json"),
            (ORIGIN.as_str(), &self.origin),
        ];
        let body = json!({ "query": ME }).to_string();
        let answer = self.call(Method::POST, "/graphql", &headers, body).await;
        answer.json()["data"]["me"]["account"].clone()
    }

    pub(crate) async fn sign_out(&mut self) -> Answer {
        let origin = self.origin.clone();
        self.send(Method::POST, "/auth/logout", &[(ORIGIN.as_str(), &origin)])
            .await
    }

    pub(crate) async fn post_form(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let headers = [(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.visit(Method::POST, path, &headers, body.finish())
            .await
    }

    /// Sends and keeps the cookies that come back.
    async fn visit(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let answer = self.call(method, path, headers, body).await;
        for cookie in &answer.set_cookies {
            self.keep(cookie);
        }
        answer
    }

    /// Sends, with the cookies as they are.
    pub(crate) async fn call(
        &self,
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
        let mut request = Request::builder().method(method);
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        match &self.way {
            Way::Routes(routes) => {
                // Routes know paths; an address of the portal may be written in full.
                let path = path.strip_prefix(&self.origin).unwrap_or(path);
                let request = request.uri(path).body(Body::from(body)).expect("a request");
                let response = routes.clone().oneshot(request).await.expect("an answer");
                let (parts, body) = response.into_parts();
                let body = to_bytes(body, 8 << 20).await.expect("a body");
                Answer::new(parts.status, parts.headers, &body, &self.origin)
            }
            Way::Network(client) => {
                let url = Url::parse(&self.origin)
                    .expect("an origin")
                    .join(path)
                    .expect("an address");
                let request = request.uri(url.as_str()).body(body).expect("a request");
                let request = request.try_into().expect("a request");
                match client.execute(request).await {
                    Ok(response) => {
                        let (status, headers) = (response.status(), response.headers().clone());
                        let body = response.bytes().await.unwrap_or_default();
                        Answer::new(status, headers, &body, &self.origin)
                    }
                    // The process is gone: an answer like those of a gateway.
                    Err(_) => {
                        Answer::new(StatusCode::BAD_GATEWAY, HeaderMap::new(), b"", &self.origin)
                    }
                }
            }
        }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').expect("attributes");
        let (name, value) = pair.split_once('=').expect("a value");
        self.cookies.retain(|(known, _)| known != name);
        if !attributes.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
