-- A deleted page is still found at its address by who may bring it back.
create index wiki_page_slug_deleted on wiki_page (space_id, slug) where state = 'deleted';
