-- Who looks at cases is told that something has changed, in the transaction of the change: the office whose case it is and
-- whether it was submitted (the host sees it then), nothing of the case itself. Equal notices of one transaction are one.

create function cases_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('griya_cases', new.office_id || case when new.submitted_at is null then ':draft' else ':submitted' end);
  return null;
end
$$;
create trigger hosting_case_made after insert on hosting_case for each row execute function cases_changed();
create trigger hosting_case_changed after update on hosting_case for each row
  when (old.version <> new.version or old.due_at is distinct from new.due_at or old.assignee_person_id is distinct from new.assignee_person_id)
  execute function cases_changed();

create function case_part_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('griya_cases', c.office_id || case when c.submitted_at is null then ':draft' else ':submitted' end)
    from hosting_case c where c.id = new.case_id;
  return null;
end
$$;
create trigger case_comment_made after insert on case_comment for each row execute function case_part_changed();
