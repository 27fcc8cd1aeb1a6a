-- What the wiki's search reads: one narrow row per page that can be found, kept by the database itself, so that no writer
-- forgets it. Why it is so: docs/decisions/0063-wiki-search.md.


alter table wiki_page
  add column headings text not null default '',     -- the headings of the body that have something below them
  add column extractor integer not null default 0;  -- by which extractor `plain` and `headings` were made (markdown/scan.ts)
create index wiki_page_extractor on wiki_page (extractor) where state <> 'deleted';

-- Words as the search compares them: what Griya writes together (10.20.30.40, srv-web-01, 555/12/KOMINFO) is several words
-- in a row, so that it is found whole and by its parts.
create function wiki_text_words(written text) returns tsvector language sql immutable strict parallel safe as $$
  select to_tsvector('pg_catalog.indonesian', translate(written, './\-:@_=#+&?<>', '              '))
$$;

-- A title is also found by what is typed of a word, before its stem can be told.
create function wiki_title_words(title text) returns tsvector language sql immutable strict parallel safe as $$
  select wiki_text_words(title) || to_tsvector('pg_catalog.simple', translate(title, './\-:@_=#+&?<>', '              '))
$$;

create sequence wiki_turn;

create table wiki_search (
  page_id uuid primary key references wiki_page (id) on delete cascade,
  space_id uuid not null,
  office_id uuid,
  owner_person_id uuid,
  record_kind text,
  state text not null check (state in ('live', 'archived')),
  title_key text not null,
  updated_at timestamptz not null,
  turn bigint not null,          -- counts changes of the wiki: the higher, the later
  words tsvector not null,       -- title (A), headings (B), text (C), names of attachments (D), and marks
  title_words tsvector not null  -- title and marks
);
-- Words are long and seldom read, the rest of the row is what a search reads by the thousand.
alter table wiki_search set (toast_tuple_target = 128);
alter table wiki_search alter column words set storage external, alter column title_words set storage main,
  alter column title_key set storage main;

-- Marks stand in the index beside the words and begin with #, as no word does: whose page it is (s space, o office, k kind of
-- record, w owner, a archived) and when it changed (b: 512 turns). Words and marks of one question are met in one index.
create function wiki_mark(kind text, id uuid) returns text language sql immutable parallel safe as $$
  select '#' || kind || right(id::text, 12)
$$;

create function wiki_search_put(changed uuid, later boolean) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  p wiki_page;
  names text;
  at_turn bigint;
  marks tsvector;
begin
  select * into p from wiki_page where id = changed;
  if not found or p.state = 'deleted' then
    delete from wiki_search where page_id = changed;
    return;
  end if;
  if not later then
    select turn into at_turn from wiki_search where page_id = changed;
  end if;
  at_turn := coalesce(at_turn, nextval('wiki_turn'));
  select coalesce(string_agg(name, ' '), '') into names from wiki_attachment where page_id = changed and removed_at is null;
  marks := array_to_tsvector(array_remove(array[
    wiki_mark('s', p.space_id), wiki_mark('o', p.office_id), wiki_mark('w', p.owner_person_id),
    '#k' || coalesce(p.record_kind, 'free'), case when p.state = 'archived' then '#a' end, '#b' || at_turn / 512], null));
  insert into wiki_search (page_id, space_id, office_id, owner_person_id, record_kind, state, title_key, updated_at, turn, words, title_words)
  values (p.id, p.space_id, p.office_id, p.owner_person_id, p.record_kind, p.state, p.title_key, p.updated_at, at_turn,
    setweight(wiki_title_words(p.title), 'A') || setweight(wiki_text_words(p.headings), 'B')
      || setweight(wiki_text_words(p.plain), 'C') || setweight(wiki_text_words(names), 'D') || marks,
    setweight(wiki_title_words(p.title), 'A') || marks)
  on conflict (page_id) do update set space_id = excluded.space_id, office_id = excluded.office_id,
    owner_person_id = excluded.owner_person_id, record_kind = excluded.record_kind, state = excluded.state,
    title_key = excluded.title_key, updated_at = excluded.updated_at, turn = excluded.turn, words = excluded.words,
    title_words = excluded.title_words;
end
$$;
revoke all on function wiki_search_put from public;

create function wiki_search_page() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform wiki_search_put(new.id, true);
  elsif (new.title, new.plain, new.headings, new.space_id, new.office_id, new.owner_person_id, new.record_kind, new.state, new.updated_at)
    is distinct from (old.title, old.plain, old.headings, old.space_id, old.office_id, old.owner_person_id, old.record_kind, old.state, old.updated_at) then
    perform wiki_search_put(new.id, new.updated_at is distinct from old.updated_at);
  end if;
  return null;
end
$$;
create trigger wiki_search_page after insert or update on wiki_page for each row execute function wiki_search_page();

create function wiki_search_attachment() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform wiki_search_put(new.page_id, false);
  return null;
end
$$;
create trigger wiki_search_attachment after insert or update on wiki_attachment for each row execute function wiki_search_attachment();

select wiki_search_put(id, true) from (select id from wiki_page where state <> 'deleted' order by updated_at, id) page;

-- What waits to be put into an index is read by every search: little of it.
create index wiki_search_words on wiki_search using gin (words) with (gin_pending_list_limit = 256);
create index wiki_search_titles on wiki_search using gin (title_words) with (gin_pending_list_limit = 256);
create index wiki_search_space on wiki_search (space_id, title_key text_pattern_ops);
create index wiki_search_office on wiki_search (office_id, title_key text_pattern_ops) where office_id is not null;
create index wiki_search_turn on wiki_search (turn);
create index wiki_comment_open on wiki_comment (page_id) where resolved_at is null;
