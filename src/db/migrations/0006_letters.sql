-- Letters and documents that Griya makes; their numbers; the books (agenda, ekspedisi).

create table letter_sequence (
  office_id uuid not null references office (id),
  book text not null check (book in ('outgoing', 'internal', 'recommendation', 'incoming')),
  year integer not null,
  last integer not null,
  primary key (office_id, book, year)
);

create table letter (
  id uuid primary key,
  kind text not null,                       -- 'hosting-request', 'disposition', 'return', 'refusal', 'reply', 'recommendation', 'server-document', 'topology-document', 'installation-document', 'application-list', 'capacity-note', 'sop'
  office_id uuid not null references office (id),   -- whose letterhead
  subject_id uuid not null,                 -- the case (or other record) it belongs to
  status text not null check (status in ('draft', 'initialled', 'issued', 'sent', 'void')),
  book text check (book in ('outgoing', 'internal', 'recommendation')),  -- null: this kind bears no number
  number text,
  number_seq integer,                       -- null: no number yet, one from paper that does not follow the office's pattern, or one that passed to a corrected letter
  number_year integer,
  classification text not null default '500.12',
  hal text not null,                        -- subject line
  data jsonb not null,                      -- everything the template prints; frozen when issued
  letter_date date,
  signer_person_id uuid references person (id),
  signer_post_id uuid references post (id),
  signer_acting text,
  issued_at timestamptz,
  render_state text not null default 'waiting' check (render_state in ('waiting', 'done', 'failed')),
  render_error text,
  file_id uuid references file (id),        -- the PDF of the latest rendering
  void_reason text,
  version integer not null default 1,
  created_at timestamptz not null
);
create index letter_subject on letter (subject_id, kind);
create unique index letter_number_once on letter (office_id, book, number_year, number_seq) where number_seq is not null;

-- Takes the book's row lock, so that numbers of one book and year are given one after another.
create function letter_book_lock(p_office_id uuid, p_book text, p_year integer) returns integer
language plpgsql as $$
declare
  current integer;
begin
  insert into letter_sequence (office_id, book, year, last) values (p_office_id, p_book, p_year, 0) on conflict do nothing;
  select last into current from letter_sequence where (office_id, book, year) = (p_office_id, p_book, p_year) for update;
  return current;
end
$$;

-- The next number of a book, kept until the transaction ends; a rollback gives it back. Numbers that were given on paper are passed over.
create function letter_allot(p_office_id uuid, p_book text, p_year integer) returns integer
language plpgsql as $$
declare
  candidate integer := letter_book_lock(p_office_id, p_book, p_year);
begin
  loop
    candidate := candidate + 1;
    exit when not exists (select from letter l where (l.office_id, l.book, l.number_year, l.number_seq) = (p_office_id, p_book, p_year, candidate));
  end loop;
  update letter_sequence set last = candidate where (office_id, book, year) = (p_office_id, p_book, p_year);
  return candidate;
end
$$;

create table letter_initial (               -- paraf
  letter_id uuid not null references letter (id),
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  acting text not null,
  at timestamptz not null,
  primary key (letter_id, post_id)
);

create table agenda_entry (                 -- buku agenda surat masuk
  id uuid primary key,
  office_id uuid not null references office (id),
  year integer not null,
  seq integer not null,
  received_at timestamptz not null,
  letter_from text not null,
  letter_number text not null,
  letter_date date not null,
  hal text not null,
  letter_id uuid references letter (id),
  subject_id uuid not null,
  unique (office_id, year, seq)
);
create index agenda_subject on agenda_entry (subject_id);
create unique index agenda_letter_once on agenda_entry (office_id, letter_id) where letter_id is not null;

create table dispatch_entry (               -- buku ekspedisi
  id uuid primary key,
  letter_id uuid not null references letter (id),
  to_office_id uuid not null references office (id),
  channel text not null check (channel in ('inbox', 'mail', 'hand', 'fax')),
  sent_at timestamptz not null,
  received_at timestamptz,
  received_by text
);
create unique index dispatch_once on dispatch_entry (letter_id, to_office_id, channel);
