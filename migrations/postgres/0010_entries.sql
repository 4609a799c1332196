-- What changes of a registered person after the registration is counted, so that nobody overwrites what they did not see.
alter table persons add column revision integer not null default 1;
alter table situations add column revision integer not null default 1;
-- When a manager gave the post its last day, and the code of the reason.
alter table situations add column closed_at bigint;
alter table situations add column closing_reason text;

-- People are looked for by how this reading begins, a page at a time.
drop index persons_name_date;
alter table persons alter column name_date_key type text collate "C";
create index persons_name_date on persons (name_date_key, id);

-- Every change of a person's entry but the civil status, with the values before and after: the history, and what waits.
create table registration_changes (
    id uuid not null primary key,
    person_id uuid not null references persons (id),
    -- The post that it is about; null for what is the person's.
    situation_id uuid references situations (id),
    kind text not null check (kind in ('CONTACT', 'EXERCISE_NAMES', 'SITUATION', 'CLOSING')),
    state text not null check (state in ('WAITING', 'DONE', 'CANCELLED', 'EXPIRED')),
    -- Each field with its value before and after, JSON.
    changed text not null,
    -- Code of the reason of a closing.
    reason text,
    asked_by uuid not null references accounts (id),
    -- Whose manager asked; null for the person.
    structure_id uuid references structures (id),
    asked_at bigint not null,
    -- Of a new address: the code that was sent there, and until when it is good.
    code_hash bytea,
    attempts integer not null default 0,
    expires_at bigint,
    closed_at bigint,
    revision integer not null
);
create unique index registration_changes_waiting on registration_changes (person_id) where state = 'WAITING';
create index registration_changes_person on registration_changes (person_id, id);
create index registration_changes_situation on registration_changes (situation_id) where situation_id is not null;
-- How many codes somebody had sent within the hour.
create index registration_changes_codes on registration_changes (asked_by, asked_at) where code_hash is not null;

-- Why a post was flagged (codes of findings, JSON), when the manager who registered or changed it said that they know,
-- and which wording stood there.
alter table situations add column risk_findings text;
alter table situations add column risk_acknowledged_at bigint;
alter table situations add column risk_wording text;
update situations set
    risk_findings = (
        select coalesce(json_agg(f ->> 'code'), '[]')::text
        from requests r, json_array_elements(r.verdict::json -> 'findings') f
        where r.id = situations.request_id and (f ->> 'risk')::boolean
    ),
    risk_acknowledged_at = created_at,
    risk_wording = '2026-11'
where at_risk;
create index situations_flagged_structure on situations (structure_id, id) where at_risk and withdrawn_at is null;
