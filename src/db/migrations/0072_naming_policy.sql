-- How an application may be called: rules that the office writes itself, beside those of the DNS.

create table dns_naming_policy (
  one boolean primary key default true check (one),
  shortest integer not null default 3 check (shortest between 1 and 63),
  longest integer not null default 40 check (longest between shortest and 63),
  hyphens boolean not null default true,
  digit_first boolean not null default true,
  per_application text not null default 'warn' check (per_application in ('off', 'warn', 'refuse')), -- one name for one application
  similar_names text not null default 'warn' check (similar_names in ('off', 'warn', 'refuse')),
  version integer not null default 1
);
insert into dns_naming_policy default values;

alter table dns_name
  add column application_name text not null default '',   -- what the name is asked for
  add column office_id uuid references office (id);
