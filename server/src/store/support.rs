//! Questions to support, and what was said.

mod row;

use chrono::{DateTime, Utc};
use shared::id::{AccountId, RequestId, SupportId};
use shared::support::{Question, Side, State, Topic};
use uuid::Uuid;

use self::row::{SupportRow, gathered, select};
use super::{NewEvent, StoreError, Tx, micros, on_db};

/// A question with what was said.
#[derive(Clone, Debug)]
pub struct SupportQuestion {
    pub id: SupportId,
    pub account: Option<AccountId>,
    pub request: Option<RequestId>,
    pub topic: Topic,
    pub language: String,
    pub state: State,
    /// The agent who looks after it.
    pub held_by: Option<AccountId>,
    pub holder: Option<String>,
    pub asked_at: DateTime<Utc>,
    pub changed_at: DateTime<Utc>,
    /// Since when the words are gone.
    pub forgotten_at: Option<DateTime<Utc>>,
    pub revision: i32,
    /// The oldest first; the first is the writer's.
    pub messages: Vec<SupportMessage>,
}

/// What one side said; of a writer, under which name, address and reference.
#[derive(Clone, Debug)]
pub struct SupportMessage {
    pub side: Side,
    /// The agent's name.
    pub author: Option<String>,
    pub written_at: DateTime<Utc>,
    pub full_name: String,
    pub email: String,
    pub reference: String,
    pub body: String,
}

impl SupportQuestion {
    /// What the writer sent; every question begins with it.
    pub fn asked(&self) -> Option<&SupportMessage> {
        self.messages.first()
    }
}

/// A question to keep.
#[derive(Clone, Debug)]
pub struct NewSupportQuestion<'a> {
    pub id: SupportId,
    pub account: Option<AccountId>,
    pub request: Option<RequestId>,
    pub language: &'static str,
    pub question: &'a Question,
    pub once: Option<Once>,
    pub at: DateTime<Utc>,
}

/// An idempotency key of somebody who may not be signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Once {
    /// Of the writer and the key.
    pub key_hash: [u8; 32],
    /// Of everything else that was sent.
    pub body_hash: [u8; 32],
}

/// What an agent makes of a question.
#[derive(Clone, Debug)]
pub struct SupportTurn<'a> {
    pub state: State,
    pub held_by: Option<AccountId>,
    /// Who answers, and what.
    pub answer: Option<(AccountId, &'a str)>,
}

/// Which questions a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportScope {
    /// In that state: what waits longest first, of the others the latest.
    State(State),
    /// Asked by this account, the latest first.
    Of(AccountId),
}

impl Tx {
    /// Keeps a question, and counts it. `Duplicate` when its key was used meanwhile.
    pub async fn add_support_question(
        &mut self,
        new: &NewSupportQuestion<'_>,
    ) -> Result<(), StoreError> {
        const INSERT: &str = "
            insert into support_questions (
                id, account_id, request_id, topic, language, state, asked_at, changed_at, once_hash, body_hash, revision
            ) values ($1, $2, $3, $4, $5, 'OPEN', $6, $7, $8, $9, 1)";
        const MESSAGE: &str = "
            insert into support_messages (id, question_id, side, written_at, full_name, email, reference, body)
            values ($1, $2, 'WRITER', $3, $4, $5, $6, $7)";
        let once = new.once.as_ref();
        on_db!(self, |conn| sqlx::query(INSERT)
            .bind(new.id.0)
            .bind(new.account.map(|id| id.0))
            .bind(new.request.map(|id| id.0))
            .bind(new.question.topic.code())
            .bind(new.language)
            .bind(micros(new.at))
            .bind(micros(new.at))
            .bind(once.map(|once| once.key_hash.to_vec()))
            .bind(once.map(|once| once.body_hash.to_vec()))
            .execute(conn)
            .await
            .map(drop))?;
        on_db!(self, |conn| sqlx::query(MESSAGE)
            .bind(Uuid::now_v7())
            .bind(new.id.0)
            .bind(micros(new.at))
            .bind(&new.question.full_name)
            .bind(new.question.email.as_str())
            .bind(&new.question.reference)
            .bind(&new.question.message)
            .execute(conn)
            .await
            .map(drop))?;
        self.count_support(State::Open, 1).await
    }

