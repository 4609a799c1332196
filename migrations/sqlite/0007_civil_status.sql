-- Corrections of a registered person's civil status: asked with evidence, proposed by one agent of the ANS, decided by
-- another.
create table civil_status_corrections (
    id blob not null primary key,
    person_id blob not null references persons (id),
    state text not null check (state in ('ASKED', 'PROPOSED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
    -- The civil status before and after, JSON. What it was is kept here once it is corrected.
    previous text not null,
    proposed text not null,
    -- Names of the fields that differ, JSON.
    fields text not null,
    reason text not null,
    -- Which document was seen: its kind, its date and who saw it; no number, no copy.
    document text not null,
    document_issued_on text not null,
    document_seen_by text not null,
    asked_by blob not null references accounts (id),
    -- The structure whose manager asked; null when the person did.
    structure_id blob references structures (id),
    asked_at integer not null,
    -- What the first agent proposes, and says to the person.
    decision text check (decision in ('ACCEPT', 'REFUSE')),
    decision_reason text,
    proposed_by blob references accounts (id),
    proposed_at integer,
    -- Why the second agent last sent the proposal back.
    returned_reason text,
    decided_by blob references accounts (id),
    -- Decided or withdrawn.
    closed_at integer,
    revision integer not null
) strict;
create unique index civil_status_corrections_open on civil_status_corrections (person_id)
where state in ('ASKED', 'PROPOSED');
create index civil_status_corrections_person on civil_status_corrections (person_id, id);
create index civil_status_corrections_state on civil_status_corrections (state, id);
create index civil_status_corrections_structure on civil_status_corrections (structure_id);
-- The requests of a person, to find them by a corrected name too.
create index requests_person on requests (person_id) where person_id is not null;

-- Why a mandate was ended before its time.
alter table mandates add column ended_reason text;
