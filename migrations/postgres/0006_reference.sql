-- A rule set is drafted, simulated on the whole stock, then scheduled. The name is its key; the id stands in answers.
alter table rule_sets add column id uuid;
update rule_sets set id = gen_random_uuid();
create unique index rule_sets_id on rule_sets (id);
alter table rule_sets add column state text not null default 'SCHEDULED' check (state in ('DRAFT', 'SCHEDULED', 'DISCARDED'));
alter table rule_sets add column revision integer not null default 1;
-- Of two that take effect on the same day, the one scheduled last holds.
alter table rule_sets add column scheduled_at bigint;
update rule_sets set scheduled_at = created_at;

-- A draft run over everything, by batches: where it stands, and what came of it. Nothing in it says who somebody is.
create table simulations (
    id uuid not null primary key,
    rule_set_id uuid not null references rule_sets (id),
    -- The draft as it was, and the rules in force that it is compared with, JSON.
    revision integer not null,
    body text not null,
    against text not null,
    -- The day to judge by.
    day text not null,
    state text not null check (state in ('REQUESTS', 'SITUATIONS', 'DONE', 'STOPPED')),
    -- The last row judged.
    reached uuid not null,
    requests bigint not null default 0,
    requests_total bigint not null,
    situations bigint not null default 0,
    situations_total bigint not null,
    -- Requests and situations that the draft judges otherwise.
    changed bigint not null default 0,
    started_at bigint not null,
    finished_at bigint
);
create index simulations_rule_set on simulations (rule_set_id, id);
create unique index simulations_running on simulations (rule_set_id) where state in ('REQUESTS', 'SITUATIONS');
create table simulation_counts (
    simulation_id uuid not null references simulations (id),
    kind text not null check (kind in ('REQUEST', 'SITUATION')),
    -- An outcome before and after, or a code that appears, goes, or weighs otherwise.
    what text not null check (what in ('OUTCOME', 'APPEARS', 'GOES', 'REWEIGHED')),
    code text not null,
    count bigint not null,
    primary key (simulation_id, kind, what, code)
);
create table simulation_cases (
    simulation_id uuid not null references simulations (id),
    -- Of the request or of the situation.
    id uuid not null,
    kind text not null check (kind in ('REQUEST', 'SITUATION')),
    before text not null,
    after text not null,
    -- Codes, with a comma between.
    appears text not null,
    goes text not null,
    reweighed text not null,
    primary key (simulation_id, id)
);

-- The requests under way, one after the other.
create index requests_under_way on requests (id) where status in ('SUBMITTED', 'CORRECTION_REQUESTED');
create index situations_current on situations (id) where withdrawn_at is null;
