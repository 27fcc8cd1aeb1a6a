-- Who answers for the pages of a space that have no owner of their own, and how often its pages are looked at again.

alter table wiki_space
  add column owner_person_id uuid references person (id),
  add column review_months integer not null default 6 check (review_months between 1 and 60);

-- Owners hear once a week of all their pages that are due, not once for each page.
alter table wiki_page drop column reminded_on;
