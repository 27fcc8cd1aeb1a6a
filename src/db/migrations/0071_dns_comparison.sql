-- Whether the world says what the register wants: runs of the comparison, and what each found, from when to when.

alter table dns_zone add column resolver text not null default ''; -- "9.9.9.9:53": a resolver of the outside, asked by the comparison

create table dns_check (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  asked_by uuid,                                          -- null: the schedule
  started_at timestamptz not null,
  ended_at timestamptz not null,
  records integer not null,                               -- how many were compared
  servers jsonb not null,                                 -- each with its serial, or why it did not answer
  dnssec jsonb not null,
  found jsonb not null                                    -- kind of finding -> how many
);
create index dns_check_zone on dns_check (zone_id, started_at desc);

create table dns_finding (
  id uuid primary key,
  zone_id uuid not null references dns_zone (id),
  kind text not null check (kind in ('missing', 'changed', 'foreign', 'unresolved', 'dangling', 'lame', 'silent', 'serial', 'signature')),
  label text not null,
  type text not null default '',
  value text not null default '',
  ttl integer,
  servers text[] not null default '{}',                   -- where it was seen
  detail jsonb not null,                                  -- in both languages
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  closed_at timestamptz,                                  -- not there any more at that comparison
  told_at timestamptz,
  change_id uuid references dns_change (id)               -- the proposal that would settle it
);
create unique index dns_finding_once on dns_finding (zone_id, kind, label, type, value) where closed_at is null;
create index dns_finding_untold on dns_finding (zone_id) where closed_at is null and told_at is null;
