-- Zones with a provider each, all record types, change sets with two persons, and what was found when a zone was compared.

alter table dns_zone drop constraint dns_zone_provider_check;
alter table dns_zone
  add constraint dns_zone_provider_check check (provider in ('zonefile', 'rfc2136', 'powerdns')),
  add column server text not null default '',             -- rfc2136: "203.0.113.1:53"; powerdns: "http://127.0.0.1:8081"
  add column key_name text not null default '',           -- of the TSIG key
  add column key_algorithm text not null default 'hmac-sha256',
  add column sealed_key bytea,                            -- the TSIG secret or the API key, sealed with the installation's secret
  add column internal boolean not null default false,     -- private addresses belong here; left out of public lists
  add column sensitive text[] not null default '{apex,mx,ns,wildcard,deletion}', -- what needs a second person
  add column change_count integer not null default 0,     -- the number of the last change set
  add column observed jsonb,                              -- what the last comparison found
  add column observed_at timestamptz;

alter table dns_record drop constraint dns_record_type_check;
alter table dns_record
  add constraint dns_record_type_check
    check (type in ('A', 'AAAA', 'CNAME', 'NS', 'MX', 'TXT', 'CAA', 'SRV', 'PTR', 'TLSA', 'SSHFP')),
  -- 'foreign': found at the server, not asked for here. It is kept as it is until somebody adopts or removes it.
  add column origin text not null default 'register' check (origin in ('register', 'foreign')),
  add column office_id uuid references office (id),
  add column application_id uuid references application (id),
  add column change_id uuid;                              -- the change set that last touched it

-- A publication asks for these only, however large the zone is.
create index dns_record_waiting on dns_record (zone_id) where state in ('wanted', 'removing');
create index dns_record_unverified on dns_record (zone_id) where state = 'published' and verified_at is null;

create table dns_change (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  number integer not null,
  state text not null check (state in ('proposed', 'approved', 'published', 'verified', 'refused', 'withdrawn')),
  reason text not null,
  author uuid,                                            -- a person; null: the system for a holder
  author_label text not null,
  approver uuid,
  approver_label text,
  decision_note text not null default '',
  holder uuid,                                            -- the request that it belongs to
  holder_label text not null default '',
  sensitive text[] not null default '{}',                 -- why it needs a second person
  seen jsonb not null default '{}',                       -- the sets concerned as they were when it was proposed
  reverses uuid references dns_change (id),
  proposed_at timestamptz not null,
  decided_at timestamptz,
  published_at timestamptz,
  verified_at timestamptz,
  unique (zone_id, number),
  -- Who proposes what is sensitive does not approve it.
  check (sensitive = '{}' or approver is null or approver is distinct from author)
);
create index dns_change_open on dns_change (zone_id) where state in ('proposed', 'approved', 'published');
create unique index dns_change_reversed_once on dns_change (reverses)
  where state not in ('refused', 'withdrawn') and reverses is not null;

create table dns_change_item (
  change_id uuid not null references dns_change (id),
  position integer not null,
  action text not null check (action in ('add', 'remove', 'change')),
  label text not null,
  type text not null,
  value text not null,
  ttl integer,
  ttl_before integer,
  comment text not null default '',
  office_id uuid references office (id),
  application_id uuid references application (id),
  primary key (change_id, position)
);
