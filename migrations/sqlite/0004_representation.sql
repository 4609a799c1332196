-- Who represents a structure, as the ANS recorded it. A mandate at a legal entity holds for its sites too.
create table mandates (
    id blob not null primary key,
    structure_id blob not null references structures (id),
    subject_name_id text not null,
    quality text not null check (quality in ('LEGAL_REPRESENTATIVE', 'MANDATAIRE', 'TITULAIRE')),
    -- The mandate by which this one was given; null for what the register says.
    granted_by blob references mandates (id),
    -- Where to write to; not verified.
    email text,
    recorded_by blob references accounts (id),
    since integer not null,
    -- Its last day; null without an end.
    ends_on text,
    -- Ended before its time.
    ended_at integer,
    revision integer not null
) strict;
create unique index mandates_active on mandates (structure_id, subject_name_id) where ended_at is null;
create index mandates_structure on mandates (structure_id, id);
create index mandates_subject on mandates (subject_name_id);

-- How an employer organises registration.
create table organisations (
    structure_id blob not null primary key references structures (id),
    -- The pre-check's questions as the representative answered them, JSON.
    worth text not null,
    department text not null check (department in ('', 'HUMAN_RESOURCES', 'MEDICAL_AFFAIRS', 'INFORMATICS', 'OTHER')),
    managers_wished integer,
    -- Where alerts go.
    email text,
    saved_at integer not null,
    saved_by blob not null references accounts (id),
    revision integer not null
) strict;
-- Whether managers of a legal entity have its sites: central management, or local.
alter table structures add column is_central integer not null default 1;

-- By whose mandate it was given; null for what the ANS designated.
alter table designations add column mandate_id blob references mandates (id);
-- It follows from the mandate itself: no step, no request.
alter table designations add column by_right integer not null default 0;
-- The candidate's address; not verified.
alter table designations add column email text;
-- First and last day; null when there is none.
alter table designations add column starts_on text;
alter table designations add column ends_on text;
-- Since when the right holds: null while a step is missing or the first day has not come.
alter table designations add column active_at integer;
update designations set active_at = since;
-- Its last day is over.
alter table designations add column ended_at integer;
-- An invited candidate has no identifier yet.
drop index designations_active;
create unique index designations_active on designations (structure_id, subject_name_id)
where revoked_at is null and ended_at is null and subject_name_id <> '';
create unique index designations_invited on designations (structure_id, email)
where revoked_at is null and ended_at is null and subject_name_id = '';
create index designations_mandate on designations (mandate_id) where mandate_id is not null;
create index designations_starting on designations (starts_on)
where starts_on is not null and active_at is null and revoked_at is null and ended_at is null;
create index designations_ending on designations (ends_on)
where ends_on is not null and revoked_at is null and ended_at is null;

-- The steps of a designation that are done.
create table prerequisites (
    designation_id blob not null references designations (id),
    step text not null,
    -- The day of the training, the receipt, the habilitation.
    done_on text not null,
    -- Reference of a certificate, version of the terms.
    proof text not null,
    -- When what it attests ends.
    ends_on text,
    recorded_at integer not null,
    recorded_by blob references accounts (id),
    primary key (designation_id, step)
) strict;

-- A link sent to a candidate who has no identifier yet: good once.
create table invitations (
    token_hash blob not null primary key,
    designation_id blob not null references designations (id),
    expires_at integer not null,
    redeemed_at integer,
    redeemed_by blob references accounts (id)
) strict;
create index invitations_designation on invitations (designation_id);

-- What is done about a registration that was flagged: notice, reply, withdrawal or not.
create table regularisations (
    id blob not null primary key,
    situation_id blob not null references situations (id),
    state text not null check (state in ('NOTICED', 'REPLIED', 'CANCELLED', 'TRANSFERRED', 'WITHDRAWN')),
    reason text not null,
    -- The last day to react.
    due_on text not null,
    noticed_at integer not null,
    noticed_by blob not null references accounts (id),
    -- What the person answered.
    reply text,
    replied_at integer,
    closed_at integer,
    revision integer not null
) strict;
create unique index regularisations_open on regularisations (situation_id) where state in ('NOTICED', 'REPLIED');
create index regularisations_situation on regularisations (situation_id, id);
create index regularisations_due on regularisations (due_on) where state in ('NOTICED', 'REPLIED');
-- The registration there was withdrawn; the person keeps the number.
alter table situations add column withdrawn_at integer;
create index situations_flagged on situations (id) where at_risk and withdrawn_at is null;

-- Who holds leases, when a right ends.
create index accounts_subject on accounts (subject_name_id) where subject_name_id is not null;
create index requests_claimed on requests (claimed_by) where claimed_by is not null;

-- What was told in time, once: what ends, what waits in vain.
create table alerts (
    about blob not null,
    what text not null,
    day text not null,
    sent_at integer not null,
    primary key (about, what, day)
) strict;
create index prerequisites_ending on prerequisites (ends_on) where ends_on is not null;
