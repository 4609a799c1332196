-- Software of a structure that signs in by itself.
create table clients (
    id blob not null primary key,
    -- What the software names itself by.
    identifier text not null unique,
    -- A legal entity with its sites, or one site.
    structure_id blob not null references structures (id),
    -- Stands in for it where events and looks name who acted.
    account_id blob not null unique references accounts (id),
    name text not null,
    -- Codes, with a space between two.
    scopes text not null,
    -- Networks that it may come from, with a space between two; empty for any.
    ranges text not null,
    created_by blob references accounts (id),
    created_at integer not null,
    suspended_at integer,
    revoked_at integer,
    last_token_at integer,
    revision integer not null
) strict;
create index clients_structure on clients (structure_id, id);

-- Two at most are good at a time, so that one can take the place of the other without a pause.
create table client_secrets (
    id blob not null primary key,
    client_id blob not null references clients (id),
    secret_hash blob not null unique,
    created_at integer not null,
    expires_at integer not null,
    -- When its structure was told that it ends soon.
    announced_at integer
) strict;
create index client_secrets_client on client_secrets (client_id, id);
create index client_secrets_expiry on client_secrets (expires_at) where announced_at is null;

create table client_tokens (
    token_hash blob not null primary key,
    id blob not null unique,
    client_id blob not null references clients (id),
    -- Those of the client that were asked for.
    scopes text not null,
    issued_at integer not null,
    expires_at integer not null
) strict;
create index client_tokens_expiry on client_tokens (expires_at);

-- Managers who let a client act for them.
create table client_grants (
    id blob not null primary key,
    client_id blob not null references clients (id),
    subject_name_id text not null,
    granted_by blob not null references accounts (id),
    -- Stands in for the two of them where events and looks name who acted.
    account_id blob not null references accounts (id),
    granted_at integer not null,
    withdrawn_at integer
) strict;
create unique index client_grants_active on client_grants (client_id, subject_name_id) where withdrawn_at is null;
create index client_grants_subject on client_grants (subject_name_id, id);
create index client_grants_account on client_grants (account_id);
