-- `wiki_search` has taken their place.
alter table wiki_page drop column search;
drop index wiki_page_nearly;
