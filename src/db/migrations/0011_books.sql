-- The registers as an office keeps them: letters that came on paper, dispatch by couriers with receipts, number patterns
-- by the date from which they hold, numbers that Griya does not give, archive codes and retention.

-- Agenda: how a letter came, what is known of it beside its four first facts, and its scan.
alter table agenda_entry
  alter column subject_id drop not null,  -- null: of no case (yet)
  add channel text not null default 'inbox' check (channel in ('inbox', 'mail', 'hand', 'post', 'fax')),
  add nature text not null default 'ordinary' check (nature in ('ordinary', 'urgent', 'most-urgent', 'confidential')),
  add attachments integer not null default 0 check (attachments between 0 and 999),
  add forwarded_to text not null default '',      -- diteruskan kepada
  add note text not null default '',              -- keterangan
  add classification text not null default '',    -- archive code; '': that of the kind
  add scan_upload_id uuid references upload (id),
  add no_scan_reason text not null default '',
  add registered_at timestamptz,                  -- when it was entered; it may have been received before
  add version integer not null default 1;
update agenda_entry set registered_at = received_at;
alter table agenda_entry alter column registered_at set not null;
create index agenda_received on agenda_entry (office_id, received_at);
create index agenda_number on agenda_entry (office_id, lower(letter_number));
create table agenda_former_scan (                 -- scans that a correction replaced; nothing is thrown away
  agenda_id uuid not null references agenda_entry (id),
  upload_id uuid not null references upload (id),
  replaced_at timestamptz not null,
  primary key (agenda_id, upload_id)
);

-- Ekspedisi: numbered per office and year; to an office of the register or to anybody; by whom, and who took it.
alter table dispatch_entry
  add office_id uuid references office (id),      -- the sender's, whose book it is
  add year integer,
  add seq integer,
  alter column to_office_id drop not null,
  add to_name text not null default '',           -- the receiver, where it is no office of the register
  add courier text not null default '',           -- who carried it
  add reference text not null default '',         -- number of the parcel, fax number, address it was mailed to
  add note text not null default '',
  add receipt_upload_id uuid references upload (id),
  add receipt_recorded_at timestamptz,
  add recorded_at timestamptz,
  drop constraint dispatch_entry_channel_check,
  add constraint dispatch_entry_channel_check check (channel in ('inbox', 'mail', 'hand', 'post', 'fax')),
  add constraint dispatch_to_somebody check (to_office_id is not null or to_name <> '');
with placed as (
  select d.id, l.office_id, extract(year from d.sent_at at time zone coalesce((select time_zone from installation), 'Asia/Jakarta'))::integer as year, d.sent_at
  from dispatch_entry d join letter l on l.id = d.letter_id
), counted as (
  select id, office_id, year, row_number() over (partition by office_id, year order by sent_at, id) as seq from placed
)
update dispatch_entry d set office_id = c.office_id, year = c.year, seq = c.seq, recorded_at = d.sent_at, receipt_recorded_at = d.received_at
  from counted c where c.id = d.id;
alter table dispatch_entry
  alter column office_id set not null,
  alter column year set not null,
  alter column seq set not null,
  alter column recorded_at set not null,
  add unique (office_id, year, seq);
create unique index dispatch_once_outside on dispatch_entry (letter_id, lower(to_name), channel) where to_office_id is null;
create index dispatch_sent on dispatch_entry (office_id, sent_at);

alter table letter_sequence drop constraint letter_sequence_book_check,
  add constraint letter_sequence_book_check check (book in ('outgoing', 'internal', 'recommendation', 'incoming', 'dispatch'));
insert into letter_sequence (office_id, book, year, last)
  select office_id, 'dispatch', year, max(seq) from dispatch_entry group by office_id, year;

-- Numbers that Griya does not give: used before it came, kept for paper, or spoiled. They stay in the book with their reason.
create table letter_number_block (
  id uuid primary key,
  office_id uuid not null references office (id),
  book text not null check (book in ('outgoing', 'internal', 'recommendation', 'incoming', 'dispatch')),
  year integer not null,
  from_seq integer not null check (from_seq > 0),
  to_seq integer not null check (to_seq >= from_seq),
  kind text not null check (kind in ('outside', 'reserved', 'spoiled')),
  reason text not null,
  person_id uuid references person (id),          -- null: the system
  created_at timestamptz not null
);
create index letter_number_block_book on letter_number_block (office_id, book, year, from_seq);

create or replace function letter_allot(p_office_id uuid, p_book text, p_year integer) returns integer
language plpgsql as $$
declare
  candidate integer := letter_book_lock(p_office_id, p_book, p_year);
  passed integer;
begin
  loop
    candidate := candidate + 1;
    select max(b.to_seq) into passed from letter_number_block b
      where (b.office_id, b.book, b.year) = (p_office_id, p_book, p_year) and candidate between b.from_seq and b.to_seq;
    if passed is not null then
      candidate := passed;
      continue;
    end if;
    exit when not exists (select from letter l where (l.office_id, l.book, l.number_year, l.number_seq) = (p_office_id, p_book, p_year, candidate));
  end loop;
  update letter_sequence set last = candidate where (office_id, book, year) = (p_office_id, p_book, p_year);
  return candidate;
end
$$;

-- The number pattern of an office from a day on; before the first one, the office's own column holds.
create table letter_pattern (
  office_id uuid not null references office (id),
  valid_from date not null,
  pattern text not null,
  reason text not null default '',
  person_id uuid references person (id),
  created_at timestamptz not null,
  primary key (office_id, valid_from)
);

create function letter_pattern_on(p_office_id uuid, p_day date) returns text
language sql stable as $$
  select coalesce(
    (select pattern from letter_pattern where office_id = p_office_id and valid_from <= p_day order by valid_from desc limit 1),
    (select letter_number_pattern from office where id = p_office_id))
$$;

-- Archive code and retention of a kind of letter, where they differ from what Griya brings.
create table letter_filing (
  kind text primary key,                          -- a kind of letter, or 'incoming'
  classification text not null,
  active_years integer not null check (active_years between 0 and 99),
  inactive_years integer not null check (inactive_years between 0 and 99),
  fate text not null check (fate in ('destroy', 'keep', 'review')),
  basis text not null default '',
  updated_at timestamptz not null
);

-- Who keeps an office's letters; several may.
drop index post_one_per_role;
create unique index post_one_per_role on post (office_id, role)
  where role is not null and role not in ('technician', 'technical-team', 'applicant-staff', 'secretariat') and active;

-- What the books are searched by.
create function letter_words(p_number text, p_hal text, p_data jsonb) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('indonesian', coalesce(p_number, '') || ' ' || p_hal || ' ' ||
    coalesce(p_data #>> '{content,addressee,title}', p_data #>> '{content,to}', p_data #>> '{content,owner}', ''))
$$;
create index letter_book_words on letter using gin (letter_words(number, hal, data)) where number is not null;
create index letter_book_order on letter (office_id, letter_date) where number is not null;

create function agenda_words(p_from text, p_number text, p_hal text, p_forwarded text, p_note text) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('indonesian', p_from || ' ' || p_number || ' ' || p_hal || ' ' || p_forwarded || ' ' || p_note)
$$;
create index agenda_book_words on agenda_entry using gin (agenda_words(letter_from, letter_number, hal, forwarded_to, note));
