-- One entry per record that can be looked for, kept by triggers whoever writes, so that one question finds servers,
-- addresses, networks and applications at once: by a beginning, by a part, or nearly (trigrams).

create extension if not exists pg_trgm;

create table search_entry (
  kind text not null check (kind in ('application', 'server', 'address', 'network', 'site', 'device')),
  record_id uuid not null,
  about_kind text not null,                 -- the record to open: a server for its address
  about_id uuid not null,
  office_id uuid,                           -- who sees it besides the hosting office; null: nobody
  title text not null,
  detail text not null default '',
  words text not null,                      -- everything that is looked through, lower case
  live boolean not null default true,       -- false: retired, found but shown last
  primary key (kind, record_id)
);
create index search_entry_title on search_entry (lower(title) text_pattern_ops);
create index search_entry_words on search_entry using gin (words gin_trgm_ops);
create index search_entry_about on search_entry (about_id);
create index search_entry_office on search_entry (office_id) where office_id is not null;

create function search_put(kind text, record_id uuid, about_kind text, about_id uuid, office_id uuid, title text, detail text, words text, live boolean)
returns void language sql as $$
  insert into search_entry values (kind, record_id, about_kind, about_id, office_id, title, detail, lower(left(title || ' ' || words, 4000)), live)
  on conflict (kind, record_id) do update set about_kind = excluded.about_kind, about_id = excluded.about_id, office_id = excluded.office_id,
    title = excluded.title, detail = excluded.detail, words = excluded.words, live = excluded.live
$$;

-- The words that occur, so that a mistyped one is told from its neighbours without reading every record.
create table search_word (
  word text primary key check (length(word) between 4 and 30)
);
create index search_word_nearly on search_word using gin (word gin_trgm_ops);

create function search_words() returns trigger language plpgsql as $$
begin
  insert into search_word select distinct word from regexp_split_to_table(new.words, '[^a-z]+') word
    where length(word) between 4 and 30 order by word on conflict do nothing;
  return null;
end
$$;
create trigger search_words after insert or update of words on search_entry for each row execute function search_words();

-- The words nearest to a mistyped one; the threshold is the function's own, whatever the session has set.
create function words_near(wanted text, most integer) returns setof text language sql stable
  set pg_trgm.similarity_threshold = 0.35 as $$
  select word from search_word where word % wanted order by similarity(word, wanted) desc, word limit most
$$;

create function server_search() returns trigger language plpgsql as $$
begin
  perform search_put('server', new.id, 'server', new.id, null, new.name, new.operating_system,
    concat_ws(' ', new.serial_number, new.asset_number, new.operating_system, new.processor, new.rack, new.notes), new.status <> 'retired');
  if tg_op = 'UPDATE' and new.name <> old.name then
    update search_entry set detail = new.name, words = title || ' ' || lower(new.name) where kind = 'address' and about_id = new.id;
  end if;
  return null;
end
$$;
create trigger server_search after insert or update on server for each row execute function server_search();

create function address_search() returns trigger language plpgsql as $$
declare
  server_name text;
begin
  if tg_op = 'DELETE' then
    delete from search_entry where kind = 'address' and record_id = old.id;
    return null;
  end if;
  select name into server_name from server where id = new.server_id;
  perform search_put('address', new.id, case when new.server_id is null then 'network' else 'server' end,
    coalesce(new.server_id, new.network_id), null, host(new.address),
    coalesce(server_name, new.reserved_for), coalesce(server_name, new.reserved_for), true);
  return null;
end
$$;
create trigger address_search after insert or update or delete on address for each row execute function address_search();

create function network_search() returns trigger language plpgsql as $$
begin
  perform search_put('network', new.id, 'network', new.id, null, new.name, text(new.prefix),
    concat_ws(' ', text(new.prefix), 'vlan ' || new.vlan, new.zone, new.notes), true);
  return null;
end
$$;
create trigger network_search after insert or update of name, prefix, vlan, zone, notes on network for each row execute function network_search();

create function site_search() returns trigger language plpgsql as $$
begin
  perform search_put('site', new.id, 'site', new.id, null, new.name, new.address, new.address, true);
  return null;
end
$$;
create trigger site_search after insert or update on site for each row execute function site_search();

-- The administrator's number, telephone and address stay out: personal data is not looked for.
create function application_search() returns trigger language plpgsql as $$
declare
  office_name text;
begin
  select name into office_name from office where id = new.office_id;
  perform search_put('application', new.id, 'application', new.id, new.office_id, new.name, office_name,
    concat_ws(' ', new.url, office_name, new.description, new.function, new.service, new.administrator_name, new.language,
      new.framework, new.database), new.status <> 'retired');
  return null;
end
$$;
create trigger application_search after insert or update on application for each row execute function application_search();

create function office_search() returns trigger language plpgsql as $$
begin
  update application set office_id = office_id where office_id = new.id;
  return null;
end
$$;
create trigger office_search after update of name on office for each row when (new.name <> old.name) execute function office_search();

update server set notes = notes;
update network set notes = notes;
update address set reserved_for = reserved_for;
update site set name = name;
update application set name = name;

-- Lists of any length: a page is read along an index, and how full a network is stands beside it.
create index server_list on server (name, id);
create index server_list_site on server (site_id, name);
create index server_list_kind on server (kind, name);
create index application_list on application (name, id);
create index application_list_office on application (office_id, name);
create index application_list_status on application (status, name);
drop index application_office;

alter table network add column taken integer not null default 0;
update network set taken = (select count(*) from address where address.network_id = network.id);

create function address_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update network set taken = taken + added.n from (select network_id, count(*) as n from added group by network_id) added
      where id = added.network_id;
  else
    update network set taken = taken - gone.n from (select network_id, count(*) as n from gone group by network_id) gone
      where id = gone.network_id;
  end if;
  return null;
end
$$;
create trigger address_count_added after insert on address referencing new table as added
  for each statement execute function address_count();
create trigger address_count_gone after delete on address referencing old table as gone
  for each statement execute function address_count();
