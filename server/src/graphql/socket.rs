//! Subscriptions over a socket: only subscriptions, and a caller who is asked again each time.

use std::sync::Arc;

use async_graphql::{Data, Executor, Request, Response};
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, StreamExt as _};
use shared::text::Language;

use super::document::{Documents, Kind, with_codes};
use super::{PortalSchema, error_response};
use crate::app::App;
use crate::caller::Caller;
use crate::sign_in;
use crate::store::StoreError;

/// The session that opened a socket. Who it is and what they may do is asked anew at each event.
#[derive(Clone, Debug)]
pub(crate) struct SocketCaller(pub Option<[u8; 32]>);

impl SocketCaller {
    /// Who it is now; nobody once the session has ended.
    pub(crate) async fn now(&self, app: &Arc<App>) -> Result<Caller, StoreError> {
        let Some(token_hash) = self.0 else {
            return Ok(Caller::ANONYMOUS);
        };
        let signed_in = sign_in::still_signed_in(app, token_hash).await?;
        Ok(signed_in.map_or(Caller::ANONYMOUS, Caller::new))
    }
}

/// Runs subscriptions and refuses everything else.
#[derive(Clone)]
pub(crate) struct SubscriptionsOnly {
    pub schema: PortalSchema,
    pub documents: Documents,
    pub language: Language,
}

impl Executor for SubscriptionsOnly {
    async fn execute(&self, _request: Request) -> Response {
        error_response("SUBSCRIPTIONS_ONLY", self.language)
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let language = self.language;
        let refusal = match self.documents.prepare(&mut request) {
            Ok(Kind::Subscription) => None,
            Ok(Kind::Query | Kind::Mutation) => Some("SUBSCRIPTIONS_ONLY"),
            Err(refused) => Some(refused.code()),
        };
        if let Some(code) = refusal {
            return stream::once(async move { error_response(code, language) }.boxed()).boxed();
        }
        let responses = self
            .schema
            .execute_stream_with_session_data(request, session_data.unwrap_or_default());
        responses
            .map(move |response| with_codes(response, language))
            .boxed()
    }
}
