-- Years too: what is told per office over many years is read from few rows.
alter table figure_span drop constraint figure_span_span_check,
  add constraint figure_span_span_check check (span in ('day', 'month', 'year'));
delete from figure_span;
insert into figure_change
  select closed_at from case_step where closed_at is not null
  union select submitted_at from hosting_case where submitted_at is not null
  union select closed_at from hosting_case where closed_at is not null
  union select at from case_return;
