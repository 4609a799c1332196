-- Which kind of data this database holds: a demo database is refused without `--demo`, and the reverse.
create table database_mark (
    id integer not null primary key check (id = 1),
    kind text not null check (kind in ('REAL', 'DEMO'))
);

-- One person, one number, for life.
create table persons (
    id uuid not null primary key,
    rpps_number text not null unique,
    -- Civil status, JSON; frozen.
    identity text not null,
    certified boolean not null,
    -- The five traits, normalised, in one line.
    traits text not null,
    civilite text not null,
    exercise_last_name text not null,
    exercise_first_name text not null,
    email text not null,
    phone text not null,
    language text not null,
    created_at bigint not null
);
create unique index persons_certified_traits on persons (traits) where certified;
create index persons_traits on persons (traits);

-- Somebody who signs in: one issuer, one subject.
create table accounts (
    id uuid not null primary key,
    issuer text not null,
    subject text not null,
    provider text not null check (provider in ('FRANCECONNECT', 'PRO_SANTE_CONNECT')),
    -- Pro Santé Connect's idNatPS, kept as received.
    subject_name_id text,
    display_name text not null,
    -- Certified civil status, JSON, FranceConnect only.
    identity text,
    -- As the provider gave it; not verified.
    email text,
    language text not null check (language in ('fr', 'en')),
    -- Set once the account is joined to a registered person.
    person_id uuid references persons (id),
    created_at bigint not null,
    updated_at bigint not null,
    unique (issuer, subject)
);
create index accounts_person on accounts (person_id);

-- A sign-in under way: redeemed once, then gone.
create table sign_ins (
    state_hash bytea not null primary key,
    -- The browser that started it, by its short-lived cookie.
    browser_hash bytea not null,
    provider text not null check (provider in ('FRANCECONNECT', 'PRO_SANTE_CONNECT')),
    nonce text not null,
    pkce_verifier text,
    return_to text not null,
    language text not null,
    expires_at bigint not null
);
create index sign_ins_expiry on sign_ins (expires_at);

