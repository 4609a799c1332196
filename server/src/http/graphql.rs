//! GraphQL over HTTP (JSON only) and over sockets (`graphql-transport-ws`, subscriptions only).

mod bearer;
mod over_http;
mod socket;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Data;
use async_graphql::http::{WebSocket as Protocol, WebSocketProtocols, WsMessage};
use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, State};
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response as HttpResponse;
use axum::routing::{get, post};
use futures_util::{SinkExt as _, StreamExt as _};
use shared::text::Language;

use super::problem::problem;
use bearer::{admitted, bearer, metered};
use socket::Greeting;
use tokio::sync::watch;
use tokio::time::{Instant, interval_at, timeout};

use self::over_http::Wanted;
use super::client_address::client_address;
use super::{session, shell};
use crate::app::App;
use crate::caller::Caller;
use crate::graphql::{
    ClientAddress, Documents, Kind, PortalSchema, SocketCaller, SubscriptionsOnly, error_response,
    metered_schema, schema, sdl, with_codes,
};
use crate::metrics::Gauge;

/// Bytes of one message on a socket, and of its buffers: they are its memory.
const MAX_MESSAGE: usize = 64 * 1024;
const BUFFER: usize = 4 * 1024;
/// A peer that does not answer a ping within this time is gone.
const KEEP_ALIVE: Duration = Duration::from_secs(30);
/// How often a peer is asked for a sign of life.
const PING_EVERY: Duration = Duration::from_secs(10);
const PING: &str = r#"{"type":"ping"}"#;

#[derive(Clone)]
struct Door {
    app: Arc<App>,
    schema: PortalSchema,
    /// For software.
    metered: PortalSchema,
    documents: Documents,
}

pub(super) fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    let door = Door {
        app: Arc::clone(app),
        schema: schema(Arc::clone(app)),
        metered: metered_schema(Arc::clone(app)),
        documents: Documents::default(),
    };
    let sdl: Bytes = sdl().into();
    let text = [(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    )];
    Router::new()
        .route("/graphql", post(execute))
        .route("/graphql/ws", get(open))
        .with_state(door)
        .route(
            "/schema.graphql",
            get(move || std::future::ready((text, sdl.clone()))),
        )
}

impl FromRequestParts<Door> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &Door) -> Result<Self, Self::Rejection> {
        Ok(Self(client_address(
            parts,
            &door.app.config.trusted_proxies,
        )))
    }
}

/// Runs one query or mutation.
async fn execute(
    State(door): State<Door>,
    caller: Caller,
    address: ClientAddress,
    headers: HeaderMap,
    body: Bytes,
) -> HttpResponse {
    let is_json = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(';')
                .next()
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
    if !is_json {
        return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE");
    }
    let language = shell::language_of(&headers);
    let bearer = match bearer(&headers, address.0) {
        Ok(bearer) => bearer,
        Err(code) => return problem(StatusCode::BAD_REQUEST, code),
    };
    if bearer.is_none() && !comes_from_us(&door.app, &headers) {
        return problem(StatusCode::FORBIDDEN, "ORIGIN_REFUSED");
    }
    let wanted = Wanted::of(&headers);
    let payer = match bearer {
        None => None,
        Some(bearer) => match admitted(&door, &bearer, wanted, language).await {
            Ok(payer) => Some(payer),
            Err(response) => return response,
        },
    };
    let Some(mut request) = over_http::read(&body) else {
        return wanted.malformed(error_response("INVALID_ARGUMENT", language));
    };
    match door.documents.prepare(&mut request) {
        Ok(Kind::Query | Kind::Mutation) => {}
        Ok(Kind::Subscription) => {
            return wanted.answer(error_response("INVALID_ARGUMENT", language));
        }
        Err(refused) => return wanted.answer(error_response(refused.code(), language)),
    }
    if let Some(payer) = payer {
        return metered(&door, payer, wanted, request.data(address)).await;
    }
    let response = door
        .schema
        .execute(request.data(caller).data(address).data(language))
        .await;
    wanted.answer(with_codes(response, language))
}

/// A browser names the page that sends: with a session's cookie, it must be ours. Other software sends neither.
pub(super) fn comes_from_us(app: &App, headers: &HeaderMap) -> bool {
    match headers.get(ORIGIN) {
        Some(origin) => origin == app.config.origin().as_str() || session::token(headers).is_none(),
        None => true,
    }
}

/// Opens a socket.
async fn open(
    State(door): State<Door>,
    address: ClientAddress,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> HttpResponse {
    let token = session::token(&headers);
    let from_us = headers
        .get(ORIGIN)
        .is_some_and(|origin| origin == door.app.config.origin().as_str());
    // Browsers open sockets to any host and send its cookies along, so here the origin must be named.
    if token.is_some() && !from_us {
        return problem(StatusCode::FORBIDDEN, "ORIGIN_REFUSED");
    }
    let caller = token.map_or(SocketCaller::Nobody, |token| {
        SocketCaller::Session(token.hash())
    });
    let language = shell::language_of(&headers);
    let address = address.0;
    upgrade
        .protocols(["graphql-transport-ws"])
        .max_message_size(MAX_MESSAGE)
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .on_upgrade(move |socket| serve(door, socket, (caller, address), language))
}

/// Speaks the protocol until either side closes, or the session or the token ends.
async fn serve(
    door: Door,
    socket: WebSocket,
    (caller, address): (SocketCaller, IpAddr),
    language: Language,
) {
    let _open = Gauge::up(&door.app.metrics.sockets);
    let executor = SubscriptionsOnly {
        schema: door.schema.clone(),
        metered: door.metered.clone(),
        documents: door.documents.clone(),
        language,
    };
    let mut data = Data::default();
    data.insert(caller.clone());
    data.insert(language);
    // Software says who it is in its first message.
    let (greet, mut greeted) = watch::channel(caller.clone());
    let greeting = Greeting {
        door: door.clone(),
        opened_by: caller,
        address,
        language,
        greet,
        refused: Arc::default(),
    };
    let refused = Arc::clone(&greeting.refused);
    let (mut sink, stream) = socket.split();
    let input = stream
        .take_while(|message| std::future::ready(message.is_ok()))
        .filter_map(|message| std::future::ready(message.ok()))
        .filter_map(|message| {
            std::future::ready(
                matches!(message, Message::Text(_) | Message::Binary(_))
                    .then(|| message.into_data()),
            )
        });
    let protocol = Protocol::new(executor, input, WebSocketProtocols::GraphQLWS)
        .connection_data(data)
        .on_connection_init(move |payload| greeting.answer(payload))
        .keepalive_timeout(KEEP_ALIVE);
    let mut protocol = std::pin::pin!(protocol);
    let mut ended = std::pin::pin!(socket::end(&door.app, &mut greeted));
    let mut ping = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    loop {
        let message = tokio::select! {
            message = protocol.next() => match message {
                Some(WsMessage::Text(text)) => Message::Text(text.into()),
                Some(WsMessage::Close(code, reason)) => match refused.get() {
                    Some((code, reason)) => close(*code, reason),
                    None => close(code, &reason),
                },
                None => break,
            },
            (code, reason) = &mut ended => close(code, reason),
            _ = ping.tick() => Message::Text(PING.into()),
        };
        let last = matches!(message, Message::Close(_));
        // A peer that reads nothing any more does not hold its socket open.
        let sent = timeout(KEEP_ALIVE, sink.send(message)).await;
        if !matches!(sent, Ok(Ok(()))) || last {
            break;
        }
    }
}

fn close(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame {
        code,
        reason: reason.into(),
    }))
}
