-- Since when a request is in its state, and since when it was in the one that it left last.
alter table requests add column state_since integer;
alter table requests add column left_since integer;
update requests set state_since = (
    select max(e.at) from events e
    where e.request_id = requests.id
        and e.kind in ('REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED', 'CORRECTION_REQUESTED')
)
where status in ('SUBMITTED', 'CORRECTION_REQUESTED');
update requests set state_since = coalesce(state_since, submitted_at, updated_at)
where status in ('SUBMITTED', 'CORRECTION_REQUESTED');

-- What waits in a structure, by the day since when it is in its state. Days are those of French winter time, counted
-- from 1970, so that both databases and the server agree on them.
create table waiting_counts (
    structure_id blob not null references structures (id),
    status text not null,
    day integer not null,
    count integer not null,
    primary key (structure_id, status, day)
) strict, without rowid;
insert into waiting_counts (structure_id, status, day, count)
select structure_id, status, (state_since + 3600000000) / 86400000000, count(*)
from requests
where status in ('SUBMITTED', 'CORRECTION_REQUESTED') and structure_id is not null
group by 1, 2, 3;

-- What happened in a structure in a week, which is named by its Monday: how many came by which route and for which
-- role, were decided how, and how long each wait was that ended.
create table weekly_figures (
    structure_id blob not null references structures (id),
    week integer not null,
    measure text not null,
    -- The code that is counted, or the step of the scale of waits; empty for what has no parts.
    part text not null,
    count integer not null,
    primary key (structure_id, week, measure, part)
) strict, without rowid;

with sent as (
    select t.request_id, t.number, t.submitted_at, s.id as structure_id,
        json_extract(t.form, '$.role') as role,
        lag(s.id) over (partition by t.request_id order by t.number) as before
    from submissions t
    join structures s on s.finess = trim(json_extract(t.form, '$.structureFiness'))
), counted as (
    select t.structure_id, t.submitted_at as at, 'RECEIVED' as measure, r.route as part
    from sent t join requests r on r.id = t.request_id
    where t.before is null or t.before <> t.structure_id
    union all
    select structure_id, submitted_at, 'ROLE', coalesce(role, '') from sent
    where before is null or before <> structure_id
    union all
    select structure_id, submitted_at, 'ANSWERED', '' from sent where before = structure_id
    union all
    select before, submitted_at, 'MOVED', '' from sent where before <> structure_id
    union all
    select structure_id, decided_at, status, '' from requests
    where status in ('VALIDATED', 'REJECTED') and structure_id is not null and decided_at is not null
    union all
    select structure_id, updated_at, status, '' from requests
    where status = 'WITHDRAWN' and structure_id is not null
    union all
    select structure_id, at, kind, '' from events
    where kind = 'CORRECTION_REQUESTED' and structure_id is not null
), turns as (
    select e.structure_id, e.kind, e.at,
        lead(e.kind) over (partition by e.request_id order by e.id) as ended_by,
        lead(e.at) over (partition by e.request_id order by e.id) as ended_at
    from events e
    join requests r on r.id = e.request_id and r.route = 'PROFESSIONAL'
    where e.kind in (
        'REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED', 'CORRECTION_REQUESTED', 'REQUEST_VALIDATED', 'REQUEST_REJECTED',
        'REQUEST_WITHDRAWN'
    ) and e.structure_id is not null
), waits as (
    select structure_id, ended_at as at, ended_at - at as took,
        case kind when 'CORRECTION_REQUESTED' then 'WAITED_PROFESSIONAL' else 'WAITED_MANAGER' end as measure
    from turns
    where kind = 'CORRECTION_REQUESTED' and ended_by = 'REQUEST_RESUBMITTED'
        or kind in ('REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED')
        and ended_by in ('CORRECTION_REQUESTED', 'REQUEST_VALIDATED', 'REQUEST_REJECTED')
), measured as (
    select structure_id, at, measure, case
        when took < 3600000000 then '00'
        when took < 14400000000 then '01'
        when took < 28800000000 then '02'
        when took < 86400000000 then '03'
        when took < 172800000000 then '04'
        when took < 259200000000 then '05'
        when took < 432000000000 then '06'
        when took < 604800000000 then '07'
        when took < 864000000000 then '08'
        when took < 1209600000000 then '09'
        when took < 1814400000000 then '10'
        when took < 2592000000000 then '11'
        when took < 5184000000000 then '12'
        else '13'
    end as part
    from waits
)
insert into weekly_figures (structure_id, week, measure, part, count)
select structure_id, day - (day + 3) % 7, measure, part, count(*)
from (
    select structure_id, measure, part, (at + 3600000000) / 86400000000 as day from counted
    union all
    select structure_id, measure, part, (at + 3600000000) / 86400000000 from measured
) days
group by 1, 2, 3, 4;

-- Texts that managers of a structure write again and again.
create table reason_templates (
    id blob not null primary key,
    structure_id blob not null references structures (id),
    purpose text not null check (purpose in ('REJECTION', 'CORRECTION')),
    name text not null,
    -- Code of the reason that goes with it, or empty.
    reason text not null,
    body text not null,
    saved_by blob not null references accounts (id),
    saved_at integer not null,
    revision integer not null,
    unique (structure_id, purpose, name)
) strict;

-- What the log tells somebody: as the author, as the one whose rights change, as the one whose lease was taken over, and
-- as a manager of what arrives.
alter table events add column subject text;
alter table events add column former_id blob;
update events set subject = nullif(json_extract(data, '$.subject'), '')
where kind in (
    'MANAGER_PROPOSED', 'MANAGER_DESIGNATED', 'DESIGNATION_SUSPENDED', 'DESIGNATION_RESUMED', 'DESIGNATION_REVOKED',
    'DESIGNATION_ENDED', 'MANDATE_RECORDED', 'MANDATE_ENDED'
);
create index events_owner on events (owner_id, id)
where kind in (
    'CORRECTION_REQUESTED', 'REQUEST_VALIDATED', 'REQUEST_REJECTED', 'DRAFT_EXPIRING', 'SUPPORT_ANSWERED',
    'REGULARISATION_NOTICED', 'REGULARISATION_CANCELLED', 'REGULARISATION_TRANSFERRED', 'REGISTRATION_WITHDRAWN'
);
create index events_subject on events (subject, id) where subject is not null;
create index events_former on events (former_id, id) where former_id is not null;
create index events_arrived on events (structure_id, at, id) where kind in ('REQUEST_SUBMITTED', 'REQUEST_RESUBMITTED');

-- Up to which event somebody has read what concerns them. Whoever is known already begins with what comes now.
create table notice_positions (
    account_id blob not null primary key references accounts (id),
    event_id integer not null,
    read_at integer not null
) strict;
insert into notice_positions (account_id, event_id, read_at)
select a.id, coalesce((select max(e.id) from events e), 0), a.updated_at from accounts a;
