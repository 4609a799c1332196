//! Confirms the e-mail address by a code of six digits: the number will be sent there.

use chrono::TimeDelta;
use rand::Rng as _;
use sha2::{Digest, Sha256};
use shared::email::Email;
use shared::event::EventKind;
use shared::field_error::{Field, FieldError, Problem};
use shared::id::RequestId;
use shared::request::InvalidTransition;
use subtle::ConstantTimeEq as _;

use super::{Change, Refused, begin, event, finish, fresh, own};
use crate::app::App;
use crate::caller::Professional;
use crate::mail;
use crate::store::{EmailCode, Version};

const ATTEMPTS: i32 = 5;
/// Codes an hour, for one request.
const CODES: i32 = 5;
/// Codes an hour that nobody answered, for all requests of one account: nobody can be pestered from here.
const UNANSWERED: i64 = 10;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Sends a new code to the address of the form; the last one is no longer good.
pub async fn send_email_code(
    app: &App,
    professional: Professional<'_>,
    change: Change,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let request = view.request;
    let before = Version::of(&request);
    if request.status.is_final() {
        return Err(Refused::NotEditable(request.status));
    }
    fresh(&request, change.revision)?;
    let email = Email::parse_typed(&request.form_as_sent().email).map_err(|_| {
        Refused::InvalidForm(vec![FieldError::new(Field::Email, Problem::EmailShape)])
    })?;
    let last = tx
        .email_code(change.id)
        .await?
        .filter(|code| code.window_at + WINDOW > now);
    let (sent, window_at) = last.map_or((0, now), |code| (code.sent, code.window_at));
    if sent >= CODES {
        return Err(Refused::TooManyCodes {
            retry_at: window_at + WINDOW,
        });
    }
    let (unanswered, first) = tx
        .unanswered_email_codes(request.owner, now - WINDOW)
        .await?;
    if unanswered >= UNANSWERED {
        return Err(Refused::TooManyCodes {
            retry_at: first.unwrap_or(now) + WINDOW,
        });
    }
    let code = format!("{:06}", rand::thread_rng().gen_range(0..1_000_000_u32));
    let kept = EmailCode {
        email: request.form_as_sent().email.trim().to_owned(),
        code_hash: hash(change.id, &code),
        attempts: 0,
        expires_at: now + mail::CODE_LIFETIME,
        sent: sent + 1,
        window_at,
    };
    tx.keep_email_code(change.id, &kept).await?;
    let by = Some(professional.signed_in.account);
    let event = event(EventKind::EmailCodeSent, &request, by, now, &[]);
    let mut request = request;
    let event = super::save(&mut tx, before, &mut request, event).await?;
    tx.add_mail(
        &mail::email_code(app, &request, email.as_str(), &code, event),
        now,
    )
    .await?;
    tx.keep_answer(change.key.as_ref(), change.id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(change.id)
}

/// Confirms the address by the code that was sent to it.
pub async fn confirm_email(
    app: &App,
    professional: Professional<'_>,
    change: Change,
    typed: &str,
) -> Result<RequestId, Refused> {
    let mut tx = begin!(app, change.key);
    let now = app.clock.now();
    let view = own(&mut tx, professional.signed_in, change.id).await?;
    let request = view.request;
    let before = Version::of(&request);
    if request.status.is_final() {
        return Err(Refused::NotEditable(request.status));
    }
    let typed: String = typed
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    let by = Some(professional.signed_in.account);
    tx.count_attempt(change.id).await?;
    let Some(code) = tx.email_code(change.id).await? else {
        return Err(Refused::WrongCode { attempts_left: 0 });
    };
    let usable = code.expires_at > now
        && code.attempts <= ATTEMPTS
        && code.email == request.form_as_sent().email.trim();
    if !usable {
        return Err(Refused::WrongCode { attempts_left: 0 });
    }
    if !bool::from(code.code_hash.ct_eq(&hash(change.id, &typed))) {
        // The failed attempt counts, so it is kept, with its event.
        tx.add_event(event(EventKind::EmailCodeRefused, &request, by, now, &[]))
            .await?;
        tx.commit().await?;
        return Err(Refused::WrongCode {
            attempts_left: ATTEMPTS - code.attempts,
        });
    }
    let email = code.email.clone();
    tx.keep_email_code(
        change.id,
        &EmailCode {
            attempts: ATTEMPTS,
            ..code
        },
    )
    .await?;
    let request = request
        .confirm_email(email, now)
        .map_err(|InvalidTransition(status)| Refused::NotEditable(status))?;
    let event = event(
        EventKind::EmailConfirmed,
        &request,
        by,
        now,
        &[Field::Email],
    );
    finish(tx, before, request, event, change.key.as_ref()).await
}

/// What is kept of a code. It lives for minutes and five attempts; the request's id keeps tables of hashes useless.
fn hash(request: RequestId, code: &str) -> Vec<u8> {
    Sha256::new()
        .chain_update(request.0.as_bytes())
        .chain_update(code.as_bytes())
        .finalize()
        .to_vec()
}
