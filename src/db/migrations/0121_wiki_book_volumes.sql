-- A book that is too large for one PDF comes as a ZIP of volumes.
alter table wiki_book add column volumes integer not null default 1 check (volumes > 0);