    /// The question that was kept under a key, and the hash of what was sent with it.
    pub async fn support_once(
        &mut self,
        key_hash: &[u8; 32],
    ) -> Result<Option<(SupportId, Vec<u8>)>, StoreError> {
        const SELECT: &str = "select id, body_hash from support_questions where once_hash = $1";
        let row: Option<(Uuid, Vec<u8>)> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(key_hash.as_slice())
            .fetch_optional(conn)
            .await)?;
        Ok(row.map(|(id, body_hash)| (SupportId(id), body_hash)))
    }

    pub async fn support_question(
        &mut self,
        id: SupportId,
    ) -> Result<Option<SupportQuestion>, StoreError> {
        const SELECT: &str = select!("q.id = $1 order by m.id");
        let rows: Vec<SupportRow> = on_db!(self, |conn| sqlx::query_as(SELECT)
            .bind(id.0)
            .fetch_all(conn)
            .await)?;
        Ok(gathered(rows)?.pop())
    }

    /// Questions, those that come after `after`.
    pub async fn support_questions(
        &mut self,
        scope: SupportScope,
        after: Option<SupportId>,
        most: i64,
    ) -> Result<Vec<SupportQuestion>, StoreError> {
        const OLDEST: &str = select!(
            "q.id in (
                select n.id from support_questions n where n.state = $1 and n.id > $2 order by n.id limit $3
            )
            order by q.id, m.id"
        );
        const LATEST: &str = select!(
            "q.id in (
                select n.id from support_questions n where n.state = $1 and n.id < $2 order by n.id desc limit $3
            )
            order by q.id desc, m.id"
        );
        const OWN: &str = select!(
            "q.id in (
                select n.id from support_questions n where n.account_id = $1 and n.id < $2 order by n.id desc limit $3
            )
            order by q.id desc, m.id"
        );
        let last = || after.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<SupportRow> = match scope {
            SupportScope::State(State::Open) => on_db!(self, |conn| sqlx::query_as(OLDEST)
                .bind(State::Open.code())
                .bind(after.map_or(Uuid::nil(), |id| id.0))
                .bind(most)
                .fetch_all(conn)
                .await)?,
            SupportScope::State(state) => on_db!(self, |conn| sqlx::query_as(LATEST)
                .bind(state.code())
                .bind(last())
                .bind(most)
                .fetch_all(conn)
                .await)?,
            SupportScope::Of(account) => on_db!(self, |conn| sqlx::query_as(OWN)
                .bind(account.0)
                .bind(last())
                .bind(most)
                .fetch_all(conn)
                .await)?,
        };
        gathered(rows)
    }

    /// Questions by state; a state without any may be missing.
    pub async fn support_counts(&mut self) -> Result<Vec<(State, i64)>, StoreError> {
        const SELECT: &str = "select state, count from support_counts";
        let rows: Vec<(String, i64)> =
            on_db!(self, |conn| sqlx::query_as(SELECT).fetch_all(conn).await)?;
        let known = |(state, count): (String, i64)| Some((State::from_code(&state)?, count));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// Moves a question on, with its answer and its event. `Stale` when it changed meanwhile.
    pub async fn turn_support(
        &mut self,
        of: &SupportQuestion,
        turn: &SupportTurn<'_>,
        event: NewEvent,
    ) -> Result<i64, StoreError> {
        const UPDATE: &str = "
            update support_questions set state = $3, held_by = $4, changed_at = $5, revision = revision + 1
            where id = $1 and revision = $2";
        const ANSWER: &str = "
            insert into support_messages (
                id, question_id, side, written_by, written_at, full_name, email, reference, body
            ) values ($1, $2, 'SUPPORT', $3, $4, '', '', '', $5)";
        let updated = on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(of.id.0)
            .bind(of.revision)
            .bind(turn.state.code())
            .bind(turn.held_by.map(|id| id.0))
            .bind(micros(event.at))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?;
        if updated == 0 {
            return Err(StoreError::Stale);
        }
        if let Some((author, body)) = turn.answer {
            on_db!(self, |conn| sqlx::query(ANSWER)
                .bind(Uuid::now_v7())
                .bind(of.id.0)
                .bind(author.0)
                .bind(micros(event.at))
                .bind(body)
                .execute(conn)
                .await
                .map(drop))?;
        }
        if turn.state != of.state {
            self.count_support(of.state, -1).await?;
            self.count_support(turn.state, 1).await?;
        }
        self.add_event(event).await
    }

    /// Blanks what was said in questions that are answered or closed and did not change since that moment. Returns
    /// how many there were.
    pub async fn forget_support(
        &mut self,
        before: DateTime<Utc>,
        at: DateTime<Utc>,
        most: i64,
    ) -> Result<i64, StoreError> {
        const SELECT: &str = "
            select id from support_questions
            where forgotten_at is null and state <> 'OPEN' and changed_at < $1
            order by changed_at
            limit $2";
        const BLANK: &str = "
            update support_messages set full_name = '', email = '', reference = '', body = ''
            where question_id = $1";
        const MARK: &str = "
            update support_questions set forgotten_at = $2, revision = revision + 1 where id = $1";
        let ids: Vec<Uuid> = on_db!(self, |conn| sqlx::query_scalar(SELECT)
            .bind(micros(before))
            .bind(most)
            .fetch_all(conn)
            .await)?;
        for id in &ids {
            on_db!(self, |conn| sqlx::query(BLANK)
                .bind(*id)
                .execute(conn)
                .await
                .map(drop))?;
            on_db!(self, |conn| sqlx::query(MARK)
                .bind(*id)
                .bind(micros(at))
                .execute(conn)
                .await
                .map(drop))?;
        }
        Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
    }

    /// Forgets the keys of questions asked before that moment. Returns how many there were.
    pub async fn forget_support_keys(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        const UPDATE: &str = "
            update support_questions set once_hash = null, body_hash = null
            where asked_at < $1 and once_hash is not null";
        Ok(on_db!(self, |conn| sqlx::query(UPDATE)
            .bind(micros(before))
            .execute(conn)
            .await
            .map(|done| done.rows_affected()))?)
    }

    async fn count_support(&mut self, state: State, change: i64) -> Result<(), StoreError> {
        const UPSERT: &str = "
            insert into support_counts (state, count) values ($1, $2)
            on conflict (state) do update set count = support_counts.count + excluded.count";
        on_db!(self, |conn| sqlx::query(UPSERT)
            .bind(state.code())
            .bind(change)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
