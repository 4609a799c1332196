//! A question's rows: one for each of its messages.

use shared::id::{AccountId, RequestId, SupportId};
use shared::support::{Side, State, Topic};
use sqlx::FromRow;
use uuid::Uuid;

use super::{SupportMessage, SupportQuestion};
use crate::store::{StoreError, instant};

#[derive(Debug, FromRow)]
pub(super) struct SupportRow {
    id: Uuid,
    account_id: Option<Uuid>,
    request_id: Option<Uuid>,
    topic: String,
    language: String,
    state: String,
    held_by: Option<Uuid>,
    holder: Option<String>,
    asked_at: i64,
    changed_at: i64,
    forgotten_at: Option<i64>,
    revision: i32,
    side: String,
    author: Option<String>,
    written_at: i64,
    full_name: String,
    email: String,
    reference: String,
    body: String,
}

/// One message with its question.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "select q.id, q.account_id, q.request_id, q.topic, q.language, q.state, q.held_by,
                h.display_name as holder, q.asked_at, q.changed_at, q.forgotten_at, q.revision, m.side,
                w.display_name as author, m.written_at, m.full_name, m.email, m.reference, m.body
            from support_questions q
            join support_messages m on m.question_id = q.id
            left join accounts h on h.id = q.held_by
            left join accounts w on w.id = m.written_by
            where ",
            $which
        )
    };
}
pub(super) use select;

/// The messages of one question after the other become one question each.
pub(super) fn gathered(rows: Vec<SupportRow>) -> Result<Vec<SupportQuestion>, StoreError> {
    let mut questions: Vec<SupportQuestion> = Vec::new();
    for mut row in rows {
        let corrupt = |column| StoreError::corrupt("support_messages", row.id, column);
        let message = SupportMessage {
            side: Side::from_code(&row.side).ok_or_else(|| corrupt("side"))?,
            author: row.author.take(),
            written_at: instant(row.written_at),
            full_name: std::mem::take(&mut row.full_name),
            email: std::mem::take(&mut row.email),
            reference: std::mem::take(&mut row.reference),
            body: std::mem::take(&mut row.body),
        };
        match questions.last_mut() {
            Some(last) if last.id.0 == row.id => last.messages.push(message),
            _ => {
                let mut question = SupportQuestion::try_from(row)?;
                question.messages.push(message);
                questions.push(question);
            }
        }
    }
    Ok(questions)
}

impl TryFrom<SupportRow> for SupportQuestion {
    type Error = StoreError;

    fn try_from(row: SupportRow) -> Result<Self, StoreError> {
        let corrupt = |column| StoreError::corrupt("support_questions", row.id, column);
        Ok(Self {
            id: SupportId(row.id),
            account: row.account_id.map(AccountId),
            request: row.request_id.map(RequestId),
            topic: Topic::from_code(&row.topic).ok_or_else(|| corrupt("topic"))?,
            state: State::from_code(&row.state).ok_or_else(|| corrupt("state"))?,
            language: row.language,
            held_by: row.held_by.map(AccountId),
            holder: row.holder,
            asked_at: instant(row.asked_at),
            changed_at: instant(row.changed_at),
            forgotten_at: row.forgotten_at.map(instant),
            revision: row.revision,
            messages: Vec::new(),
        })
    }
}
