-- A record's page is called after its record: when that is renamed, the title follows, unless a person has given another one.

alter table wiki_page add column record_name text;   -- the record's name when the title was made from it
alter table wiki_page add column given_title text;    -- the title that was made; another one now: a person gave it

update wiki_page p set given_title = first.title,
    record_name = coalesce((select name from application where id = p.record_id), (select name from server where id = p.record_id),
      (select name from site where id = p.record_id), first.title)
  from wiki_revision first where first.page_id = p.id and first.number = 1 and p.record_kind is not null;

-- Whatever door a name comes in by (a page, the API, an import), the wiki hears of it in the same transaction.
create function record_renamed() returns trigger language plpgsql as $$
begin
  perform graphile_worker.add_job('cases.follow-record-name', json_build_object('kind', tg_argv[0], 'id', new.id));
  return null;
end
$$;
create trigger application_renamed after update of name on application for each row when (old.name <> new.name)
  execute function record_renamed('application');
create trigger server_renamed after update of name on server for each row when (old.name <> new.name)
  execute function record_renamed('server');
create trigger site_renamed after update of name on site for each row when (old.name <> new.name)
  execute function record_renamed('site');
