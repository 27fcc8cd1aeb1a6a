-- Work inside a step: sub-tasks with their checklist and talk. They decide nothing: what a step needs is the SOP's to say.

create table sub_task (
  id uuid primary key,
  case_id uuid not null references hosting_case (id),
  step smallint not null,
  position integer not null,
  title text not null,
  detail text not null default '',
  requirement text,                         -- made from this kelengkapan or output of the SOP's step
  assignee_person_id uuid references person (id),
  due_at timestamptz,
  effort_minutes integer check (effort_minutes >= 0),   -- estimated
  spent_minutes integer not null default 0 check (spent_minutes >= 0),
  done_at timestamptz,
  done_by uuid references person (id),
  late_told_at timestamptz,
  removed_at timestamptz,
  created_by uuid not null references person (id),
  created_at timestamptz not null
);
create index sub_task_case on sub_task (case_id, step, position);
create unique index sub_task_requirement on sub_task (case_id, step, requirement) where requirement is not null and removed_at is null;
create index sub_task_open on sub_task (assignee_person_id, due_at) where done_at is null and removed_at is null;

create table sub_task_item (
  id uuid primary key,
  sub_task_id uuid not null references sub_task (id),
  position integer not null,
  title text not null,
  done_at timestamptz,
  done_by uuid references person (id)
);
create index sub_task_item_task on sub_task_item (sub_task_id, position);

create table sub_task_comment (
  id uuid primary key,
  sub_task_id uuid not null references sub_task (id),
  body text not null,
  mentioned uuid[] not null default '{}',
  author_person_id uuid not null references person (id),
  at timestamptz not null
);
create index sub_task_comment_task on sub_task_comment (sub_task_id, at);

create trigger sub_task_changed after insert or update on sub_task for each row execute function case_part_changed();
