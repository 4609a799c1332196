//! Questions to support: anybody asks, signed in or not; agents of the ANS answer by e-mail.

use chrono::TimeDelta;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use shared::event::EventKind;
use shared::id::{AccountId, RequestId, SupportId};
use shared::support::{RawQuestion, State, parse_message};
use shared::text::Language;
use uuid::Uuid;

use crate::app::App;
use crate::caller::{AnsAgent, Caller};
use crate::mail;
use crate::requests;
use crate::store::{
    Key, NewEvent, NewSupportQuestion, Once, StoreError, SupportQuestion, SupportTurn, Tx,
};
use crate::structures::{Refused, begin};

/// Questions whose words are blanked at once: a transaction stays short.
const BATCH: i64 = 100;
/// How long the keys of those who are not signed in are kept, like everybody's.
const KEYS: TimeDelta = TimeDelta::hours(24);

/// A message to support as it was sent.
#[derive(Clone, Debug)]
pub struct Asked {
    pub raw: RawQuestion,
    /// The request that the page was about, as its address gave it.
    pub request: Option<String>,
    pub language: Language,
    /// The key, and the hash of everything else.
    pub key: Option<(String, [u8; 32])>,
}

/// A change that an agent asks of a question: which, as it was read when, and the key of the attempt.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: SupportId,
    pub revision: i32,
    pub key: Option<Key>,
}

/// Keeps a question, and tells its writer under which reference.
pub async fn contact(app: &App, caller: &Caller, asked: Asked) -> Result<SupportId, Refused> {
    let account = caller.signed_in().ok().map(|signed_in| signed_in.account);
    let once = asked.key.map(|(key, body_hash)| Once {
        key_hash: key_hash(account, &key),
        body_hash,
    });
    let mut tx = app.store.write().await?;
    if let Some(before) = answered_before(&mut tx, once.as_ref()).await? {
        return before;
    }
    let seen = request_seen(&mut tx, caller, asked.request.as_deref()).await?;
    let mut raw = asked.raw;
    match (seen, &asked.request) {
        (Some(id), _) => raw.reference = id.reference(),
        // Whatever it is, it is not the caller's to open: an agent reads it as it was typed.
        (None, Some(typed)) if raw.reference.trim().is_empty() => raw.reference.clone_from(typed),
        _ => {}
    }
    let question = raw.parse().map_err(Refused::InvalidMessage)?;
    let new = NewSupportQuestion {
        id: SupportId(Uuid::now_v7()),
        account,
        request: seen,
        language: asked.language.code(),
        question: &question,
        once,
        at: app.clock.now(),
    };
    match tx.add_support_question(&new).await {
        // The same key came twice at once: the first has the answer.
        Err(StoreError::Duplicate) => {
            drop(tx);
            let mut tx = app.store.read().await?;
            let before = answered_before(&mut tx, once.as_ref()).await?;
            return before.unwrap_or(Err(Refused::IdempotencyConflict));
        }
        done => done?,
    }
    let event = event(app, EventKind::SupportAsked, new.id, account, account);
    let told_by = tx.add_event(event).await?;
    let mail = mail::support_asked(app, new.id, &question, asked.language, told_by);
    tx.add_mail(&mail, new.at).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(new.id)
}

/// Puts the question in the agent's hands, whoever had it.
pub async fn take(app: &App, agent: AnsAgent<'_>, change: Change) -> Result<SupportId, Refused> {
    turn(app, agent, change, EventKind::SupportTaken, None).await
}

/// Answers by e-mail. What was answered before may be answered again.
pub async fn answer(
    app: &App,
    agent: AnsAgent<'_>,
    change: Change,
    typed: &str,
) -> Result<SupportId, Refused> {
    let text = parse_message(typed).map_err(|error| Refused::InvalidMessage(vec![error]))?;
    turn(app, agent, change, EventKind::SupportAnswered, Some(&text)).await
}

pub async fn close(app: &App, agent: AnsAgent<'_>, change: Change) -> Result<SupportId, Refused> {
    turn(app, agent, change, EventKind::SupportClosed, None).await
}

/// Puts what was answered or closed among what waits.
pub async fn reopen(app: &App, agent: AnsAgent<'_>, change: Change) -> Result<SupportId, Refused> {
    turn(app, agent, change, EventKind::SupportReopened, None).await
}

