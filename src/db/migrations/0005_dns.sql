-- Names under the office's domain: who holds them, and the records that should exist.

create table dns_zone (
  id uuid primary key,
  name text not null unique,                -- "batam.go.id", lower case, no final dot
  provider text not null default 'zonefile' check (provider in ('zonefile')),
  file_path text,                           -- null: <data>/zones/<name>.zone
  verify text not null default 'zonefile' check (verify in ('zonefile', 'authoritative')),
  verify_servers text not null default '',  -- "203.0.113.1:53, [2001:db8::1]:53"
  primary_server text not null,             -- SOA mname
  mailbox text not null,                    -- SOA rname, as host name
  ttl integer not null default 3600 check (ttl between 60 and 604800),
  serial bigint not null default 0,
  version integer not null default 1,       -- counts changes of the settings; a stale page is told so
  created_at timestamptz not null
);

create table dns_reserved_label (
  label text primary key,
  reason text not null default ''
);

-- A name is held from the submission of a request on; one live holder per name.
create table dns_name (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  label text not null check (label = lower(label)),
  holder uuid not null,
  holder_label text not null,
  state text not null check (state in ('reserved', 'in_use', 'released')),
  reserved_at timestamptz not null,
  released_at timestamptz
);
create unique index dns_name_one_holder on dns_name (zone_id, label) where state <> 'released';
create unique index dns_name_one_per_holder on dns_name (holder) where state <> 'released';

create table dns_record (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  label text not null,                      -- '@' for the apex
  type text not null check (type in ('A', 'AAAA', 'CNAME', 'NS', 'MX', 'TXT', 'CAA', 'SRV')),
  value text not null,
  ttl integer,
  holder uuid,                              -- the case or application behind it; null: entered by hand
  comment text not null default '',
  state text not null check (state in ('wanted', 'published', 'removing', 'removed')),
  publish_error text,
  published_at timestamptz,
  verified_at timestamptz,
  verify_result text,                       -- in words: what was asked of whom and what came back
  created_at timestamptz not null
);
create unique index dns_record_once on dns_record (zone_id, label, type, value) where state <> 'removed';
create index dns_record_holder on dns_record (holder);
