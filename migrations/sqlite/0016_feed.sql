-- The registered person whom an event is about, as its data says.
alter table events add column person_id blob;
update events set person_id = unhex(replace(json_extract(data, '$.person'), '-', '')) where data like '%"person"%';
-- One writer at a time numbers events in the order in which they appear.
create index events_of_owner on events (owner_id, id) where owner_id is not null;
create index events_of_structure on events (structure_id, id) where structure_id is not null;
create index events_of_person on events (person_id, id) where person_id is not null;
drop index events_structure;

-- Where a structure's software is told of events.
create table webhooks (
    id blob not null primary key,
    structure_id blob not null references structures (id),
    created_by blob not null references accounts (id),
    url text not null,
    -- PAUSED by who represents the structure, STOPPED after the last attempt.
    state text not null check (state in ('ACTIVE', 'PAUSED', 'STOPPED')),
    -- The event up to which everything was delivered, and its transaction.
    event_id integer not null,
    xact integer not null default 0,
    -- Of the next event.
    attempts integer not null,
    -- Also until when a server is at work on it.
    next_attempt_at integer not null,
    failing_since integer,
    -- Since when a test message waits.
    test_at integer,
    created_at integer not null,
    revision integer not null
) strict;
create index webhooks_structure on webhooks (structure_id, id);
create index webhooks_due on webhooks (next_attempt_at, id) where state = 'ACTIVE' or test_at is not null;
-- What its messages are signed with: two while one takes over from the other. Not kept in backups.
create table webhook_secrets (
    webhook_id blob not null references webhooks (id),
    made_at integer not null,
    secret text not null,
    expires_at integer,
    primary key (webhook_id, made_at)
) strict;
-- Each attempt and what came of it.
create table webhook_deliveries (
    id blob not null primary key,
    webhook_id blob not null references webhooks (id),
    -- Null for a test message.
    event_id integer,
    attempt integer not null,
    at integer not null,
    outcome text not null,
    -- Of HTTP, where there was an answer.
    status integer,
    milliseconds integer not null
) strict;
create index webhook_deliveries_webhook on webhook_deliveries (webhook_id, id);
create index webhook_deliveries_at on webhook_deliveries (at);
