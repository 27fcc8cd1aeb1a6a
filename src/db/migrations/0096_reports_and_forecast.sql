-- Monthly reports, and what forecasts draw from.

create table monthly_report (
  id uuid primary key,
  month date not null unique check (extract(day from month) = 1),
  made_at timestamptz not null,
  tables jsonb not null,                    -- the figures as they were when it was made: the report and its workbook stay the same
  letter_id uuid not null references letter (id)
);

-- Learned from recorded cases by a job; the latest counts.
create table forecast_model (
  made_at timestamptz primary key,
  cases integer not null,                   -- answered cases it was learned from
  model jsonb not null,
  back_test jsonb not null                  -- how forecasts of the past would have turned out
);
