-- An import into the wiki is tried before anything is written, can be stopped and undone, and says of every page what became of it.

alter table wiki_import drop constraint wiki_import_state_check;
alter table wiki_import
  add column account_id uuid references account (id),  -- in whose name it reads and writes
  add column on_taken text check (on_taken in ('skip', 'rename', 'version')),  -- null: somebody decides when it has been tried
  add column stop_at timestamptz,                       -- it was asked to stop
  add column why jsonb;                                 -- why it failed, in both languages
update wiki_import i set account_id = u.uploaded_by from upload u where u.id = i.upload_id;
update wiki_import set on_taken = 'skip';
update wiki_import set state = 'waiting', total = 0, done = 0 where state = 'running';
alter table wiki_import add constraint wiki_import_state_check check (state in
  ('waiting', 'checking', 'checked', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone', 'dropped'));
create index wiki_import_space on wiki_import (space_id, at desc);
create index wiki_import_account on wiki_import (account_id);
create index wiki_import_upload on wiki_import (upload_id);

-- One line for each thing in the file, in the order of the tree that it becomes: what was found, and what was made of it.
create table wiki_import_page (
  import_id uuid not null references wiki_import (id) on delete cascade,
  no integer not null,
  parent_no integer,                        -- the line of the page above
  depth integer not null default 0,
  source text not null,                     -- where it lies in the file
  title text not null,                      -- the title that it gets when nothing stands in the way
  other_title text,                         -- the title that it gets when that one is taken and it is to have another
  verdict text not null check (verdict in ('new', 'same', 'taken', 'redirect', 'refused', 'unused')),
  why jsonb,                                -- why it is refused or unused
  notes jsonb not null default '[]',        -- what it lacks, in both languages
  page_id uuid references wiki_page (id),   -- the page that is there; later the one that was made
  seen_revision integer,                    -- the revision of that page when it was tried
  outcome text check (outcome in ('made', 'renamed', 'version', 'same', 'skipped', 'redirected', 'refused', 'unused')),
  outcome_why jsonb,                        -- why it came otherwise than foretold
  revision integer,                         -- the revision that the import made
  done_at timestamptz,
  undone text check (undone in ('deleted', 'restored', 'kept')),
  undone_why jsonb,
  primary key (import_id, no)
);
create index wiki_import_page_page on wiki_import_page (page_id);
create index wiki_import_page_left on wiki_import_page (import_id, no) where outcome is null;

insert into wiki_import_page (import_id, no, source, title, verdict, why, outcome)
  select i.id, f.no, coalesce(f.value ->> 'at', ''), coalesce(f.value ->> 'at', ''), 'refused', f.value -> 'why', 'refused'
  from wiki_import i, jsonb_array_elements(i.faults) with ordinality f (value, no);
alter table wiki_import drop column faults;
