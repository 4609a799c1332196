-- Which kind of data this database holds: a demo database is refused without `--demo`, and the reverse.
create table database_mark (
    id integer not null primary key check (id = 1),
    kind text not null check (kind in ('REAL', 'DEMO'))
) strict;

-- One person, one number, for life.
create table persons (
    id blob not null primary key,
    rpps_number text not null unique,
    -- Civil status, JSON; frozen.
    identity text not null,
    certified integer not null,
    -- The five traits, normalised, in one line.
    traits text not null,
    civilite text not null,
    exercise_last_name text not null,
    exercise_first_name text not null,
    email text not null,
    phone text not null,
    language text not null,
    created_at integer not null
) strict;
create unique index persons_certified_traits on persons (traits) where certified = 1;
create index persons_traits on persons (traits);

-- Somebody who signs in: one issuer, one subject.
create table accounts (
    id blob not null primary key,
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
    person_id blob references persons (id),
    created_at integer not null,
    updated_at integer not null,
    unique (issuer, subject)
) strict;
create index accounts_person on accounts (person_id);

-- A sign-in under way: redeemed once, then gone.
create table sign_ins (
    state_hash blob not null primary key,
    -- The browser that started it, by its short-lived cookie.
    browser_hash blob not null,
    provider text not null check (provider in ('FRANCECONNECT', 'PRO_SANTE_CONNECT')),
    nonce text not null,
    pkce_verifier text,
    return_to text not null,
    language text not null,
    expires_at integer not null
) strict;
create index sign_ins_expiry on sign_ins (expires_at);

create table sessions (
    token_hash blob not null primary key,
    id blob not null unique,
    account_id blob not null references accounts (id),
    -- Kept for the provider's logout.
    id_token text,
    opened_at integer not null,
    seen_at integer not null,
    expires_at integer not null
) strict;
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table structures (
    id blob not null primary key,
    finess text not null unique,
    kind text not null check (kind in ('EJ', 'ET')),
    name text not null,
    -- Upper case, without accents: what a search compares.
    search_name text not null,
    siret text,
    town text not null,
    -- FINESS aggregated category; a rule set maps it to a sector.
    category text not null,
    closed_at integer,
    -- Kept with the designations.
    manager_count integer not null default 0,
    revision integer not null,
    created_at integer not null
) strict;
create index structures_search_name on structures (search_name, id);
create index structures_siret on structures (siret);

create table designations (
    id blob not null primary key,
    structure_id blob not null references structures (id),
    subject_name_id text not null,
    designated_by blob references accounts (id),
    since integer not null,
    revoked_at integer,
    revoked_reason text,
    revision integer not null
) strict;
create unique index designations_active on designations (structure_id, subject_name_id) where revoked_at is null;
create index designations_subject on designations (subject_name_id);

-- Where the next number comes from. The row is taken last in a transaction, since it is the one all share.
create table number_ranges (
    first_order integer not null primary key,
    last_order integer not null,
    next_order integer not null
) strict;

create table requests (
    id blob not null primary key,
    revision integer not null,
    status text not null check (
        status in ('DRAFT', 'SUBMITTED', 'CORRECTION_REQUESTED', 'VALIDATED', 'REJECTED', 'WITHDRAWN')
    ),
    route text not null check (route in ('PROFESSIONAL', 'MANAGER')),
    account_id blob not null references accounts (id),
    language text not null,
    -- Civil status at filing, JSON.
    identity text not null,
    -- The author's working copy, JSON.
    form text not null,
    -- FINESS number of the working copy, so that a draft finds its structure.
    structure_finess text not null,
    -- What was last sent, JSON, and to whom.
    submitted_form text,
    structure_id blob references structures (id),
    submissions integer not null default 0,
    -- The verdict at the last submission or decision, JSON.
    verdict text,
    at_risk integer not null,
    -- The address that was confirmed by a code.
    confirmed_email text,
    claimed_by blob references accounts (id),
    claimed_until integer,
    -- Fields, codes and texts of the last correction asked, JSON.
    correction text,
    -- Attestations of a validation, or reason and text of a rejection, JSON.
    decision text,
    decided_by blob references accounts (id),
    person_id blob references persons (id),
    created_at integer not null,
    updated_at integer not null,
    submitted_at integer,
    decided_at integer
) strict;
create index requests_of_account on requests (account_id, updated_at, id);
create index requests_of_account_by_status on requests (account_id, status, updated_at, id);
create index requests_of_structure on requests (structure_id, status, submitted_at, id);
create index requests_of_structure_by_update on requests (structure_id, status, updated_at, id);
create index requests_waiting on requests (submitted_at) where status = 'SUBMITTED';
create unique index requests_open on requests (account_id, structure_id)
where status in ('SUBMITTED', 'CORRECTION_REQUESTED');

-- Every submission, for the history and the difference between two.
create table submissions (
    request_id blob not null references requests (id),
    number integer not null,
    form text not null,
    verdict text not null,
    submitted_at integer not null,
    primary key (request_id, number)
) strict;

create table situations (
    id blob not null primary key,
    person_id blob not null references persons (id),
    structure_id blob not null references structures (id),
    request_id blob not null unique references requests (id),
    role text not null,
    activity_kind text not null,
    practice_mode text not null,
    category text not null,
    start_date text not null,
    end_date text,
    at_risk integer not null,
    created_at integer not null
) strict;
create index situations_person on situations (person_id);
create index situations_structure on situations (structure_id);

-- Requests of a structure by state, kept by the transaction that changes one.
create table queue_counts (
    structure_id blob not null references structures (id),
    status text not null,
    count integer not null,
    primary key (structure_id, status)
) strict;

-- What happened: ids, codes and field names, never personal values.
create table events (
    id integer primary key autoincrement,
    -- Tells, on PostgreSQL, below which event nothing can still appear.
    xact integer not null default 0,
    at integer not null,
    kind text not null,
    -- Who acted; null for the portal itself.
    account_id blob,
    -- Whose request or session it concerns.
    owner_id blob,
    request_id blob,
    structure_id blob,
    -- JSON.
    data text not null
) strict;
create index events_request on events (request_id, id);
create index events_structure on events (structure_id, id);
-- E-mails to send, written with the change they tell of.
create table outbox (
    id blob not null primary key,
    event_id integer not null references events (id),
    request_id blob references requests (id),
    template text not null,
    language text not null,
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    state text not null check (state in ('PENDING', 'SENT', 'FAILED')),
    attempts integer not null,
    next_attempt_at integer not null,
    created_at integer not null,
    sent_at integer
) strict;
create index outbox_pending on outbox (next_attempt_at, id) where state = 'PENDING';
create index outbox_recent on outbox (created_at, id);
-- What retention has yet to blank.
create index outbox_kept on outbox (created_at, id) where recipient <> '';

-- The code sent to confirm an address.
create table email_codes (
    request_id blob not null primary key references requests (id),
    email text not null,
    code_hash blob not null,
    attempts integer not null,
    expires_at integer not null,
    -- Codes sent since `window_at`.
    sent integer not null,
    window_at integer not null
) strict;

-- The first answer to a key, by the id of what it returned.
create table idempotency_keys (
    account_id blob not null references accounts (id),
    mutation text not null,
    key text not null,
    body_hash blob not null,
    object_id blob not null,
    created_at integer not null,
    primary key (account_id, mutation, key)
) strict;
create index idempotency_keys_age on idempotency_keys (created_at);

create table rule_sets (
    name text not null primary key,
    effective_from text not null,
    body text not null,
    created_at integer not null
) strict;
