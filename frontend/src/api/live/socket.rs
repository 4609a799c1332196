//! One socket with one subscription on it.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::task::{Context, Poll};

use futures_util::Stream;
use graphql_ws_client::graphql::GraphqlOperation;
use graphql_ws_client::{Client, Connection, Error, Message, Subscription};
use serde::Serialize;
use ws_stream_wasm::WsMeta;

use crate::api::error::ApiError;
use crate::browser;

/// What is subscribed to. Its messages are read by the code that reads any answer.
#[derive(Clone, Serialize)]
pub(super) struct Listen {
    pub(super) query: String,
    pub(super) variables: BTreeMap<&'static str, Option<String>>,
}

impl GraphqlOperation for Listen {
    type Response = serde_json::Value;
    type Error = serde_json::Error;

    fn decode(&self, data: serde_json::Value) -> Result<serde_json::Value, serde_json::Error> {
        Ok(data)
    }
}

/// Why a socket ended.
pub(super) enum Ended {
    Lost,
    Refused(ApiError),
}

/// The messages of a subscription; once it is over, why.
pub(super) struct Messages {
    subscription: Pin<Box<Subscription<Listen>>>,
    closed: Arc<AtomicU16>,
}

impl Messages {
    pub(super) fn ended(&self) -> Ended {
        ended(self.closed.load(Ordering::Relaxed))
    }
}

impl Stream for Messages {
    type Item = serde_json::Value;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<serde_json::Value>> {
        self.subscription
            .as_mut()
            .poll_next(context)
            .map(|message| message.and_then(Result::ok))
    }
}

/// Opens a socket and subscribes on it.
pub(super) async fn open(listen: Listen) -> Result<Messages, Ended> {
    let url = browser::socket_url("/graphql/ws");
    let socket = WsMeta::connect(url, vec!["graphql-transport-ws"])
        .await
        .map_err(|_| Ended::Lost)?;
    let closed = Arc::new(AtomicU16::new(0));
    let connection = Watched {
        connection: graphql_ws_client::ws_stream_wasm::Connection::new(socket).await,
        closed: Arc::clone(&closed),
    };
    let subscription = Client::build(connection)
        .subscribe(listen)
        .await
        .map_err(|error| match error {
            Error::Close(code, _) => ended(code),
            _ => ended(closed.load(Ordering::Relaxed)),
        })?;
    Ok(Messages {
        subscription: Box::pin(subscription),
        closed,
    })
}

/// 4401 and 4403 are the server's words for a session that ended and a right that was taken away.
fn ended(code: u16) -> Ended {
    match code {
        4401 => Ended::Refused(ApiError::code("SESSION_ENDED")),
        4403 => Ended::Refused(ApiError::code("FORBIDDEN")),
        _ => Ended::Lost,
    }
}

/// The client keeps a close code to itself; this remembers it on the way in.
struct Watched {
    connection: graphql_ws_client::ws_stream_wasm::Connection,
    closed: Arc<AtomicU16>,
}

impl Connection for Watched {
    async fn receive(&mut self) -> Option<Message> {
        let message = self.connection.receive().await;
        if let Some(Message::Close { code, .. }) = &message {
            self.closed
                .store(code.unwrap_or_default(), Ordering::Relaxed);
        }
        message
    }

    async fn send(&mut self, message: Message) -> Result<(), Error> {
        self.connection.send(message).await
    }
}
