-- From sending to decision, in microseconds: a moving mean of the structure's last decisions.
alter table structures add column typical_wait bigint;
-- The legal entity (EJ) of a site, by its FINESS number.
alter table structures add column parent_finess text;
-- FINESS category of three digits; the aggregated one beside it follows from it.
alter table structures add column category_code text not null default '';
create index structures_parent on structures (parent_finess) where parent_finess is not null;
