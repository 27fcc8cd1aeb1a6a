-- Every letter carries a code by which whoever holds it can check it. Only a digest is indexed: the code itself stands
-- in the frozen sheet of the letter.
alter table letter add column verification_digest bytea unique;  -- SHA-256; null: a draft, or issued before there were codes

-- The address at which people reach Griya, as the web process was last started with; it is printed in letters.
create table public_address (
  singleton boolean primary key default true check (singleton),
  address text not null
);

-- A file that is dropped on the page is looked for among the issued ones.
create index letter_file on letter (file_id) where file_id is not null;
