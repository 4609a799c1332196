-- Decisions on many requests, or registrations out of a file: done one after the other, each with its own result.
create table batches (
    id blob not null primary key,
    account_id blob not null references accounts (id),
    kind text not null check (kind in ('VALIDATE', 'REJECT', 'REGISTER')),
    state text not null check (state in ('RUNNING', 'DONE')),
    -- What all items are decided with, JSON.
    decision text not null,
    items integer not null,
    done integer not null default 0,
    refused integer not null default 0,
    started_at integer not null,
    finished_at integer,
    -- When the values of its rows were forgotten.
    blanked_at integer
) strict;
create index batches_account on batches (account_id, id);
create index batches_running on batches (id) where state = 'RUNNING';
create index batches_kept on batches (finished_at) where kind = 'REGISTER' and blanked_at is null;

create table batch_items (
    batch_id blob not null references batches (id),
    position integer not null,
    -- Of the file.
    line integer,
    state text not null check (state in ('PENDING', 'DONE', 'REFUSED')),
    -- The request that is decided, or that a registration made.
    request_id blob references requests (id),
    -- As it was read by who decides.
    revision integer,
    -- What stands in the row of a file, JSON, and what the same row is known by; forgotten after a while.
    cells text,
    row_hash blob,
    code text,
    -- What is wrong, as codes with a comma between.
    details text not null default '',
    decided_at integer,
    primary key (batch_id, position)
) strict;
create index batch_items_pending on batch_items (batch_id, position) where state = 'PENDING';
-- A row that was registered is not registered again.
create unique index batch_items_once on batch_items (row_hash)
    where state = 'DONE' and code is null and row_hash is not null;
