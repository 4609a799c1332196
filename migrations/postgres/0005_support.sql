-- What somebody asked support. Who it was and what was said stand in the messages, which retention blanks.
create table support_questions (
    id uuid not null primary key,
    -- Of a writer who was signed in.
    account_id uuid references accounts (id),
    -- A request that the writer may see.
    request_id uuid references requests (id),
    topic text not null,
    language text not null check (language in ('fr', 'en')),
    state text not null check (state in ('OPEN', 'ANSWERED', 'CLOSED')),
    -- The agent who looks after it.
    held_by uuid references accounts (id),
    asked_at bigint not null,
    changed_at bigint not null,
    -- The messages were blanked.
    forgotten_at bigint,
    -- Of the writer and the idempotency key, and of everything else that was sent; forgotten after a day.
    once_hash bytea unique,
    body_hash bytea,
    revision integer not null
);
create index support_questions_state on support_questions (state, id);
create index support_questions_account on support_questions (account_id, id) where account_id is not null;
create index support_questions_request on support_questions (request_id) where request_id is not null;
create index support_questions_kept on support_questions (changed_at)
where forgotten_at is null and state <> 'OPEN';
create index support_questions_once on support_questions (asked_at) where once_hash is not null;

-- What the writer and support said. A writer's name, address and reference stand beside their words.
create table support_messages (
    id uuid not null primary key,
    question_id uuid not null references support_questions (id),
    side text not null check (side in ('WRITER', 'SUPPORT')),
    -- The agent.
    written_by uuid references accounts (id),
    written_at bigint not null,
    full_name text not null,
    email text not null,
    reference text not null,
    body text not null
);
create index support_messages_question on support_messages (question_id, id);

-- Questions by state, kept by the transaction that changes one.
create table support_counts (
    state text not null primary key,
    count bigint not null
);

-- Who looked at whose data. The same look of the same hour is kept once.
create table accesses (
    id uuid not null primary key,
    at bigint not null,
    -- Hours since 1970.
    hour bigint not null,
    account_id uuid not null references accounts (id),
    part text not null check (part in ('MANAGER', 'REPRESENTATIVE', 'ANS_AGENT')),
    structure_id uuid references structures (id),
    act text not null check (
        act in ('OPENED_REQUEST', 'OPENED_REGISTRATION', 'SEARCHED', 'READ_LIST', 'EXPORTED')
    ),
    purpose text not null check (
        purpose in ('DECISION', 'FOLLOW_UP', 'SUPPORT', 'REGULARISATION', 'CORRECTION', 'CONTROL')
    ),
    -- The request or else the person; zero of a search that found nobody.
    object_id uuid not null,
    request_id uuid references requests (id),
    person_id uuid references persons (id),
    -- Who filed the request.
    owner_id uuid references accounts (id),
    -- How many there were in the answer of a search, or in a list.
    found integer
);
create unique index accesses_once on accesses (hour, account_id, act, purpose, object_id);
create index accesses_account on accesses (account_id, id);
create index accesses_owner on accesses (owner_id, id) where owner_id is not null;
create index accesses_person on accesses (person_id, id) where person_id is not null;
create index accesses_request on accesses (request_id, id) where request_id is not null;
create index accesses_at on accesses (at);

-- When each rule of retention was last applied, and to how much.
create table retention_runs (
    rule text not null primary key,
    ran_at bigint not null,
    removed bigint not null,
    last_removed_at bigint,
    last_removed bigint not null
);
create index email_codes_expiry on email_codes (expires_at);
create index invitations_expiry on invitations (expires_at) where redeemed_at is null;
