-- The role that was sent, for the queue's filter; empty for what was never sent.
alter table requests add column role text not null default '';
update requests set role = coalesce(json_extract(submitted_form, '$.role'), '') where submitted_form is not null;
create index requests_of_structure_by_role on requests (structure_id, status, role, submitted_at, id);
create index requests_of_structure_at_risk on requests (structure_id, status, submitted_at, id) where at_risk;
create index requests_of_structure_by_manager on requests (structure_id, status, submitted_at, id)
where route = 'MANAGER';
create index requests_holders on requests (structure_id, claimed_by, claimed_until) where claimed_by is not null;

-- A request is found by its address too, and by what its verdict says: a code with a mark that no search begins with.
insert or ignore into request_terms (structure_id, term, request_id)
select structure_id, upper(trim(replace(replace(json_extract(submitted_form, '$.email'), '-', ' '), '''', ' '))), id
from requests
where structure_id is not null and submitted_form is not null and json_extract(submitted_form, '$.email') <> '';
insert or ignore into request_terms (structure_id, term, request_id)
select r.structure_id, '#' || json_extract(f.value, '$.code'), r.id
from requests r, json_each(r.verdict, '$.findings') f
where r.structure_id is not null and r.verdict is not null;

-- What else a view wants, JSON.
alter table saved_views add column wanted text not null default '{}';
