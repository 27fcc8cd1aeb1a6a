-- Books that people asked for: made by a job in the asker's sight, fetched by the asker alone, forgotten after some days.
create table wiki_book (
  id uuid primary key,
  space_id uuid not null references wiki_space (id),
  -- The page whose book it is, with those below it; null: the whole space.
  page_id uuid references wiki_page (id),
  account_id uuid not null references account (id),
  title text not null,
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'typesetting', 'done', 'failed')),
  total integer not null default 0,
  done integer not null default 0,
  file_id uuid references file (id),
  chapters integer,
  sheets integer,
  -- What could not be printed, and why a book failed, in the asker's language.
  left_out jsonb not null default '[]',
  why text not null default '',
  at timestamptz not null,
  ended_at timestamptz,
  check (state <> 'done' or file_id is not null)
);
create index wiki_book_account on wiki_book (account_id, at desc);
create index wiki_book_space on wiki_book (space_id);
create index wiki_book_page on wiki_book (page_id);
create index wiki_book_file on wiki_book (file_id);
