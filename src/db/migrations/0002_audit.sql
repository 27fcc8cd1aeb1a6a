-- What happened: append-only, hash-chained per subject. The application's role may read and call audit_append, nothing else.

create table audit_head (
  subject_kind text not null,
  subject_id uuid not null,
  seq integer not null,
  hash bytea not null,
  primary key (subject_kind, subject_id)
);

create table audit_event (
  subject_kind text not null,               -- 'case', 'server', 'application', 'account', 'setting' …
  subject_id uuid not null,
  seq integer not null check (seq > 0),
  at timestamptz not null,                  -- when it was recorded
  type text not null,                       -- 'case.submitted' …
  account_id uuid,                          -- null: the system itself
  person_id uuid,
  post_id uuid,                             -- the post in whose name it was done
  acting text,                              -- how the post was held: definitive, plt, plh
  data jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (subject_kind, subject_id, seq)
);
create index audit_event_at on audit_event (at);

-- The text that is hashed. jsonb prints itself in one canonical form, so the hash can be made again at any time.
create function audit_digest(prev bytea, subject_kind text, subject_id uuid, seq integer, at timestamptz, type text,
  account_id uuid, person_id uuid, post_id uuid, acting text, data jsonb) returns bytea
language sql immutable parallel safe as $$
  select sha256(prev || convert_to(jsonb_build_array(subject_kind, subject_id, seq,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), type, account_id, person_id, post_id, acting, data)::text, 'UTF8'))
$$;

create function audit_append(p_subject_kind text, p_subject_id uuid, p_at timestamptz, p_type text,
  p_account_id uuid, p_person_id uuid, p_post_id uuid, p_acting text, p_data jsonb) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head record;
  next_hash bytea;
begin
  insert into audit_head as h (subject_kind, subject_id, seq, hash)
    values (p_subject_kind, p_subject_id, 0, sha256(convert_to(p_subject_kind || ':' || p_subject_id, 'UTF8')))
    on conflict (subject_kind, subject_id) do update set seq = h.seq
    returning h.seq, h.hash into head;
  next_hash := audit_digest(head.hash, p_subject_kind, p_subject_id, head.seq + 1, p_at, p_type,
    p_account_id, p_person_id, p_post_id, p_acting, p_data);
  insert into audit_event values (p_subject_kind, p_subject_id, head.seq + 1, p_at, p_type,
    p_account_id, p_person_id, p_post_id, p_acting, p_data, head.hash, next_hash);
  update audit_head set seq = head.seq + 1, hash = next_hash
    where subject_kind = p_subject_kind and subject_id = p_subject_id;
  return head.seq + 1;
end
$$;
