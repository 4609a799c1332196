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
    select id, translate(split_part(traits, '|', 1), ' -''', '') as name,
        split_part(replace(split_part(traits, '|', 2), '-', ' '), ' ', 1) as first_name,
        split_part(traits, '|', 3) as sex, split_part(traits, '|', 4) as date, split_part(traits, '|', 5) as place
    from persons
)
update persons set
    name_date_key = named.name || '|' || named.first_name || '|' || named.date,
    date_place_key = named.first_name || '|' || named.sex || '|' || named.date || '|' || named.place,
    name_place_key = named.name || '|' || named.first_name || '|' || named.sex || '|' || substr(named.date, 1, 4)
        || '|' || named.place
from named
where named.id = persons.id;

create index persons_name_date on persons (name_date_key);
create index persons_date_place on persons (date_place_key);
create index persons_name_place on persons (name_place_key);

-- What a manager said of a request and a registered person who may be one and the same.
create table duplicate_decisions (
    request_id uuid not null references requests (id),
    person_id uuid not null references persons (id),
    is_same boolean not null,
    reason text not null,
    decided_by uuid not null references accounts (id),
    decided_at bigint not null,
    primary key (request_id, person_id)
);
create unique index duplicate_decisions_same on duplicate_decisions (request_id) where is_same;

-- What a manager typed is confirmed by the person through FranceConnect, by a link sent to them.
create table confirmations (
    person_id uuid not null primary key references persons (id),
    request_id uuid not null references requests (id),
    -- Whose the request is until the person signs in.
    stand_in_id uuid not null references accounts (id),
    token_hash bytea not null unique,
    sent_at bigint not null,
    confirmed_at bigint,
    -- When FranceConnect certified something else, and in which fields, JSON.
    contested_at bigint,
    differing text
);

-- What a manager looks at in the queue again and again, under a name of their own.
create table saved_views (
    id uuid not null primary key,
    account_id uuid not null references accounts (id),
    name text not null,
    -- A state of requests; null for all.
    status text,
    structure_id uuid references structures (id),
    -- What is searched, or empty.
    search text not null,
    saved_at bigint not null,
    unique (account_id, name)
);
