-- When the author was told that the draft will be deleted.
alter table requests add column warned_at bigint;
-- What was never sent, for its retention.
create index requests_unsent on requests (updated_at, id) where submissions = 0;
create index outbox_request on outbox (request_id);
-- The whole history of a structure; the other index holds what is active.
create index designations_structure on designations (structure_id, id);
create index sessions_seen on sessions (seen_at);

-- By what a manager finds a request again: names, reference and number, in capitals without accents. Only of the
-- structure that has the request now, and of what was sent or validated since this table is there.
create table request_terms (
    structure_id uuid not null references structures (id),
    term text collate "C" not null,
    request_id uuid not null references requests (id),
    primary key (structure_id, term, request_id)
);
create index request_terms_request on request_terms (request_id);
