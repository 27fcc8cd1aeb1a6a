-- Whose a record is and why it is there; and reading what another server or a file holds, before anything of it is adopted.

alter table dns_record
  -- 'outside': found at a server or in a file, and adopted as it was.
  add column origin text not null default 'register' check (origin in ('register', 'outside')),
  add column office_id uuid references office (id),
  add column application_id uuid references application (id),
  add column reference text not null default '';          -- the case, letter or contract behind it, as typed
create index dns_record_application on dns_record (application_id) where application_id is not null;

alter table dns_change_item
  add column origin text not null default 'register' check (origin in ('register', 'outside')),
  add column office_id uuid references office (id),
  add column application_id uuid references application (id),
  add column reference text not null default '';

-- Of a zone file: the digest of what Griya wrote last. Another one on the disk means that somebody edited it.
alter table dns_zone add column file_digest text not null default '';

create table dns_import (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  source text not null check (source in ('own', 'transfer', 'text')),
  server text not null default '',                        -- transfer: "203.0.113.1:53"
  key_name text not null default '',
  key_algorithm text not null default 'hmac-sha256',
  sealed_key bytea,                                       -- gone as soon as the transfer was tried
  state text not null check (state in ('reading', 'read', 'failed')),
  fault text,                                             -- "CODE: message"
  serial bigint,
  author uuid,
  author_label text not null,
  asked_at timestamptz not null,
  read_at timestamptz
);
create index dns_import_zone on dns_import (zone_id, asked_at desc);

create table dns_import_line (
  import_id uuid not null references dns_import (id) on delete cascade,
  position integer not null,
  label text not null default '',
  type text not null default '',
  value text not null default '',                         -- of what cannot be held: the line as it stood there
  ttl integer,
  verdict text not null check (verdict in ('new', 'same', 'differs', 'foreign', 'refused')),
  why jsonb,                                              -- in both languages, for what is refused or somebody else's
  change_id uuid references dns_change (id),              -- the change set that adopted it
  primary key (import_id, position)
);
