-- Files that somebody has sent for a page that is still a draft: they wait with it until the page is made.
create table wiki_draft_file (
  draft_id uuid not null references wiki_draft (id) on delete cascade,
  upload_id uuid not null references upload (id),
  primary key (draft_id, upload_id)
);
create index wiki_draft_file_upload on wiki_draft_file (upload_id);
