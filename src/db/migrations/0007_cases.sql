-- The conductor's own records: cases, their steps, documents, checks, and the idempotency of acts.

create table sop_version (
  id uuid primary key,
  code text not null,                       -- 'hosting'
  version text not null,
  definition jsonb not null,                -- the whole definition as data; a running case keeps its version
  effective_from date not null,
  created_at timestamptz not null,
  unique (code, version)
);

create table case_sequence (year integer primary key, last integer not null);

create table hosting_case (
  id uuid primary key,
  number text not null unique,              -- 'K-2026-0042'
  sop_version_id uuid not null references sop_version (id),
  office_id uuid not null references office (id),
  state text not null,                      -- a state of the SOP's process
  version integer not null default 1,       -- counts acts; a stale page is told so
  application_name text not null default '',
  subdomain text not null default '',
  request jsonb not null default '{}',      -- as typed (draft) or as parsed (submitted)
  granted jsonb,                            -- what was finally given, beside what was asked
  asked_by uuid[] not null default '{}',    -- persons who drafted or submitted: they decide nothing here
  assignee_person_id uuid references person (id),   -- who took the open task; null: the post's queue
  round integer not null default 0,         -- how often it was submitted
  created_by uuid not null references person (id),
  created_at timestamptz not null,
  submitted_at timestamptz,                 -- first submission
  state_since timestamptz not null,
  due_at timestamptz,                       -- of the open step
  total_due_at timestamptz,                 -- of the whole case, moved by standing time
  closed_at timestamptz,
  server_id uuid references server (id),
  application_id uuid references application (id),
  recommendation_id uuid,
  server_branch boolean,                    -- true: a server must be provided (step 4 "tidak tersedia")
  resolve_override text                     -- the written reason for sending the letter although the name was not verified
);
create index hosting_case_office on hosting_case (office_id, state);
create index hosting_case_state on hosting_case (state, due_at);
create index hosting_case_created on hosting_case (created_at);

-- One row per visit of a step.
create table case_step (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  step smallint not null,                   -- 1..10 of the annex
  state text not null,
  opened_at timestamptz not null,
  due_at timestamptz,                       -- null: the clock stands (waiting for the OPD)
  closed_at timestamptz,
  outcome text,                             -- the action that closed it
  closed_by_person_id uuid references person (id),
  closed_by_post_id uuid references post (id),
  closed_acting text,
  working_minutes integer,                  -- spent, by the working calendar
  late boolean
);
create index case_step_case on case_step (case_id, opened_at);
create unique index case_step_one_open on case_step (case_id) where closed_at is null;

create table case_document (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  kind text not null,                       -- requirement or output key of the definition: 'recommendation', 'appointment-letter', 'installation-guide', 'correction', 'evidence' …
  upload_id uuid not null references upload (id),
  step smallint not null,
  round integer not null,
  note text not null default '',
  added_by uuid not null references person (id),
  added_at timestamptz not null,
  replaced_at timestamptz
);
create index case_document_case on case_document (case_id);

-- Verdict per requirement of the completeness check (step 3), per round.
create table case_check (
  case_id uuid not null references hosting_case (id),
  round integer not null,
  requirement text not null,
  verdict text not null check (verdict in ('complete', 'incomplete')),
  reason text,                              -- a coded reason when incomplete
  note text not null default '',
  checked_by uuid not null references person (id),
  checked_at timestamptz not null,
  primary key (case_id, round, requirement)
);

create table case_return (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  round integer not null,
  final boolean not null,                   -- true: refused
  reasons text[] not null,
  missing text[] not null default '{}',
  explanation text not null default '',
  letter_id uuid references letter (id),
  at timestamptz not null
);
create index case_return_case on case_return (case_id);

create table case_disposition (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  step smallint not null,
  from_post_id uuid not null references post (id),
  to_post_id uuid not null references post (id),
  instructions text[] not null,
  note text not null default '',
  nature text not null default 'ordinary',
  due_on date,
  letter_id uuid references letter (id),
  at timestamptz not null
);
create index case_disposition_case on case_disposition (case_id);

-- Step 7: the guide as a checklist.
create table install_item (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  position integer not null,
  title text not null,
  detail text not null default '',
  done_at timestamptz,
  done_by uuid references person (id),
  evidence text not null default '',
  evidence_upload_id uuid references upload (id),
  unique (case_id, position) deferrable initially deferred
);

create table case_comment (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  body text not null,
  internal boolean not null default false,  -- true: the OPD does not see it
  author_person_id uuid not null references person (id),
  at timestamptz not null
);
create index case_comment_case on case_comment (case_id);

-- Something done on paper, by phone or by fax, entered afterwards.
create table manual_record (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  action text not null,
  medium text not null check (medium in ('paper', 'phone', 'fax')),
  happened_at timestamptz not null,         -- its true date
  reason text not null,
  upload_id uuid references upload (id),
  recorded_by uuid not null references person (id),
  recorded_at timestamptz not null
);

create table recommendation (
  id uuid primary key,
  number text not null unique,
  office_id uuid not null references office (id),
  application_name text not null,
  checklist jsonb not null,                 -- [{key, verdict, note}]
  result text not null check (result in ('recommended', 'with_notes', 'not_recommended')),
  notes text not null default '',
  cpu integer, memory_gb integer, disk_gb integer,
  issued_on date not null,
  valid_until date not null,
  letter_id uuid references letter (id),
  issued_by uuid not null references person (id),
  created_at timestamptz not null
);
alter table hosting_case add foreign key (recommendation_id) references recommendation (id);

-- The second click: an act's key is written with the act; the same key again answers with where the first one led.
create table act_key (
  account_id uuid not null,
  key uuid not null,                        -- the caller's own: two accounts may choose the same
  location text not null,
  at timestamptz not null,
  primary key (account_id, key)
);
