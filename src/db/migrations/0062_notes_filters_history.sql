-- What every record of the register may carry besides its fields: tags, notes, attachments; lists that people keep; capacity by day.

create table record_tag (
  kind text not null check (kind in ('application', 'server', 'rack', 'cable', 'site', 'network', 'vlan', 'vrf')),
  record_id uuid not null,
  tag text not null check (tag ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  primary key (kind, record_id, tag)
);
create index record_tag_records on record_tag (tag, kind, record_id);

-- A note stays: who wrote it and when belong to it.
create table record_note (
  id uuid primary key,
  kind text not null check (kind in ('application', 'server', 'rack', 'cable', 'site', 'network', 'vlan', 'vrf')),
  record_id uuid not null,
  body text not null check (body <> ''),
  person_id uuid references person (id),
  at timestamptz not null
);
create index record_note_record on record_note (kind, record_id, at);

create table record_file (
  id uuid primary key,
  kind text not null check (kind in ('application', 'server', 'rack', 'cable', 'site', 'network', 'vlan', 'vrf')),
  record_id uuid not null,
  upload_id uuid not null references upload (id),
  title text not null default '',
  person_id uuid references person (id),
  at timestamptz not null
);
create index record_file_record on record_file (kind, record_id, at);
create index record_file_upload on record_file (upload_id);

-- The filters of a list under a name: one's own, or everybody's who sees the list.
create table saved_filter (
  id uuid primary key,
  list text not null check (list in ('applications', 'servers', 'devices', 'networks')),
  name text not null check (name <> ''),
  query text not null,                      -- as in the list's own address: "kind=virtual&status=active"
  account_id uuid not null references account (id),
  shared boolean not null default false,
  created_at timestamptz not null,
  constraint saved_filter_name unique (account_id, list, name)
);
create index saved_filter_list on saved_filter (list, name);

-- What a host or server had and what was taken of it at the end of a day.
create table capacity_day (
  day date not null,
  server_id uuid not null references server (id),
  cpu_total bigint not null,
  cpu_taken bigint not null,
  memory_mb_total bigint not null,
  memory_mb_taken bigint not null,
  disk_gb_total bigint not null,
  disk_gb_taken bigint not null,
  primary key (server_id, day)
);
create index capacity_day_day on capacity_day (day);
