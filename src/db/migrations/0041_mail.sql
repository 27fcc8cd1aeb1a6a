-- Notices by e-mail: when each is to be sent, when it was, and what each person wants.

create table mail_preference (
  person_id uuid primary key references person (id),
  mode text not null check (mode in ('at-once', 'working-hours', 'daily', 'none')),
  muted text[] not null default '{}',       -- kinds of notices that come to the inbox only
  changed_at timestamptz not null
);

alter table notification
  add column mail_due_at timestamptz,       -- null: not by mail
  add column mail_id uuid,                  -- the mail that it is in; the mail's Message-ID is made of it
  add column mailed_at timestamptz,
  add column mail_error text;               -- the recipient's server will not have it: not tried again
create index notification_to_mail on notification (person_id, mail_due_at) where mail_due_at is not null and mailed_at is null and mail_error is null;
