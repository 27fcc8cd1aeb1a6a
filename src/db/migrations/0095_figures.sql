-- Figures of every day and month, counted from the records by a job; the database itself notes which days have changed,
-- whoever writes, so that a correction and a case that is opened again are counted like anything else.

create table figure_span (
  span text not null check (span in ('day', 'month')),
  starts date not null,                     -- the day, or the first of the month, by the office's clocks
  office_id uuid references office (id),    -- null: all offices together
  cases jsonb not null,                     -- how many came in, ended, in what time
  steps jsonb not null,                     -- the same of every step, and reasons of returns
  unique nulls not distinct (span, starts, office_id)
);

-- A moment whose day is to be counted again. Only ever added to by acts, so that no act waits for another.
-- (No key: two acts on one day each leave their own.)
create table figure_change (at timestamptz not null);

create function figure_step_changed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'DELETE' and new.closed_at is not null then insert into figure_change values (new.closed_at); end if;
  if tg_op = 'UPDATE' and old.closed_at is null then return null; end if;
  -- A correction: the time of the whole case changes too, on the day on which it ended.
  if tg_op <> 'INSERT' then insert into figure_change values (old.closed_at); end if;
  insert into figure_change select closed_at from hosting_case
    where id = case tg_op when 'DELETE' then old.case_id else new.case_id end and closed_at is not null;
  return null;
end
$$;
create trigger figure_step_inserted after insert on case_step for each row when (new.closed_at is not null)
  execute function figure_step_changed();
create trigger figure_step_updated after update on case_step for each row
  when (new.closed_at is not null or old.closed_at is not null) execute function figure_step_changed();
create trigger figure_step_deleted after delete on case_step for each row when (old.closed_at is not null)
  execute function figure_step_changed();

-- What an act changes of its case falls on the moment at which it closes a step; these are the corrections.
create function figure_case_changed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into figure_change select at from unnest(array[old.submitted_at, old.closed_at]) as at where at is not null;
    insert into figure_change select closed_at from case_step where case_id = old.id and closed_at is not null and old.office_id is distinct from new.office_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into figure_change select at from unnest(array[new.submitted_at, new.closed_at]) as at where at is not null;
  end if;
  return null;
end
$$;
create trigger figure_case_inserted after insert on hosting_case for each row when (new.submitted_at is not null)
  execute function figure_case_changed();
create trigger figure_case_updated after update on hosting_case for each row
  when (old.submitted_at is distinct from new.submitted_at or old.closed_at is distinct from new.closed_at
    or old.office_id is distinct from new.office_id or (new.closed_at is not null and
      (old.state is distinct from new.state or old.total_due_at is distinct from new.total_due_at)))
  execute function figure_case_changed();
create trigger figure_case_deleted after delete on hosting_case for each row when (old.submitted_at is not null)
  execute function figure_case_changed();

create function figure_return_changed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then insert into figure_change values (old.at); end if;
  if tg_op <> 'DELETE' then insert into figure_change values (new.at); end if;
  return null;
end
$$;
create trigger figure_return_changed after insert or update or delete on case_return for each row
  execute function figure_return_changed();

-- What lies in a period, for counting a day and for the list behind a figure.
create index hosting_case_submitted on hosting_case (submitted_at) where submitted_at is not null;
create index hosting_case_closed on hosting_case (closed_at) where closed_at is not null and submitted_at is not null;
create index case_step_closed on case_step (closed_at) where closed_at is not null;
create index case_return_at on case_return (at);

-- What was there before this migration.
insert into figure_change
  select closed_at from case_step where closed_at is not null
  union select submitted_at from hosting_case where submitted_at is not null
  union select closed_at from hosting_case where closed_at is not null
  union select at from case_return;
