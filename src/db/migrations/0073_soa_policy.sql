-- The SOA as the office wants it, how serials count, and whether the public list names a zone.

alter table dns_zone
  add column soa_refresh integer not null default 3600 check (soa_refresh between 300 and 604800),
  add column soa_retry integer not null default 900 check (soa_retry between 60 and 604800),
  add column soa_expire integer not null default 1209600 check (soa_expire between 86400 and 31536000),
  add column soa_negative integer not null default 300 check (soa_negative between 30 and 86400),
  add column serial_policy text not null default 'date' check (serial_policy in ('date', 'count')),
  add column listed boolean not null default true;
