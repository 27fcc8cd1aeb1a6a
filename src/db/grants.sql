-- Run after every migration round: what the application's own role may do. Audit tables: read, and append through audit_append only.
grant usage on schema public to griya_app;
grant select, insert, update, delete on all tables in schema public to griya_app;
revoke insert, update, delete, truncate on audit_event, audit_head, schema_migration from griya_app;
-- What a letter was issued with stays.
revoke update, delete, truncate on letter_source from griya_app;
-- Versions of wiki pages are only ever added.
revoke update, delete, truncate on wiki_revision from griya_app;
revoke all on function audit_append from public;
grant execute on function audit_append to griya_app;
grant usage on schema graphile_worker to griya_app;
grant select, insert, update, delete on all tables in schema graphile_worker to griya_app;
grant usage, select on all sequences in schema graphile_worker to griya_app;
grant execute on all functions in schema graphile_worker to griya_app;

-- The job tables have row level security; graphile-worker leaves it to the installation to say who may pass.
do $$
declare
  job_table regclass;
begin
  for job_table in select oid from pg_class where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity loop
    execute format('drop policy if exists griya_app on %s', job_table);
    execute format('create policy griya_app on %s to griya_app using (true) with check (true)', job_table);
  end loop;
end
$$;
