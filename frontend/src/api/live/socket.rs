//! One socket with one subscription on it, in the `graphql-transport-ws` protocol.

use futures_channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CloseEvent, MessageEvent, WebSocket};

use crate::api::error::ApiError;
use crate::browser;

const PROTOCOL: &str = "graphql-transport-ws";
const HELLO: &str = r#"{"type":"connection_init"}"#;
const PING: &str = r#"{"type":"ping"}"#;
const PONG: &str = r#"{"type":"pong"}"#;

/// What came in.
pub(super) enum Heard {
    /// The server took the connection, and knows what is listened to.
    Welcome,
    /// An answer, like one to a POST.
    Answer(Value),
    /// Only a sign of life.
    Alive,
    Ended(Ended),
}

/// Why a socket ended.
pub(super) enum Ended {
    Lost,
    Refused(ApiError),
}

/// An open socket. Dropping it closes it.
pub(super) struct Socket {
    channel: WebSocket,
    pub(super) heard: UnboundedReceiver<Heard>,
    on_open: Closure<dyn FnMut()>,
    on_message: Closure<dyn FnMut(MessageEvent)>,
    on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Socket {
    /// Opens a socket and, once the server has taken it, listens to what the request asks for.
    pub(super) fn open(request: &str) -> Result<Self, Ended> {
        let url = browser::socket_url("/graphql/ws");
        let socket = WebSocket::new_with_str(&url, PROTOCOL).map_err(|_| Ended::Lost)?;
        let (tell, heard) = unbounded();
        let on_open = Closure::new({
            let socket = socket.clone();
            move || say(&socket, HELLO)
        });
        let on_message = Closure::new({
            let (socket, tell) = (socket.clone(), tell.clone());
            let subscribe = [r#"{"type":"subscribe","id":"1","payload":"#, request, "}"].concat();
            move |event: MessageEvent| receive(&socket, &event.data(), &subscribe, &tell)
        });
        let on_close = Closure::new(move |event: CloseEvent| {
            pass_on(&tell, Heard::Ended(ended(event.code())));
        });
        let opened = Self {
            channel: socket,
            heard,
            on_open,
            on_message,
            on_close,
        };
        opened.attend(true);
        Ok(opened)
    }

    /// Asks for a sign of life.
    pub(super) fn ping(&self) {
        say(&self.channel, PING);
    }

    fn attend(&self, attend: bool) {
        let handler = |closure: &JsValue| attend.then(|| closure.clone().unchecked_into());
        self.channel
            .set_onopen(handler(self.on_open.as_ref()).as_ref());
        self.channel
            .set_onmessage(handler(self.on_message.as_ref()).as_ref());
        self.channel
            .set_onclose(handler(self.on_close.as_ref()).as_ref());
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.attend(false);
        // One that is closed already stays so.
        self.channel.close().unwrap_or_default();
    }
}

fn receive(socket: &WebSocket, data: &JsValue, subscribe: &str, tell: &UnboundedSender<Heard>) {
    let text = data.as_string().unwrap_or_default();
    // What is not JSON is no message of the protocol: it counts as a sign of life alone.
    let mut message: Value = serde_json::from_str(&text).unwrap_or_default();
    let payload = message["payload"].take();
    let heard = match message["type"].as_str() {
        Some("connection_ack") => {
            say(socket, subscribe);
            Heard::Welcome
        }
        Some("next") => Heard::Answer(payload),
        Some("error") => Heard::Answer(Value::Object(Map::from_iter([(
            "errors".to_owned(),
            payload,
        )]))),
        Some("complete") => Heard::Ended(Ended::Lost),
        Some("ping") => {
            say(socket, PONG);
            Heard::Alive
        }
        _ => Heard::Alive,
    };
    pass_on(tell, heard);
}

/// A socket that closed meanwhile tells so by its own event.
fn say(socket: &WebSocket, message: &str) {
    socket.send_with_str(message).unwrap_or_default();
}

/// Nobody listens any more once the page has gone.
fn pass_on(tell: &UnboundedSender<Heard>, heard: Heard) {
    tell.unbounded_send(heard).unwrap_or_default();
}

/// 4401 and 4403 are the server's words for a session that ended and a right that was taken away.
fn ended(code: u16) -> Ended {
    match code {
        4401 => Ended::Refused(ApiError::code("SESSION_ENDED")),
        4403 => Ended::Refused(ApiError::code("FORBIDDEN")),
        _ => Ended::Lost,
    }
}
