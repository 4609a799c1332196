-- A table of reference data as a file had it: imported as a draft, in force from its day on. What came with the portal
-- is in the program; a version is the whole table, so that what is in force on a day is read from one row.
create table reference_versions (
    id uuid not null primary key,
    kind text not null check (kind in ('ROLES', 'VALUE_SETS', 'COMMUNES', 'COUNTRIES')),
    state text not null check (state in ('DRAFT', 'SCHEDULED', 'DISCARDED')),
    -- Of a draft, the day that was compared with.
    effective_on text not null,
    -- CSV of known columns, sorted by its keys, and its SHA-256.
    body text not null,
    hash text not null,
    -- Rows, and what is otherwise than in the table before it.
    row_count bigint not null,
    added bigint not null,
    changed bigint not null,
    ended bigint not null,
    revision integer not null,
    created_at bigint not null,
    -- Nobody when a command imported it.
    scheduled_by uuid references accounts (id),
    scheduled_at bigint
);
-- Imported twice, a file is one draft.
create unique index reference_versions_draft on reference_versions (kind, hash) where state = 'DRAFT';
-- Of two that take effect on the same day, the one scheduled last holds.
create index reference_versions_scheduled on reference_versions (kind, effective_on, scheduled_at) where state = 'SCHEDULED';
create index reference_versions_latest on reference_versions (created_at, id);