create table sessions (
    token_hash bytea not null primary key,
    id uuid not null unique,
    account_id uuid not null references accounts (id),
    -- Kept for the provider's logout.
    id_token text,
    opened_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table structures (
    id uuid not null primary key,
    finess text not null unique,
    kind text not null check (kind in ('EJ', 'ET')),
    name text not null,
    -- Upper case, without accents: what a search compares.
    search_name text collate "C" not null,
    siret text,
    town text not null,
    -- FINESS aggregated category; a rule set maps it to a sector.
    category text not null,
    closed_at bigint,
    -- Kept with the designations.
    manager_count integer not null default 0,
    revision integer not null,
    created_at bigint not null
);
create index structures_search_name on structures (search_name, id);
create index structures_siret on structures (siret);

create table designations (
    id uuid not null primary key,
    structure_id uuid not null references structures (id),
    subject_name_id text not null,
    designated_by uuid references accounts (id),
    since bigint not null,
    revoked_at bigint,
    revoked_reason text,
    revision integer not null
);
create unique index designations_active on designations (structure_id, subject_name_id) where revoked_at is null;
create index designations_subject on designations (subject_name_id);

-- Where the next number comes from. The row is taken last in a transaction, since it is the one all share.
create table number_ranges (
    first_order bigint not null primary key,
    last_order bigint not null,
    next_order bigint not null
);

create table requests (
    id uuid not null primary key,
    revision integer not null,
    status text not null check (
        status in ('DRAFT', 'SUBMITTED', 'CORRECTION_REQUESTED', 'VALIDATED', 'REJECTED', 'WITHDRAWN')
    ),
    route text not null check (route in ('PROFESSIONAL', 'MANAGER')),
    account_id uuid not null references accounts (id),
    language text not null,
    -- Civil status at filing, JSON.
    identity text not null,
    -- The author's working copy, JSON.
    form text not null,
    -- FINESS number of the working copy, so that a draft finds its structure.
    structure_finess text not null,
    -- What was last sent, JSON, and to whom.
    submitted_form text,
    structure_id uuid references structures (id),
    submissions integer not null default 0,
    -- The verdict at the last submission or decision, JSON.
    verdict text,
    at_risk boolean not null,
    -- The address that was confirmed by a code.
    confirmed_email text,
    claimed_by uuid references accounts (id),
    claimed_until bigint,
    -- Fields, codes and texts of the last correction asked, JSON.
    correction text,
    -- Attestations of a validation, or reason and text of a rejection, JSON.
    decision text,
    decided_by uuid references accounts (id),
    person_id uuid references persons (id),
    created_at bigint not null,
    updated_at bigint not null,
    submitted_at bigint,
    decided_at bigint
);
create index requests_of_account on requests (account_id, updated_at, id);
create index requests_of_account_by_status on requests (account_id, status, updated_at, id);
create index requests_of_structure on requests (structure_id, status, submitted_at, id);
create index requests_of_structure_by_update on requests (structure_id, status, updated_at, id);
create index requests_waiting on requests (submitted_at) where status = 'SUBMITTED';
create unique index requests_open on requests (account_id, structure_id)
where status in ('SUBMITTED', 'CORRECTION_REQUESTED');

-- Every submission, for the history and the difference between two.
create table submissions (
    request_id uuid not null references requests (id),
    number integer not null,
    form text not null,
    verdict text not null,
    submitted_at bigint not null,
    primary key (request_id, number)
);

create table situations (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    structure_id uuid not null references structures (id),
    request_id uuid not null unique references requests (id),
    role text not null,
    activity_kind text not null,
    practice_mode text not null,
    category text not null,
    start_date text not null,
    end_date text,
    at_risk boolean not null,
    created_at bigint not null
);
create index situations_person on situations (person_id);
create index situations_structure on situations (structure_id);

-- Requests of a structure by state, kept by the transaction that changes one.
create table queue_counts (
    structure_id uuid not null references structures (id),
    status text not null,
    count bigint not null,
    primary key (structure_id, status)
);

-- What happened: ids, codes and field names, never personal values.
create table events (
    id bigint generated always as identity primary key,
    -- Tells, on PostgreSQL, below which event nothing can still appear.
    xact bigint not null default (pg_current_xact_id()::text::bigint),
    at bigint not null,
    kind text not null,
    -- Who acted; null for the portal itself.
    account_id uuid,
    -- Whose request or session it concerns.
    owner_id uuid,
    request_id uuid,
    structure_id uuid,
    -- JSON.
    data text not null
);
create index events_request on events (request_id, id);
create index events_structure on events (structure_id, id);
create index events_xact on events (xact, id);
-- E-mails to send, written with the change they tell of.
create table outbox (
    id uuid not null primary key,
    event_id bigint not null references events (id),
    request_id uuid references requests (id),
    template text not null,
    language text not null,
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    state text not null check (state in ('PENDING', 'SENT', 'FAILED')),
    attempts integer not null,
    next_attempt_at bigint not null,
    created_at bigint not null,
    sent_at bigint
);
create index outbox_pending on outbox (next_attempt_at, id) where state = 'PENDING';
create index outbox_recent on outbox (created_at, id);
-- What retention has yet to blank.
create index outbox_kept on outbox (created_at, id) where recipient <> '';

-- The code sent to confirm an address.
create table email_codes (
    request_id uuid not null primary key references requests (id),
    email text not null,
    code_hash bytea not null,
    attempts integer not null,
    expires_at bigint not null,
    -- Codes sent since `window_at`.
    sent integer not null,
    window_at bigint not null
);

-- The first answer to a key, by the id of what it returned.
create table idempotency_keys (
    account_id uuid not null references accounts (id),
    mutation text not null,
    key text not null,
    body_hash bytea not null,
    object_id uuid not null,
    created_at bigint not null,
    primary key (account_id, mutation, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

create table rule_sets (
    name text not null primary key,
    effective_from text not null,
    body text not null,
    created_at bigint not null
);
