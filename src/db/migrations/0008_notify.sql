create table notification (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null,
  subject_id uuid not null,
  subject_label text not null,
  path text not null,
  data jsonb not null default '{}',
  at timestamptz not null,
  read_at timestamptz
);
create index notification_person on notification (person_id, at desc);
create index notification_unread on notification (person_id) where read_at is null;
