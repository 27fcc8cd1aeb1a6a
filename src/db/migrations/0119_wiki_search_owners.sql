-- Whose pages can be searched alone: read along an index, one step per owner, however many pages there are.
create index wiki_search_owner on wiki_search (owner_person_id, space_id) where owner_person_id is not null;
