-- The registered person whom an event is about, as its data says.
alter table events add column person_id uuid;
update events set person_id = (data::json ->> 'person')::uuid where data like '%"person"%';
-- The feed goes through the log by transaction and event, below the oldest transaction still under way.
create index events_of_owner on events (owner_id, xact, id) where owner_id is not null;
create index events_of_structure on events (structure_id, xact, id) where structure_id is not null;
create index events_of_person on events (person_id, xact, id) where person_id is not null;
drop index events_structure;

-- Where a structure's software is told of events.
create table webhooks (
    id uuid not null primary key,
    structure_id uuid not null references structures (id),
    created_by uuid not null references accounts (id),
    url text not null,
    -- PAUSED by who represents the structure, STOPPED after the last attempt.
    state text not null check (state in ('ACTIVE', 'PAUSED', 'STOPPED')),
    -- The event up to which everything was delivered, and its transaction.
    event_id bigint not null,
    xact bigint not null default 0,
    -- Of the next event.
    attempts integer not null,
    -- Also until when a server is at work on it.
    next_attempt_at bigint not null,
    failing_since bigint,
    -- Since when a test message waits.
    test_at bigint,
    created_at bigint not null,
    revision integer not null
);
create index webhooks_structure on webhooks (structure_id, id);
create index webhooks_due on webhooks (next_attempt_at, id) where state = 'ACTIVE' or test_at is not null;
-- What its messages are signed with: two while one takes over from the other. Not kept in backups.
create table webhook_secrets (
    webhook_id uuid not null references webhooks (id),
    made_at bigint not null,
    secret text not null,
    expires_at bigint,
    primary key (webhook_id, made_at)
);
-- Each attempt and what came of it.
create table webhook_deliveries (
    id uuid not null primary key,
    webhook_id uuid not null references webhooks (id),
    -- Null for a test message.
    event_id bigint,
    attempt integer not null,
    at bigint not null,
    outcome text not null,
    -- Of HTTP, where there was an answer.
    status integer,
    milliseconds bigint not null
);
create index webhook_deliveries_webhook on webhook_deliveries (webhook_id, id);
create index webhook_deliveries_at on webhook_deliveries (at);
