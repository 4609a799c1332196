//! Subscriptions over a socket: only subscriptions, and a caller who is asked again each time.

use std::any::TypeId;
use std::sync::Arc;

use async_graphql::{Data, Executor, Request, Response};
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt as _, StreamExt as _};
use shared::text::Language;

use super::document::{Documents, Kind, with_codes};
use super::meter::{Payer, refuse};
use super::{PortalSchema, error_response};
use crate::app::App;
use crate::caller::Caller;
use crate::clients::{self, Bearer, NotAdmitted};
use crate::sign_in;
use crate::store::StoreError;

/// Who opened a socket. Who it is and what they may do is asked anew at each event.
#[derive(Clone, Debug)]
pub(crate) enum SocketCaller {
    Nobody,
    /// By the hash of the session's token.
    Session([u8; 32]),
    Client(Arc<Bearer>),
}

impl SocketCaller {
    /// Who it is now; nobody once the session or the token has ended.
    pub(crate) async fn now(&self, app: &Arc<App>) -> Result<Caller, StoreError> {
        let signed_in = match self {
            Self::Nobody => None,
            Self::Session(token_hash) => sign_in::still_signed_in(app, *token_hash).await?,
            Self::Client(bearer) => match clients::admit(app, bearer).await {
                Ok(signed_in) => Some(signed_in),
                Err(NotAdmitted::Store(error)) => return Err(error),
                Err(_) => None,
            },
        };
        Ok(signed_in.map_or(Caller::ANONYMOUS, Caller::new))
    }
}

/// Runs subscriptions and refuses everything else.
#[derive(Clone)]
pub(crate) struct SubscriptionsOnly {
    pub schema: PortalSchema,
    /// For software.
    pub metered: PortalSchema,
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
        let session_data = session_data.unwrap_or_default();
        let payer = session_data.get(&TypeId::of::<Payer>());
        let payer = payer.and_then(|payer| payer.downcast_ref::<Payer>());
        let schema = match payer {
            None => &self.schema,
            Some(payer) => {
                let name = request.operation_name.clone();
                let refused = request.parsed_query().ok().and_then(|document| {
                    refuse(document, name.as_deref(), &payer.signed_in, language)
                });
                if let Some(response) = refused {
                    return stream::once(async move { response }.boxed()).boxed();
                }
                &self.metered
            }
        };
        let responses = schema.execute_stream_with_session_data(request, session_data);
        responses
            .map(move |response| with_codes(response, language))
            .boxed()
    }
}
