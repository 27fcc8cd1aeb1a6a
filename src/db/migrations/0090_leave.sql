-- Leave of absence and who stands in; the letter behind an appointment.

create table leave (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('annual', 'sick', 'duty', 'training', 'other')),
  first_day date not null,
  last_day date not null,                   -- inclusive
  note text not null default '',
  hand_over boolean not null,               -- the tasks that the person has taken go to who acts for the post, when the leave begins
  handed_over_at timestamptz,
  ended_at timestamptz,                     -- called off before it began
  created_at timestamptz not null,
  check (last_day >= first_day)
);

alter table appointment
  add column letter_date date,
  add column letter_upload_id uuid references upload (id),
  add column leave_id uuid references leave (id);   -- the absence that this Plh. bridges
create index leave_person on leave (person_id, last_day);
create index appointment_leave on appointment (leave_id) where leave_id is not null;

create index hosting_case_assignee on hosting_case (assignee_person_id) where assignee_person_id is not null and closed_at is null;
