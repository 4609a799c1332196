//! Who listens, and what they may hear now.

use std::sync::Arc;

use async_graphql::{Context, Error};
use shared::text::Language;
use uuid::Uuid;

use crate::app::App;
use crate::caller::SignedIn;
use crate::graphql::context::{app, coded_error, language};
use crate::graphql::socket::SocketCaller;
use crate::store::StoreError;
use crate::telemetry::Causes;

/// Who listens, asked anew each time.
pub(super) struct Door {
    pub(super) app: Arc<App>,
    socket: SocketCaller,
    pub(super) language: Language,
}

impl Door {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let socket = context
            .data_opt::<SocketCaller>()
            .cloned()
            .unwrap_or(SocketCaller::Nobody);
        Self {
            app: Arc::clone(app(context)),
            socket,
            language: language(context),
        }
    }

    pub(super) async fn signed_in(&self) -> Result<Arc<SignedIn>, Error> {
        let caller = self
            .socket
            .now(&self.app)
            .await
            .map_err(|error| self.internal(&error))?;
        caller
            .signed_in()
            .cloned()
            .map_err(|_| coded_error("SESSION_ENDED", self.language))
    }

    pub(super) fn internal(&self, error: &StoreError) -> Error {
        let id = Uuid::now_v7();
        tracing::error!(error.id = %id, error = %Causes(error), "a subscription failed");
        coded_error("INTERNAL", self.language)
    }
}
