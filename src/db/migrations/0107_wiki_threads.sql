-- Comments on pages answer each other, are changed and taken back by who wrote them, and know whom they name.

alter table wiki_comment
  add column parent_id uuid references wiki_comment (id),   -- the comment that opened the thread; a thread is one level deep
  add column mentions jsonb not null default '[]',          -- whom it names, and why somebody was not told
  add column edited_at timestamptz,
  add column removed_at timestamptz,
  add column removed_by uuid references person (id),
  add column removed_why text not null default '',
  drop constraint wiki_comment_body_check,
  add constraint wiki_comment_body check (body ~ '\S' or removed_at is not null);
create index wiki_comment_thread on wiki_comment (parent_id, at) where parent_id is not null;
