-- Three readings of a civil status, by which a person who may be the same one is found; empty for what was never read so.
alter table persons add column name_date_key text not null default '';
alter table persons add column date_place_key text not null default '';
alter table persons add column name_place_key text not null default '';
alter table requests add column name_date_key text not null default '';
alter table requests add column date_place_key text not null default '';
alter table requests add column name_place_key text not null default '';
-- The five traits where they are certified, else empty.
alter table requests add column certified_traits text not null default '';

-- The readings of whoever is registered already follow from the five traits.
with named as (
    select id, replace(replace(replace(substr(traits, 1, instr(traits, '|') - 1), ' ', ''), '-', ''), '''', '') as name,
        substr(traits, instr(traits, '|') + 1) as rest
    from persons
), first_named as (
    select id, name, replace(substr(rest, 1, instr(rest, '|') - 1), '-', ' ') || ' ' as first_names,
        substr(rest, instr(rest, '|') + 1) as rest
    from named
), parts as (
    select id, name, substr(first_names, 1, instr(first_names, ' ') - 1) as first_name,
        substr(rest, 1, 1) as sex, substr(rest, 3, 10) as date, substr(rest, 14) as place
    from first_named
)
update persons set
    name_date_key = parts.name || '|' || parts.first_name || '|' || parts.date,
    date_place_key = parts.first_name || '|' || parts.sex || '|' || parts.date || '|' || parts.place,
    name_place_key = parts.name || '|' || parts.first_name || '|' || parts.sex || '|' || substr(parts.date, 1, 4)
        || '|' || parts.place
from parts
where parts.id = persons.id;

create index persons_name_date on persons (name_date_key);
create index persons_date_place on persons (date_place_key);
create index persons_name_place on persons (name_place_key);

-- What a manager said of a request and a registered person who may be one and the same.
create table duplicate_decisions (
    request_id blob not null references requests (id),
    person_id blob not null references persons (id),
    is_same integer not null,
    reason text not null,
    decided_by blob not null references accounts (id),
    decided_at integer not null,
    primary key (request_id, person_id)
) strict, without rowid;
create unique index duplicate_decisions_same on duplicate_decisions (request_id) where is_same = 1;

-- What a manager typed is confirmed by the person through FranceConnect, by a link sent to them.
create table confirmations (
    person_id blob not null primary key references persons (id),
    request_id blob not null references requests (id),
    -- Whose the request is until the person signs in.
    stand_in_id blob not null references accounts (id),
    token_hash blob not null unique,
    sent_at integer not null,
    confirmed_at integer,
    -- When FranceConnect certified something else, and in which fields, JSON.
    contested_at integer,
    differing text
) strict;

-- What a manager looks at in the queue again and again, under a name of their own.
create table saved_views (
    id blob not null primary key,
    account_id blob not null references accounts (id),
    name text not null,
    -- A state of requests; null for all.
    status text,
    structure_id blob references structures (id),
    -- What is searched, or empty.
    search text not null,
    saved_at integer not null,
    unique (account_id, name)
) strict;
