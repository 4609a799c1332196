-- What somebody asked support. Who it was and what was said stand in the messages, which retention blanks.
create table support_questions (
    id blob not null primary key,
    -- Of a writer who was signed in.
    account_id blob references accounts (id),
    -- A request that the writer may see.
    request_id blob references requests (id),
    topic text not null,
    language text not null check (language in ('fr', 'en')),
    state text not null check (state in ('OPEN', 'ANSWERED', 'CLOSED')),
    -- The agent who looks after it.
    held_by blob references accounts (id),
    asked_at integer not null,
    changed_at integer not null,
    -- The messages were blanked.
    forgotten_at integer,
    -- Of the writer and the idempotency key, and of everything else that was sent; forgotten after a day.
    once_hash blob unique,
    body_hash blob,
    revision integer not null
) strict;
create index support_questions_state on support_questions (state, id);
create index support_questions_account on support_questions (account_id, id) where account_id is not null;
create index support_questions_request on support_questions (request_id) where request_id is not null;
create index support_questions_kept on support_questions (changed_at)
where forgotten_at is null and state <> 'OPEN';
create index support_questions_once on support_questions (asked_at) where once_hash is not null;

-- What the writer and support said. A writer's name, address and reference stand beside their words.
create table support_messages (
    id blob not null primary key,
    question_id blob not null references support_questions (id),
    side text not null check (side in ('WRITER', 'SUPPORT')),
    -- The agent.
    written_by blob references accounts (id),
    written_at integer not null,
    full_name text not null,
    email text not null,
    reference text not null,
    body text not null
) strict;
create index support_messages_question on support_messages (question_id, id);

-- Questions by state, kept by the transaction that changes one.
create table support_counts (
    state text not null primary key,
    count integer not null
) strict;

-- Who looked at whose data. The same look of the same hour is kept once.
create table accesses (
    id blob not null primary key,
    at integer not null,
    -- Hours since 1970.
    hour integer not null,
    account_id blob not null references accounts (id),
    part text not null check (part in ('MANAGER', 'REPRESENTATIVE', 'ANS_AGENT')),
    structure_id blob references structures (id),
    act text not null check (
        act in ('OPENED_REQUEST', 'OPENED_REGISTRATION', 'SEARCHED', 'READ_LIST', 'EXPORTED')
    ),
    purpose text not null check (
        purpose in ('DECISION', 'FOLLOW_UP', 'SUPPORT', 'REGULARISATION', 'CORRECTION', 'CONTROL')
    ),
    -- The request or else the person; zero of a search that found nobody.
    object_id blob not null,
    request_id blob references requests (id),
    person_id blob references persons (id),
    -- Who filed the request.
    owner_id blob references accounts (id),
    -- How many there were in the answer of a search, or in a list.
    found integer
) strict;
create unique index accesses_once on accesses (hour, account_id, act, purpose, object_id);
create index accesses_account on accesses (account_id, id);
create index accesses_owner on accesses (owner_id, id) where owner_id is not null;
create index accesses_person on accesses (person_id, id) where person_id is not null;
create index accesses_request on accesses (request_id, id) where request_id is not null;
create index accesses_at on accesses (at);

-- When each rule of retention was last applied, and to how much.
create table retention_runs (
    rule text not null primary key,
    ran_at integer not null,
    removed integer not null,
    last_removed_at integer,
    last_removed integer not null
) strict;
create index email_codes_expiry on email_codes (expires_at);
create index invitations_expiry on invitations (expires_at) where redeemed_at is null;
