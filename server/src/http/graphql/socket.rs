//! How a socket begins and ends: with a browser's session, or with the token that software sends first.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_graphql::{Data, Error};
use serde_json::Value;
use shared::client::Scope;
use shared::event::EventKind;
use shared::text::Language;
use tokio::sync::watch;

use super::{Door, bearer};
use crate::app::App;
use crate::clients::{self, Bearer, NotAdmitted};
use crate::graphql::{Payer, SocketCaller};
use crate::live::Change;
use crate::sign_in;

/// A session that nobody uses ends without any event, and so does a token: this is how late a socket notices.
const CHECK: Duration = Duration::from_secs(10);
/// The session or the token has ended: sign in again. Above 4000, codes are the application's.
const ENDED: u16 = 4401;
/// The client rests, was revoked or changed, or may not come from there or act for that manager.
const FORBIDDEN: u16 = 4403;
/// A session and a token at once.
const BAD_REQUEST: u16 = 4400;

/// Takes a socket's first message.
pub(super) struct Greeting {
    pub(super) door: Door,
    /// By the cookie that came with the socket.
    pub(super) opened_by: SocketCaller,
    pub(super) address: IpAddr,
    pub(super) language: Language,
    /// Tells who it is once that is known.
    pub(super) greet: watch::Sender<SocketCaller>,
    /// How the socket closes when nobody is let in.
    pub(super) refused: Arc<OnceLock<(u16, &'static str)>>,
}

impl Greeting {
    /// What the socket works with from now on.
    pub(super) async fn answer(self, payload: Value) -> Result<Data, Error> {
        let text = |names: [&str; 2]| names.into_iter().find_map(|name| payload[name].as_str());
        let Some(token) = text(["Authorization", "authorization"]) else {
            return Ok(Data::default());
        };
        let refuse = |code, reason: &'static str| {
            let _ = self.refused.set((code, reason));
            Error::new(reason)
        };
        if !matches!(self.opened_by, SocketCaller::Nobody) {
            return Err(refuse(BAD_REQUEST, "TWO_CALLERS"));
        }
        let token = token
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token);
        let on_behalf = text(["X-On-Behalf-Of", "onBehalfOf"]);
        let bearer = bearer::of(token.unwrap_or_default(), on_behalf, self.address);
        let app = &self.door.app;
        let signed_in = clients::admit(app, &bearer)
            .await
            .map_err(|refused| refuse(code_of(&refused), refused.code()))?;
        let caller = SocketCaller::Client(Arc::new(bearer));
        let _ = self.greet.send(caller.clone());
        let mut data = Data::default();
        data.insert(caller);
        data.insert(Payer {
            app: Arc::clone(app),
            signed_in,
            charge: Arc::default(),
            language: self.language,
        });
        Ok(data)
    }
}

const fn code_of(refused: &NotAdmitted) -> u16 {
    match refused {
        NotAdmitted::Unknown => ENDED,
        NotAdmitted::Closed | NotAdmitted::Address | NotAdmitted::NotGranted => FORBIDDEN,
        NotAdmitted::Store(_) => 1011,
    }
}

/// Waits until whoever opened the socket has no right to it any more; for ever when nobody is known.
pub(super) async fn end(
    app: &Arc<App>,
    caller: &mut watch::Receiver<SocketCaller>,
) -> (u16, &'static str) {
    let known = caller
        .wait_for(|caller| !matches!(caller, SocketCaller::Nobody))
        .await
        .map(|caller| caller.clone());
    match known {
        Ok(SocketCaller::Session(token_hash)) => session_end(app, token_hash).await,
        Ok(SocketCaller::Client(bearer)) => token_end(app, &bearer).await,
        Ok(SocketCaller::Nobody) | Err(_) => std::future::pending().await,
    }
}

async fn session_end(app: &Arc<App>, token_hash: [u8; 32]) -> (u16, &'static str) {
    const SESSION_ENDED: (u16, &str) = (ENDED, "SESSION_ENDED");
    let mut listener = app.live.subscribe();
    let mut check = tokio::time::interval(CHECK);
    loop {
        tokio::select! {
            change = listener.next() => match change {
                Some(Change::Event(notice)) if notice.session.is_none() => continue,
                Some(_) => {}
                None => return SESSION_ENDED,
            },
            _ = check.tick() => {}
        }
        // A database that fails for a moment ends no session.
        if let Ok(None) = sign_in::still_signed_in(app, token_hash).await {
            return SESSION_ENDED;
        }
    }
}

async fn token_end(app: &Arc<App>, bearer: &Bearer) -> (u16, &'static str) {
    let mut listener = app.live.subscribe();
    let mut check = tokio::time::interval(CHECK);
    let mut known: Option<Vec<Scope>> = None;
    loop {
        let admitted = match clients::admit(app, bearer).await {
            Ok(admitted) => admitted,
            Err(NotAdmitted::Store(_)) => {
                check.tick().await;
                continue;
            }
            Err(refused) => return (code_of(&refused), refused.code()),
        };
        let scopes = admitted.client.as_ref().map(|client| client.scopes.clone());
        // What it subscribed to was asked of the scopes that it had.
        if known.is_some() && known != scopes {
            return (FORBIDDEN, "CLIENT_CHANGED");
        }
        known = scopes;
        loop {
            tokio::select! {
                change = listener.next() => match change {
                    Some(Change::Event(notice)) => {
                        let client = admitted.client.as_ref();
                        let concerns = notice.kind.changes_a_client()
                            && notice.client == client.map(|client| client.id);
                        if concerns && notice.kind == EventKind::ClientTokenRevoked {
                            // Which of its tokens, the next question tells; one that is gone was given back.
                            if let Err(NotAdmitted::Unknown) = clients::admit(app, bearer).await {
                                return (FORBIDDEN, "TOKEN_INVALID");
                            }
                        }
                        if concerns {
                            break;
                        }
                    }
                    Some(Change::Resync) => break,
                    None => return (ENDED, "TOKEN_INVALID"),
                },
                _ = check.tick() => break,
            }
        }
    }
}
