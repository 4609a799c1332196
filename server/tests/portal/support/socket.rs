//! A client of `graphql-transport-ws`, as browsers speak it.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::people::Person;
use super::schema::SCHEMA;
use super::software::Software;

/// A test that waits for nothing fails instead of hanging.
const PATIENCE: Duration = Duration::from_secs(20);
/// Long enough for whatever was under way to arrive.
const A_MOMENT: Duration = Duration::from_millis(300);

#[derive(Debug)]
pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// What a socket receives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// A value of the subscription of that id.
    Next(String, Value),
    Complete(String),
    Error(String, Value),
    Closed(u16, String),
}

impl Socket {
    /// Opens the socket of a person's page, and greets.
    pub(crate) async fn open(person: &Person) -> Self {
        let origin = person.browser.origin.clone();
        Self::try_open(person, Some(&origin))
            .await
            .expect("a socket")
    }

    /// The same with another origin, or none: HTTP's status when it is refused.
    pub(crate) async fn try_open(person: &Person, origin: Option<&str>) -> Result<Self, u16> {
        let (stream, _) =
            connect_async(request(person, origin))
                .await
                .map_err(|error| match error {
                    Error::Http(response) => response.status().as_u16(),
                    other => panic!("{other}"),
                })?;
        let mut socket = Self { stream };
        socket.say(&json!({ "type": "connection_init" })).await;
        assert_eq!(socket.hear().await["type"], "connection_ack");
        Ok(socket)
    }

    /// Opens the socket of software, which says who it is in its first message: the code of the close when it is refused.
    pub(crate) async fn of_software(software: &Software) -> Result<Self, u16> {
        let nobody = Person {
            browser: software.browser.clone(),
        };
        let opened = connect_async(request(&nobody, None)).await;
        let (stream, _) = opened.expect("a socket");
        let mut socket = Self { stream };
        let payload = json!({
            "Authorization": format!("Bearer {}", software.token), "X-On-Behalf-Of": software.on_behalf,
        });
        socket
            .say(&json!({ "type": "connection_init", "payload": payload }))
            .await;
        let answer = socket.hear().await;
        match answer["code"].as_u64() {
            None => Ok(socket),
            Some(code) => Err(u16::try_from(code).expect("a code")),
        }
    }

    pub(crate) async fn say(&mut self, message: &Value) {
        self.stream
            .send(Message::text(message.to_string()))
            .await
            .expect("the socket is open");
    }

    /// Subscribes to an operation of the schema, and to all that it tells.
    pub(crate) async fn subscribe(&mut self, id: &str, operation: &str, variables: &Value) {
        self.subscribe_to(id, &SCHEMA.document(operation), variables)
            .await;
    }

    pub(crate) async fn subscribe_to(&mut self, id: &str, query: &str, variables: &Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(&json!({ "type": "subscribe", "id": id, "payload": payload }))
            .await;
    }

    pub(crate) async fn next(&mut self) -> Heard {
        let message = self.hear().await;
        let id = message["id"].as_str().unwrap_or_default().to_owned();
        match message["type"].as_str() {
            Some("next") => Heard::Next(id, message["payload"].clone()),
            Some("complete") => Heard::Complete(id),
            Some("error") => Heard::Error(id, message["payload"].clone()),
            _ => Heard::Closed(
                u16::try_from(message["code"].as_u64().unwrap_or_default()).expect("a code"),
                message["reason"].as_str().unwrap_or_default().to_owned(),
            ),
        }
    }

    /// The value of a subscription's only field.
    pub(crate) async fn value(&mut self) -> Value {
        match self.next().await {
            Heard::Next(_, payload) => {
                assert!(payload["errors"].is_null(), "{payload}");
                let data = payload["data"].as_object().expect("data");
                data.values().next().expect("a field").clone()
            }
            other => panic!("{other:?}"),
        }
    }

    /// The code of the next error; that an operation before it is over says nothing.
    pub(crate) async fn code(&mut self) -> String {
        let said = loop {
            match self.next().await {
                Heard::Next(_, said) | Heard::Error(_, said) => break said,
                Heard::Complete(_) => {}
                Heard::Closed(code, reason) => panic!("closed: {code} {reason}"),
            }
        };
        let error = if said.is_array() {
            &said[0]
        } else {
            &said["errors"][0]
        };
        let code = error["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no code: {said}")).to_owned()
    }

    /// Proves that nothing more arrives.
    pub(crate) async fn is_silent(&mut self) {
        if let Ok(message) = tokio::time::timeout(A_MOMENT, self.hear()).await {
            panic!("{message:?}");
        }
    }

    /// Waits until the server asks for a sign of life.
    pub(crate) async fn is_asked_for_a_sign_of_life(&mut self) {
        let asked = json!({ "type": "ping" });
        assert_eq!(self.hear_even_pings().await, asked);
    }

    /// What the server says, its pings answered.
    async fn hear(&mut self) -> Value {
        loop {
            let said = self.hear_even_pings().await;
            if said["type"] != "ping" {
                return said;
            }
            self.say(&json!({ "type": "pong" })).await;
        }
    }

    async fn hear_even_pings(&mut self) -> Value {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.stream.next()).await;
            match message.expect("the socket says something") {
                Some(Ok(Message::Text(text))) => {
                    return serde_json::from_str(&text).expect("JSON");
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return json!({ "code": u16::from(frame.code), "reason": frame.reason.to_string() });
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

fn request(person: &Person, origin: Option<&str>) -> Request {
    let url = format!(
        "{}/graphql/ws",
        person.browser.origin.replacen("http", "ws", 1)
    );
    let mut request = url.into_client_request().expect("an address");
    let mut set = |name: &'static str, value: &str| {
        request
            .headers_mut()
            .insert(name, value.parse().expect("ASCII"));
    };
    set("sec-websocket-protocol", "graphql-transport-ws");
    if let Some(origin) = origin {
        set("origin", origin);
    }
    let cookies: Vec<_> = person
        .browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if !cookies.is_empty() {
        set("cookie", &cookies.join("; "));
    }
    request
}
