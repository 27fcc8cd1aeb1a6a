-- The words that titles of wiki pages are made of, so that a mistyped one is told from its neighbours without reading every page.

create table wiki_word (
  word text primary key check (length(word) between 4 and 40)
);
create index wiki_word_nearly on wiki_word using gin (word gin_trgm_ops);

create function wiki_words() returns trigger language plpgsql as $$
begin
  insert into wiki_word select distinct word from regexp_split_to_table(new.title_key, '[^[:alpha:]]+') word
    where length(word) between 4 and 40 order by word on conflict do nothing;
  return null;
end
$$;
create trigger wiki_words after insert or update of title_key on wiki_page for each row execute function wiki_words();

insert into wiki_word select distinct word from wiki_page, regexp_split_to_table(title_key, '[^[:alpha:]]+') word
  where length(word) between 4 and 40 on conflict do nothing;

-- The threshold is the function's own, whatever the session has set.
create function wiki_words_near(wanted text, most integer) returns setof text language sql stable
  set pg_trgm.similarity_threshold = 0.35 as $$
  select word from wiki_word where word % wanted order by similarity(word, wanted) desc, word limit most
$$;
