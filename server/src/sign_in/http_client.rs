//! The way to a provider: no redirects, five seconds, and an answer of a sane size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, reqwest};
use thiserror::Error;

const PATIENCE: Duration = Duration::from_secs(5);

/// Discovery documents, keys and claims are a few kilobytes.
const LARGEST_BODY: usize = 256 * 1024;

#[derive(Clone, Debug)]
pub(super) struct HttpClient(reqwest::Client);

#[derive(Debug, Error)]
pub(super) enum HttpError {
    #[error("no answer")]
    Request(#[from] reqwest::Error),
    #[error("the provider is not at work")]
    Unavailable,
    #[error("the answer is too large")]
    TooLarge,
    #[error("the answer is not HTTP")]
    Response(#[from] http::Error),
}

impl HttpClient {
    /// `direct` leaves out the proxies of the environment, which cannot reach our own loopback.
    pub(super) fn new(direct: bool) -> Result<Self, HttpError> {
        // A redirect could lead the client secret anywhere.
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(PATIENCE)
            .timeout(PATIENCE);
        if direct {
            builder = builder.no_proxy();
        }
        Ok(Self(builder.build()?))
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let mut response = self.0.execute(request.try_into()?).await?;
            // A page that says "come back later" is no answer to what was asked.
            if response.status().is_server_error() || response.status().is_redirection() {
                return Err(HttpError::Unavailable);
            }
            let mut answer = http::Response::builder().status(response.status());
            for (name, value) in response.headers() {
                answer = answer.header(name, value);
            }
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await? {
                if body.len() + chunk.len() > LARGEST_BODY {
                    return Err(HttpError::TooLarge);
                }
                body.extend_from_slice(&chunk);
            }
            Ok(answer.body(body)?)
        })
    }
}
