-- The wiki: spaces with their rights, pages in a tree, every version of a page, links by title.

create table wiki_space (
  id uuid primary key,
  key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null check (name <> ''),
  description text not null default '',
  access text not null check (access in ('public', 'internal', 'confidential')),
  roles text[] not null default '{}',       -- confidential: the posts of the hosting office that read it
  needs_approval boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  closed_at timestamptz
);

create table wiki_page (
  id uuid primary key,
  space_id uuid not null references wiki_space (id),
  parent_id uuid references wiki_page (id),
  position integer not null default 0,
  title text not null check (title ~ '\S'),
  title_key text not null check (title_key <> ''),   -- the title as links and the rule "one title once" compare it
  slug text not null check (slug <> ''),
  body text not null,
  body_hash text not null,                  -- SHA-256 of the body: what is rendered is kept by it
  plain text not null,                      -- the words of the body, for the search
  revision integer not null check (revision > 0),
  record_kind text,                         -- the record that the page is about
  record_id uuid,
  part text not null default '',            -- which page of the record's set
  office_id uuid references office (id),    -- an office that reads it besides who the space admits
  required text[] not null default '{}',    -- headings under which something must be written
  owner_person_id uuid references person (id),
  review_on date,
  reviewed_at timestamptz,
  reviewed_by uuid references person (id),
  reminded_on date,
  state text not null default 'live' check (state in ('live', 'archived', 'deleted')),
  state_reason text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by uuid references person (id),   -- null: Griya itself
  search tsvector generated always as (
    setweight(to_tsvector('indonesian', title), 'A') || setweight(to_tsvector('indonesian', plain), 'C')) stored,
  check ((record_kind is null) = (record_id is null))
);
create unique index wiki_page_title on wiki_page (space_id, title_key) where state <> 'deleted';
create unique index wiki_page_slug on wiki_page (space_id, slug) where state <> 'deleted';
create unique index wiki_page_record on wiki_page (record_kind, record_id, part) where record_id is not null and state <> 'deleted';
create index wiki_page_key on wiki_page (title_key) where state <> 'deleted';
create index wiki_page_parent on wiki_page (parent_id, position, title);
create index wiki_page_tree on wiki_page (space_id, parent_id, position, title) where state = 'live';
create index wiki_page_recent on wiki_page (updated_at desc) where state = 'live';
create index wiki_page_office on wiki_page (office_id) where office_id is not null;
create index wiki_page_review on wiki_page (review_on) where state = 'live' and review_on is not null;
create index wiki_page_owner on wiki_page (owner_person_id) where state = 'live' and owner_person_id is not null;
create index wiki_page_search on wiki_page using gin (search) where state <> 'deleted';
create index wiki_page_nearly on wiki_page using gin (title_key gin_trgm_ops) where state <> 'deleted';

-- Every version of every page; the application may add to it and change nothing (grants.sql).
create table wiki_revision (
  id uuid primary key,
  page_id uuid not null references wiki_page (id),
  number integer not null check (number > 0),
  title text not null,
  body text not null,
  why text not null,
  base integer,                             -- the revision that the author saw; less than number - 1: it was merged
  person_id uuid references person (id),    -- null: Griya itself
  at timestamptz not null,
  unique (page_id, number)
);

-- Where pages were before they were renamed or moved.
create table wiki_redirect (
  space_id uuid not null references wiki_space (id),
  slug text not null,
  title_key text not null,
  page_id uuid not null references wiki_page (id),
  at timestamptz not null,
  primary key (space_id, slug)
);
create index wiki_redirect_page on wiki_redirect (page_id);
create index wiki_redirect_key on wiki_redirect (title_key);

-- Which titles a page names. A title need not exist: that is a broken link.
create table wiki_link (
  page_id uuid not null references wiki_page (id) on delete cascade,
  space_key text not null,                  -- '' : wherever the page is
  title_key text not null,
  label text not null,
  primary key (page_id, space_key, title_key)
);
create index wiki_link_target on wiki_link (title_key);

-- What a body looks like, made once per body and renderer.
create table wiki_rendered (
  hash text not null,
  engine integer not null,
  mark text not null,                       -- what only this rendering knows: it marks what is filled in at view
  html text not null,
  outline jsonb not null,
  includes jsonb not null,
  links jsonb not null,
  plainly boolean not null,                 -- shown as plain text, because it could not be rendered in time
  at timestamptz not null,
  primary key (hash, engine)
);

create table wiki_draft (
  person_id uuid not null references person (id),
  place uuid not null,                      -- the page; for a new page its space
  base integer not null,
  title text not null,
  body text not null,
  why text not null default '',
  saved_at timestamptz not null,
  primary key (person_id, place)
);

-- A change that waits for somebody else's yes.
create table wiki_proposal (
  id uuid primary key,
  page_id uuid not null references wiki_page (id),
  base integer not null,
  body text not null,
  why text not null,
  person_id uuid not null references person (id),
  at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  note text not null default ''
);
create index wiki_proposal_open on wiki_proposal (page_id) where state = 'open';

create table wiki_attachment (
  id uuid primary key,
  page_id uuid not null references wiki_page (id),
  upload_id uuid not null references upload (id),
  name text not null,
  person_id uuid references person (id),
  at timestamptz not null,
  removed_at timestamptz
);
create unique index wiki_attachment_name on wiki_attachment (page_id, lower(name)) where removed_at is null;

create table wiki_comment (
  id uuid primary key,
  page_id uuid not null references wiki_page (id),
  body text not null check (body ~ '\S'),
  person_id uuid not null references person (id),
  at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid references person (id)
);
create index wiki_comment_page on wiki_comment (page_id, at);

create table wiki_import (
  id uuid primary key,
  space_id uuid not null references wiki_space (id),
  kind text not null check (kind in ('markdown', 'dokuwiki', 'mediawiki')),
  upload_id uuid references upload (id),
  file_name text not null,
  person_id uuid references person (id),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  total integer not null default 0,
  done integer not null default 0,
  faults jsonb not null default '[]',
  at timestamptz not null,
  ended_at timestamptz
);
