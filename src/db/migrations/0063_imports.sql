-- Tables that people bring along: a run per file, the verdict on each of its rows, and which column went where.

create table import_run (
  id uuid primary key,
  kind text not null check (kind in ('devices', 'servers', 'addresses', 'applications')),
  upload_id uuid not null references upload (id),
  name text not null,                       -- of the file
  format text not null,
  encoding text not null default '',
  delimiter text not null default '',
  headers jsonb not null,
  sample jsonb not null,                    -- the first rows, for whoever chooses the columns
  rows_total integer not null,
  mapping jsonb not null,                   -- the field of each column, '' for none
  state text not null check (state in ('mapping', 'checking', 'checked', 'writing', 'written', 'failed')),
  rows_done integer not null default 0,
  counts jsonb,                             -- by verdict
  error text not null default '',
  account_id uuid not null references account (id),
  person_id uuid references person (id),
  created_at timestamptz not null,
  checked_at timestamptz,
  written_at timestamptz
);
create index import_run_list on import_run (created_at desc);

create table import_verdict (
  run_id uuid not null references import_run (id) on delete cascade,
  row_no integer not null,
  verdict text not null check (verdict in ('new', 'change', 'same', 'conflict', 'fault')),
  label text not null,
  faults jsonb not null default '[]',
  changes jsonb not null default '{}',
  primary key (run_id, row_no)
);
create index import_verdict_list on import_verdict (run_id, verdict, row_no);

-- Where a column of this heading went last time.
create table import_heading (
  kind text not null,
  heading text not null,
  field text not null,
  primary key (kind, heading)
);

-- How far a long one is, told while its own transaction is still open; no foreign key, which would wait for that transaction.
create table import_progress (
  run_id uuid primary key,
  rows_done integer not null
);
