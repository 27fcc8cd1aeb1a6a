-- A draft for every window in which somebody writes: two windows of one person at one page do not overwrite each other.
-- `version` is counted up with every keeping; a window that does not know the latest gets a draft of its own.
alter table wiki_draft drop constraint wiki_draft_pkey;
alter table wiki_draft add column id uuid;
update wiki_draft set id = gen_random_uuid();
alter table wiki_draft add primary key (id);
alter table wiki_draft add column version integer not null default 1;
-- The page above, as it stands in the field of a new page.
alter table wiki_draft add column parent text not null default '';
create index wiki_draft_place on wiki_draft (person_id, place, saved_at desc);
