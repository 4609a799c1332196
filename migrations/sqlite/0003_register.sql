-- From sending to decision, in microseconds: a moving mean of the structure's last decisions.
alter table structures add column typical_wait integer;
-- The legal entity (EJ) of a site, by its FINESS number.
alter table structures add column parent_finess text;
-- FINESS category of three digits; the aggregated one beside it follows from it.
alter table structures add column category_code text not null default '';
create index structures_parent on structures (parent_finess) where parent_finess is not null;
-- When the register's own file last had this row; null for what was made by hand.
alter table structures add column imported_at integer;

-- The aggregated category of each category, as the register's files have it.
create table register_categories (
    code text not null primary key,
    category text not null
) strict;

-- While it is set the right rests.
alter table designations add column suspended_at integer;
-- Who may decide at a structure follows from the designations there and at its legal entity.
alter table structures drop column manager_count;

-- What an agent gave as reason for a change of a designation; the event tells the rest.
create table designation_reasons (
    event_id integer not null primary key references events (id),
    designation_id blob not null references designations (id),
    reason text not null
) strict;
create index designation_reasons_designation on designation_reasons (designation_id, event_id);
insert into designation_reasons (event_id, designation_id, reason)
select e.id, d.id, d.revoked_reason
from designations d
join events e on e.structure_id = d.structure_id and e.at = d.revoked_at and e.kind = 'DESIGNATION_REVOKED'
where d.revoked_reason is not null
on conflict do nothing;
alter table designations drop column revoked_reason;
