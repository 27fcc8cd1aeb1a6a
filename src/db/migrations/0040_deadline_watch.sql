-- Who was told that a deadline comes near or has passed, and by which working calendar an open deadline was counted.

alter table hosting_case add column deadlines_by integer not null default 0;  -- installation.calendar_version of the last count; 0: not counted again yet
alter table case_step
  add column warned_at timestamptz,         -- the holder was told that it is due soon
  add column late_told_at timestamptz;      -- holder and the post above were told that it is late
