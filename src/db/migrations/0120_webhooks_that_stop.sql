-- A hook whose receiver has answered nothing for days is switched off by Griya; administrators are told once.

alter table webhook add paused_at timestamptz, add pause_told_at timestamptz,
  add changed_at timestamptz;               -- failures before this are not counted against what was set then
update webhook set changed_at = created_at;
alter table webhook alter changed_at set not null;
