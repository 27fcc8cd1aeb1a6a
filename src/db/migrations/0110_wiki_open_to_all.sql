-- A public space may be read without signing in. Only where a second person approves each change, which the database holds too.
alter table wiki_space add column open_to_all boolean not null default false;
alter table wiki_space add constraint wiki_space_open check (not open_to_all or (access = 'public' and needs_approval));
