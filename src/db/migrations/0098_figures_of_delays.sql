-- Reasons for lateness are figures of the day on which the late step was closed.

create function figure_delay_changed() returns trigger language plpgsql as $$
begin
  insert into figure_change select closed_at from case_step
    where id = case tg_op when 'DELETE' then old.step_id else new.step_id end and closed_at is not null;
  return null;
end
$$;
create trigger figure_delay_changed after insert or update or delete on case_delay for each row execute function figure_delay_changed();

delete from figure_span;
insert into figure_change
  select closed_at from case_step where closed_at is not null
  union select submitted_at from hosting_case where submitted_at is not null
  union select closed_at from hosting_case where closed_at is not null
  union select at from case_return;
