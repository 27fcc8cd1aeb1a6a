-- Documents are stored once, by hash, in chunks. An upload is one person's naming of such content.

create table file (
  id uuid primary key,
  sha256 bytea unique,                      -- null while the content is still coming in
  size bigint not null default 0,
  media_type text not null default 'application/octet-stream',  -- as sniffed, never as claimed
  pages integer,                            -- of a PDF, when it could be told
  created_at timestamptz not null
);
create table file_chunk (
  file_id uuid not null references file (id) on delete cascade,
  no integer not null,
  data bytea not null,
  primary key (file_id, no)
);
alter table file_chunk alter column data set storage external;

create table upload (
  id uuid primary key,
  file_id uuid not null references file (id),
  name text not null,                       -- cleaned: no path parts, no control characters, at most 200 characters
  purpose text not null,                    -- which kind of document it was sent as
  uploaded_by uuid references account (id),
  created_at timestamptz not null
);
create index upload_file on upload (file_id);
alter table office add foreign key (logo_file_id) references file (id);
