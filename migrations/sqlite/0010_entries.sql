-- What changes of a registered person after the registration is counted, so that nobody overwrites what they did not see.
alter table persons add column revision integer not null default 1;
alter table situations add column revision integer not null default 1;
-- When a manager gave the post its last day, and the code of the reason.
alter table situations add column closed_at integer;
alter table situations add column closing_reason text;

-- People are looked for by how this reading begins, a page at a time.
drop index persons_name_date;
create index persons_name_date on persons (name_date_key, id);

-- Every change of a person's entry but the civil status, with the values before and after: the history, and what waits.
create table registration_changes (
    id blob not null primary key,
    person_id blob not null references persons (id),
    -- The post that it is about; null for what is the person's.
    situation_id blob references situations (id),
    kind text not null check (kind in ('CONTACT', 'EXERCISE_NAMES', 'SITUATION', 'CLOSING')),
    state text not null check (state in ('WAITING', 'DONE', 'CANCELLED', 'EXPIRED')),
    -- Each field with its value before and after, JSON.
    changed text not null,
    -- Code of the reason of a closing.
    reason text,
    asked_by blob not null references accounts (id),
    -- Whose manager asked; null for the person.
    structure_id blob references structures (id),
    asked_at integer not null,
    -- Of a new address: the code that was sent there, and until when it is good.
    code_hash blob,
    attempts integer not null default 0,
    expires_at integer,
    closed_at integer,
    revision integer not null
) strict;
create unique index registration_changes_waiting on registration_changes (person_id) where state = 'WAITING';
create index registration_changes_person on registration_changes (person_id, id);
create index registration_changes_situation on registration_changes (situation_id) where situation_id is not null;
-- How many codes somebody had sent within the hour.
create index registration_changes_codes on registration_changes (asked_by, asked_at) where code_hash is not null;

-- Why a post was flagged (codes of findings, JSON), when the manager who registered or changed it said that they know,
-- and which wording stood there.
alter table situations add column risk_findings text;
alter table situations add column risk_acknowledged_at integer;
alter table situations add column risk_wording text;
update situations set
    risk_findings = (
        select json_group_array(json_extract(f.value, '$.code'))
        from requests r, json_each(r.verdict, '$.findings') f
        where r.id = situations.request_id and json_extract(f.value, '$.risk')
    ),
    risk_acknowledged_at = created_at,
    risk_wording = '2026-11'
where at_risk;
create index situations_flagged_structure on situations (structure_id, id) where at_risk and withdrawn_at is null;
