-- In a space with approval every change of what readers see waits for a second person, not only that of a text.

alter table wiki_proposal alter column page_id drop not null;
alter table wiki_proposal
  add column kind text not null default 'text' check (kind in ('text', 'page', 'move', 'state', 'attach', 'detach')),
  add column space_id uuid references wiki_space (id),      -- a new page's; that of any other is where its page is
  add column title text,                                    -- page, move: the new title; null: it stays
  add column parent_id uuid references wiki_page (id),      -- page, move: below which page
  add column to_space_id uuid references wiki_space (id),   -- move: where it goes; null: it stays where it is
  add column to_state text check (to_state in ('live', 'archived', 'deleted')),
  add column file_name text,
  add column upload_id uuid references upload (id),
  add column edited_by uuid references person (id),         -- who wrote it as it is now: somebody else must agree
  add column edited_at timestamptz,
  add column by_keeper boolean not null default false,      -- whether that one keeps the space
  add column version integer not null default 1,
  add column revision integer;                              -- what it became
update wiki_proposal set edited_by = person_id, edited_at = at;
alter table wiki_proposal alter column edited_by set not null, alter column edited_at set not null;
alter table wiki_proposal add check (page_id is not null or kind = 'page'),
  add check (kind <> 'page' or (space_id is not null and title is not null)),
  add check (kind <> 'state' or to_state is not null),
  add check (kind not in ('attach', 'detach') or file_name is not null),
  add check (kind <> 'attach' or upload_id is not null);
create index wiki_proposal_revision on wiki_proposal (page_id, revision) where revision is not null;
create index wiki_proposal_waiting on wiki_proposal (at) where state = 'open';

-- What a proposal was before somebody wrote it anew: no word of it is lost.
create table wiki_proposal_text (
  proposal_id uuid not null references wiki_proposal (id),
  version integer not null,
  title text,
  body text not null,
  person_id uuid not null references person (id),
  at timestamptz not null,
  primary key (proposal_id, version)
);

create table wiki_proposal_comment (
  id uuid primary key,
  proposal_id uuid not null references wiki_proposal (id),
  body text not null check (body ~ '\S'),
  person_id uuid not null references person (id),
  at timestamptz not null
);
create index wiki_proposal_comment_of on wiki_proposal_comment (proposal_id, at);
