-- What people watch in the wiki, and until when each was told of it.

create table wiki_watch (
  person_id uuid not null references person (id),
  page_id uuid references wiki_page (id),
  space_id uuid references wiki_space (id),
  kind text not null check (kind in ('page', 'tree', 'space', 'never')),  -- tree: the page and all below it; never: asked to be left alone
  at timestamptz not null,
  check ((page_id is null) = (kind = 'space') and (space_id is null) = (kind <> 'space'))
);
create unique index wiki_watch_page on wiki_watch (person_id, page_id) where page_id is not null;
create unique index wiki_watch_space on wiki_watch (person_id, space_id) where space_id is not null;
create index wiki_watch_of_page on wiki_watch (page_id) where page_id is not null;

create table wiki_watcher (
  person_id uuid primary key references person (id),
  follows boolean not null default true,    -- what one writes or comments on is watched by itself
  told_until timestamptz                    -- changes until here were told of in a digest
);

create index wiki_revision_at on wiki_revision (at);
create index wiki_comment_at on wiki_comment (at);
