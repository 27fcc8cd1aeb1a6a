-- How complete the entries of each office's applications in service were at the end of a day.

create table completeness_day (
  day date not null,
  office_id uuid not null references office (id),
  applications integer not null,
  complete integer not null,
  required integer not null,                -- fields that must be filled
  filled integer not null,
  primary key (office_id, day)
);
create index completeness_day_day on completeness_day (day);
