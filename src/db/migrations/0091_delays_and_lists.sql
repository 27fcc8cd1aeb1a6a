-- Why a step was late; lists and the board at a million cases; saved views.

create table case_delay (
  step_id uuid primary key references case_step (id),   -- the visit of the step; what is said later replaces what was said
  reason text not null,                     -- a word of `delayReasons`
  note text not null default '',
  person_id uuid not null references person (id),
  post_id uuid references post (id),
  acting text,
  at timestamptz not null
);
create index case_delay_reason on case_delay (reason);
-- Late steps of a person that still want a reason.
create index case_step_late on case_step (closed_by_person_id, closed_at) where late;

-- The board reads open cases only, each column by its due moment; counts come from the index alone.
create index hosting_case_open on hosting_case (state, due_at, created_at) include (office_id, submitted_at, assignee_person_id) where closed_at is null;
create index hosting_case_open_office on hosting_case (office_id, state, due_at) where closed_at is null;
create index hosting_case_open_due on hosting_case (due_at) where closed_at is null;
-- The order of the lists: open first by due moment, then closed, the latest first.
create index hosting_case_listed on hosting_case (closed_at desc, due_at, created_at desc);
create index hosting_case_closed_office on hosting_case (office_id, closed_at desc) where closed_at is not null;
create index hosting_case_words on hosting_case using gin (number gin_trgm_ops, application_name gin_trgm_ops, subdomain gin_trgm_ops);

-- A filter of the board or a list under a name: one's own, or shared with the office.
create table saved_view (
  id uuid primary key,
  person_id uuid not null references person (id),
  office_id uuid not null references office (id),
  name text not null,
  path text not null,                       -- '/board', '/cases' …
  query text not null,                      -- the filter as it stands in the address, without the page
  shared boolean not null default false,
  created_at timestamptz not null
);
create unique index saved_view_name on saved_view (person_id, lower(name));
create index saved_view_office on saved_view (office_id) where shared;
