-- Since when the record of a page is out of use or gone from its register, as it was noticed; null: it is in use, or the page
-- belongs to none.
alter table wiki_page add column record_ended_at timestamptz check (record_ended_at is null or record_kind is not null);
create index wiki_page_ended on wiki_page (record_kind, record_id) where record_ended_at is not null;
