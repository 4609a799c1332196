//! What a resolver finds around it, and the errors it gives: coded, in the caller's language.

use std::net::IpAddr;
use std::sync::Arc;

use async_graphql::{Context, Error, ErrorExtensions, Response, ServerError};
use shared::catalogue;
use shared::text::Language;
use uuid::Uuid;

use super::socket::SocketCaller;
use crate::app::App;
use crate::caller::{Caller, Denied, SignedIn};
use crate::store::StoreError;
use crate::telemetry::Causes;

/// From where a request comes, for what is limited by address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClientAddress(pub IpAddr);

pub(super) fn app<'a>(context: &Context<'a>) -> &'a Arc<App> {
    context.data_unchecked::<Arc<App>>()
}

/// Who asks: of a socket, as their session stands now.
pub(super) async fn caller(context: &Context<'_>) -> Result<Caller, Error> {
    if let Some(socket) = context.data_opt::<SocketCaller>() {
        return socket
            .now(app(context))
            .await
            .map_err(|error| internal(context, &error));
    }
    Ok(context.data_opt::<Caller>().cloned().unwrap_or_default())
}

pub(super) async fn signed_in(context: &Context<'_>) -> Result<Arc<SignedIn>, Error> {
    caller(context)
        .await?
        .signed_in()
        .cloned()
        .map_err(|denied| refused(context, denied))
}

pub(super) fn language(context: &Context<'_>) -> Language {
    context.data_opt::<Language>().copied().unwrap_or_default()
}

/// An error of the catalogue, as GraphQL gives it.
pub(crate) fn coded_error(code: &'static str, language: Language) -> Error {
    let text = catalogue::error(code).unwrap_or(catalogue::UNKNOWN);
    Error::new(text.r#in(language)).extend_with(|_, extensions| extensions.set("code", code))
}

/// A whole response that is one error of the catalogue.
pub(crate) fn error_response(code: &'static str, language: Language) -> Response {
    let error = coded_error(code, language);
    let mut server = ServerError::new(error.message, None);
    server.extensions = error.extensions;
    Response::from_errors(vec![server])
}

pub(super) fn coded(context: &Context<'_>, code: &'static str) -> Error {
    coded_error(code, language(context))
}

pub(super) fn refused(context: &Context<'_>, denied: Denied) -> Error {
    match denied {
        Denied::NotSignedIn => coded(context, "NOT_SIGNED_IN"),
        Denied::SignInAgain => coded(context, "SIGN_IN_AGAIN"),
        Denied::Forbidden | Denied::MandateEnded => coded(context, "FORBIDDEN"),
    }
}

/// Logs what went wrong under an id, and gives the caller that id.
pub(super) fn internal(context: &Context<'_>, error: &StoreError) -> Error {
    let id = Uuid::now_v7();
    tracing::error!(error.id = %id, error = %Causes(error), "a query failed");
    coded(context, "INTERNAL").extend_with(|_, extensions| extensions.set("id", id.to_string()))
}
