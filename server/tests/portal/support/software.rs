//! Software of a structure: it asks for a token, and sends it with what it asks.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::demo_data::CLIENT;

use super::browser::{Answer, Browser};
use super::people::{Done, Reply};
use super::portal::Portal;
use super::schema::SCHEMA;

/// Software with a token.
#[derive(Clone, Debug)]
pub(crate) struct Software {
    pub(crate) browser: Browser,
    pub(crate) token: String,
    /// The manager whom it acts for.
    pub(crate) on_behalf: Option<&'static str>,
}

/// What is said at `/oauth/…`.
pub(crate) async fn oauth(
    portal: &Portal,
    path: &str,
    fields: &[(&str, &str)],
    headers: &[(&str, &str)],
) -> Answer {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let mut all = vec![("content-type", "application/x-www-form-urlencoded")];
    all.extend(headers);
    let path = format!("/oauth/{path}");
    portal
        .browser()
        .call(Method::POST, &path, &all, body.finish())
        .await
}

/// Asks for a token with that name and secret.
pub(crate) async fn token_of(portal: &Portal, (name, secret): (&str, &str), scope: &str) -> Answer {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", name),
        ("client_secret", secret),
        ("scope", scope),
    ];
    oauth(portal, "token", &fields, &[]).await
}

impl Portal {
    /// The demo's software, with these scopes or with all.
    pub(crate) async fn software(&self, scope: &str) -> Software {
        self.software_of(CLIENT, scope).await
    }

    pub(crate) async fn software_of(&self, credentials: (&str, &str), scope: &str) -> Software {
        let answer = token_of(self, credentials, scope).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let token = answer.json()["access_token"].clone();
        Software {
            browser: self.browser(),
            token: token.as_str().expect("a token").to_owned(),
            on_behalf: None,
        }
    }
}

impl Software {
    /// The same for a manager.
    pub(crate) fn acting_for(&self, manager: &'static str) -> Self {
        Self {
            on_behalf: Some(manager),
            ..self.clone()
        }
    }

    pub(crate) async fn send(&self, query: &str, variables: &Value) -> Answer {
        self.send_with(query, variables, &[]).await
    }

    pub(crate) async fn send_with(
        &self,
        query: &str,
        variables: &Value,
        more: &[(&str, &str)],
    ) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![
            ("content-type", "application/json"),
            ("authorization", &bearer),
        ];
        headers.extend(more);
        headers.extend(self.on_behalf.map(|manager| ("x-on-behalf-of", manager)));
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.browser
            .call(Method::POST, "/graphql", &headers, body)
            .await
    }

    pub(crate) async fn run(&self, operation: &str, variables: &Value) -> Reply {
        Reply(
            self.send(&SCHEMA.document(operation), variables)
                .await
                .json(),
        )
    }

    pub(crate) async fn change(&self, mutation: &str, input: Value) -> Done {
        let reply = self.run(mutation, &json!({ "input": input })).await;
        assert!(reply.0["errors"].is_null(), "{mutation}: {}", reply.0);
        Done(reply.0["data"][mutation].clone())
    }
}