/// Blanks the words of questions that are answered or closed and old; to be called every minute. Returns how many.
pub async fn retention(app: &App) -> Result<i64, StoreError> {
    let now = app.clock.now();
    let kept = TimeDelta::days(app.config.mail_retention_days.into());
    let mut forgotten = 0;
    loop {
        let mut tx = app.store.write().await?;
        tx.forget_support_keys(now - KEYS).await?;
        let blanked = tx.forget_support(now - kept, now, BATCH).await?;
        tx.commit().await?;
        forgotten += blanked;
        if blanked < BATCH {
            break;
        }
    }
    if forgotten > 0 {
        tracing::info!(
            questions = forgotten,
            "old messages to support were blanked"
        );
    }
    Ok(forgotten)
}

/// The key is the writer's own: that of somebody who is not signed in is a long random number of their page.
fn key_hash(account: Option<AccountId>, key: &str) -> [u8; 32] {
    let writer = account.map_or_else(String::new, |id| id.to_string());
    Sha256::digest(format!("{writer}\0{key}")).into()
}

/// The answer that the same key had, if it was used.
async fn answered_before(
    tx: &mut Tx,
    once: Option<&Once>,
) -> Result<Option<Result<SupportId, Refused>>, StoreError> {
    let Some(once) = once else { return Ok(None) };
    let before = tx.support_once(&once.key_hash).await?;
    Ok(before.map(|(id, body_hash)| {
        if body_hash == once.body_hash {
            Ok(id)
        } else {
            Err(Refused::IdempotencyConflict)
        }
    }))
}

/// The request that is meant, if the caller may see it: an address is anybody's to write.
async fn request_seen(
    tx: &mut Tx,
    caller: &Caller,
    typed: Option<&str>,
) -> Result<Option<RequestId>, StoreError> {
    let (Ok(signed_in), Some(Ok(id))) = (caller.signed_in(), typed.map(str::parse::<RequestId>))
    else {
        return Ok(None);
    };
    let view = tx.request(id).await?;
    let seen = view.is_some_and(|view| requests::can_see(signed_in, &view).is_some());
    Ok(seen.then_some(id))
}

async fn turn(
    app: &App,
    agent: AnsAgent<'_>,
    change: Change,
    kind: EventKind,
    answer: Option<&str>,
) -> Result<SupportId, Refused> {
    let Change { id, revision, key } = change;
    let mut tx = begin!(app, key, SupportId);
    let of = tx.support_question(id).await?.ok_or(Refused::NotFound)?;
    if of.revision != revision {
        return Err(Refused::Stale);
    }
    let me = agent.signed_in.account;
    let state = after(kind, &of).ok_or(Refused::WrongSupportState)?;
    let turn = SupportTurn {
        state,
        // What waits again waits for anybody.
        held_by: (kind != EventKind::SupportReopened).then_some(me),
        answer: answer.map(|text| (me, text)),
    };
    let told_by = tx
        .turn_support(&of, &turn, event(app, kind, id, Some(me), of.account))
        .await?;
    if let (Some(answer), Some(asked)) = (answer, of.asked()) {
        let mail = mail::support_answered(app, &of, asked, answer, told_by);
        tx.add_mail(&mail, app.clock.now()).await?;
    }
    tx.keep_answer(key.as_ref(), id.0).await?;
    tx.commit().await?;
    app.outbox.wake();
    Ok(id)
}

/// The state that a change leads to; none where it is not to be made.
fn after(kind: EventKind, of: &SupportQuestion) -> Option<State> {
    let is_kept = of.forgotten_at.is_none();
    match (kind, of.state) {
        (EventKind::SupportTaken, State::Open | State::Answered) => Some(of.state),
        (EventKind::SupportAnswered, State::Open | State::Answered) if is_kept => {
            Some(State::Answered)
        }
        (EventKind::SupportClosed, State::Open | State::Answered) => Some(State::Closed),
        (EventKind::SupportReopened, State::Answered | State::Closed) if is_kept => {
            Some(State::Open)
        }
        _ => None,
    }
}

fn event(
    app: &App,
    kind: EventKind,
    id: SupportId,
    by: Option<AccountId>,
    owner: Option<AccountId>,
) -> NewEvent {
    NewEvent {
        account: by,
        owner,
        data: json!({ "support": id }),
        ..NewEvent::new(kind, app.clock.now())
    }
}
