//! The SMTP relay that takes our e-mails further.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::address::AddressError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::response::Code;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use shared::email::Email;
use url::Url;

use crate::config::Config;
use crate::store::Mail;

/// For one answer of the relay.
const ANSWER: Duration = Duration::from_secs(10);
/// For the whole of one e-mail. It ends well before another server may take the e-mail for its own.
const WHOLE: Duration = Duration::from_secs(20);

/// Where e-mails go.
#[derive(Debug)]
pub enum Outlet {
    Relay(Box<Relay>),
    /// The demo's mailbox, which reads the outbox itself.
    Mailbox,
    /// Nowhere: they wait for a relay to be configured.
    None,
}

/// An SMTP server.
#[derive(Debug)]
pub struct Relay {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Right part of every message's identifier.
    host: String,
}

/// Why the configured relay cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OutletError {
    #[error("--smtp-url is not understood: smtp://HOST:PORT or smtps://HOST:PORT is expected")]
    Url(#[from] url::ParseError),
    #[error("--smtp-url cannot be used: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
    #[error("--mail-from is not an address: {0}")]
    From(#[from] AddressError),
}

/// Why an e-mail did not leave. None of these carries what the relay wrote: it may repeat the recipient.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    #[error("the recipient is not an address, or the message cannot be written")]
    Unwritable,
    #[error("the relay refused it with code {0}")]
    Refused(Code),
    #[error("the relay did not answer in time")]
    TimedOut,
    #[error("no secure connection to the relay could be made")]
    Insecure,
    #[error("the relay could not be reached")]
    Unreachable,
}

impl Outlet {
    pub fn of(config: &Config) -> Result<Self, OutletError> {
        Ok(match &config.smtp_url {
            Some(url) => Self::Relay(Box::new(Relay::new(url, config)?)),
            None if config.demo => Self::Mailbox,
            None => Self::None,
        })
    }
}

impl Relay {
    fn new(url: &str, config: &Config) -> Result<Self, OutletError> {
        let mut url = Url::parse(url)?;
        let tls = url
            .query_pairs()
            .find_map(|(key, value)| (key == "tls").then(|| value.into_owned()));
        let host = url.host_str().unwrap_or_default().to_owned();
        if tls.as_deref() == Some("none") {
            url.set_query(None);
        }
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())?;
        if url.scheme() == "smtp" && tls.is_none() {
            let parameters = TlsParameters::new(host)?;
            // A password does not travel in clear unless `?tls=none` says so.
            builder = builder.tls(match url.password() {
                Some(_) => Tls::Required(parameters),
                None => Tls::Opportunistic(parameters),
            });
        }
        Ok(Self {
            transport: builder.timeout(Some(ANSWER)).build(),
            from: config.mail_from.parse()?,
            host: config
                .public_url()
                .host_str()
                .unwrap_or("localhost")
                .to_owned(),
        })
    }

    /// Hands an e-mail to the relay.
    pub(super) async fn send(&self, mail: &Mail, now: DateTime<Utc>) -> Result<(), SendError> {
        let message = self.message(mail, now).ok_or(SendError::Unwritable)?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Err(_) => Err(SendError::TimedOut),
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(match error.status() {
                Some(code) => SendError::Refused(code),
                None if error.is_timeout() => SendError::TimedOut,
                None if error.is_tls() => SendError::Insecure,
                None => SendError::Unreachable,
            }),
        }
    }

    fn message(&self, mail: &Mail, now: DateTime<Utc>) -> Option<Message> {
        let recipient = Email::parse_typed(&mail.recipient).ok()?;
        let address: Address = recipient.as_str().parse().ok()?;
        // The same at each attempt: whoever receives it twice can tell.
        let identifier = format!("<{}@{}>", mail.id, self.host);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(mail.subject.as_str())
            .date(SystemTime::from(now))
            .message_id(Some(identifier))
            .raw_header(header("Content-Language", &mail.language))
            // No absence notice is to answer.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .multipart(MultiPart::alternative_plain_html(
                mail.text_body.clone(),
                mail.html_body.clone(),
            ))
            .ok()
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
