-- Templates that an office changes, the sources that letters were issued with, the paper that letters stand on.

create table letter_source (                -- a template with all that it reads; never changed (grants.sql)
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  main text not null,
  files jsonb not null,                     -- path -> text
  created_at timestamptz not null
);

alter table letter add column source_hash text references letter_source (hash);  -- null: a draft, or issued before templates were kept

create table letter_template (
  id uuid primary key,
  kind text not null,
  no integer not null,                      -- 1, 2, 3 … within a kind
  status text not null check (status in ('draft', 'active', 'retired')),
  template text not null,
  reason text not null default '',          -- why it was made
  based_on integer,                         -- the version it was begun from; null: the one of the release
  source_hash text references letter_source (hash),  -- what was proven when it was activated
  made_by uuid references person (id),
  made_at timestamptz not null,
  activated_by uuid references person (id),
  activated_at timestamptz,
  retired_at timestamptz,
  version integer not null default 1,
  unique (kind, no),
  check ((status = 'draft') = (source_hash is null))
);
create unique index letter_template_active on letter_template (kind) where status = 'active';

create table letter_page (                  -- paper, font, spacing and margins of the installation (office_id null) or of one office
  office_id uuid references office (id),
  settings jsonb not null,
  unique nulls not distinct (office_id)
);
