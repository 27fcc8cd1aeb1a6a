-- Offices, people, posts and who holds them when; accounts and sessions (better-auth's own tables, prefixed auth_).

create table installation (
  only_one boolean primary key default true check (only_one),
  government_name text not null,            -- "Pemerintah Kota Batam", first line of the kop
  city_name text not null,                  -- "Kota Batam"
  place text not null,                      -- "Batam", before the date of a letter
  domain text not null,                     -- "batam.go.id"
  time_zone text not null default 'Asia/Jakarta',
  host_office_id uuid not null,
  upload_limit_bytes bigint not null default 52428800 check (upload_limit_bytes > 0),
  calendar_version integer not null default 1,  -- counts changes of the working calendar, so that a process may keep it in memory
  set_up_at timestamptz not null
);

-- One-time token of the set-up page; only its hash is kept.
create table setup_token (
  only_one boolean primary key default true check (only_one),
  token_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);

create table office (
  id uuid primary key,
  name text not null,                       -- "Dinas Kesehatan"
  abbreviation text not null,               -- "DINKES": unit code in letter numbers
  kind text not null check (kind in ('host', 'applicant')),
  head_title text not null,                 -- "Kepala Dinas Kesehatan"
  address text not null default '',
  phone text not null default '',
  email text not null default '',
  website text not null default '',
  logo_file_id uuid,
  letter_number_pattern text not null default '{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}',
  active boolean not null default true,
  created_at timestamptz not null
);
create unique index office_abbreviation on office (lower(abbreviation));
create unique index office_one_host on office (kind) where kind = 'host';
alter table installation add foreign key (host_office_id) references office (id) deferrable initially deferred;

create table person (
  id uuid primary key,
  office_id uuid not null references office (id),
  name text not null,
  nip text unique,                          -- 18 digits, PNS or PPPK; personal data: never in logs or public pages
  rank text not null default '',            -- "Pembina Tk. I (IV/b)"
  email text not null default '',
  phone text not null default '',
  created_at timestamptz not null
);
create index person_office on person (office_id);

-- A post of an office. role is the key by which the SOP's definition calls it; null for posts outside the SOP.
create table post (
  id uuid primary key,
  office_id uuid not null references office (id),
  role text,
  title text not null,                      -- today's title, "Kepala Bidang Penyelenggaraan E-Government"
  active boolean not null default true,
  created_at timestamptz not null
);
create unique index post_one_per_role on post (office_id, role) where role is not null and role not in ('technician', 'technical-team', 'applicant-staff') and active;

-- Who holds a post from when until when (last day inclusive), definitively or acting.
create table appointment (
  id uuid primary key,
  post_id uuid not null references post (id),
  person_id uuid not null references person (id),
  kind text not null check (kind in ('definitive', 'plt', 'plh')),
  valid_from date not null,
  valid_until date,
  letter_number text not null default '',
  ended_at timestamptz,
  created_at timestamptz not null,
  check (valid_until is null or valid_until >= valid_from)
);
create index appointment_person on appointment (person_id);
create index appointment_post on appointment (post_id);

create table auth_user (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean default false
);
create table auth_session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth_user (id) on delete cascade
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth_user (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index auth_verification_identifier on auth_verification (identifier);
create table auth_two_factor (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null references auth_user (id) on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index auth_two_factor_user on auth_two_factor ("userId");
create table auth_passkey (
  id uuid primary key,
  name text,
  "publicKey" text not null,
  "userId" uuid not null references auth_user (id) on delete cascade,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz default now(),
  aaguid text
);
create index auth_passkey_user on auth_passkey ("userId");
create table auth_rate_limit (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);

-- An account is an auth_user that belongs to a person and may hold system roles (which decide no case).
create table account (
  id uuid primary key references auth_user (id) on delete cascade,
  person_id uuid not null unique references person (id),
  administrator boolean not null default false,
  auditor boolean not null default false,
  language text not null default 'id' check (language in ('id', 'en')),
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table api_key (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  name text not null,
  prefix text not null,                     -- first characters, to recognise it in a list
  key_hash bytea not null unique,           -- sha256 of the key; the key itself is shown once
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Working calendar, edited by the administrator.
create table holiday (
  date date primary key,
  kind text not null check (kind in ('national', 'collective_leave', 'special')),
  name text not null,
  basis text not null,                      -- "SKB 1497/2/5 tanggal 19 September 2025"
  status text not null check (status in ('official', 'estimate'))
);
create table working_period (
  id uuid primary key,
  name text not null,                       -- "Normal", "Ramadan 1447 H"
  first_day date,                           -- null: since ever (the base period)
  last_day date,
  basis text not null default '',
  status text not null check (status in ('official', 'estimate')),
  check ((first_day is null) = (last_day is null)),
  check (last_day >= first_day),
  exclude using gist (daterange(first_day, last_day, '[]') with &&) where (first_day is not null)
);
create unique index working_period_one_base on working_period ((true)) where first_day is null;
create table working_hours (
  period_id uuid not null references working_period (id) on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),  -- ISO: 1 = Monday
  starts time not null,
  ends time not null,
  break_starts time,
  break_ends time,
  primary key (period_id, weekday),
  check (ends > starts),
  check ((break_starts is null) = (break_ends is null)),
  check (break_starts is null or (break_starts >= starts and break_ends > break_starts and break_ends <= ends))
);

create function calendar_changed() returns trigger language plpgsql as $$
begin
  update installation set calendar_version = calendar_version + 1;
  return null;
end
$$;
create trigger holiday_changed after insert or update or delete on holiday for each statement execute function calendar_changed();
create trigger working_period_changed after insert or update or delete on working_period for each statement execute function calendar_changed();
create trigger working_hours_changed after insert or update or delete on working_hours for each statement execute function calendar_changed();

-- A form that was posted after its session had ended, sealed; its owner gets it back after signing in again.
create table parked_form (
  id_hash bytea primary key,                -- sha256 of the id that the browser keeps; the id is half of the key
  account_id uuid not null references account (id) on delete cascade,
  path text not null,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index parked_form_expiry on parked_form (expires_at);
