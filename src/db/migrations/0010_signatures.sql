-- Signatures of letters: who signs how, certificates of the installation, paraf in order, remarks of a returned draft.

create table signing_setting (              -- how an office's outgoing letters are signed; no row: 'local'
  office_id uuid primary key references office (id),
  provider text not null check (provider in ('local', 'bsre_v1', 'bsre_v2', 'manual')),
  base_address text,                        -- of the office's BSrE client service
  username text,
  password_sealed bytea,                    -- sealed with a key made from the installation's secret
  updated_at timestamptz not null
);

create table signing_authority (            -- the installation's own certificate authority; the one that is not retired signs
  id uuid primary key,
  certificate bytea not null,               -- DER
  key_sealed bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_authority_once on signing_authority ((true)) where retired_at is null;

create table signing_certificate (
  id uuid primary key,
  person_id uuid not null references person (id),
  authority_id uuid not null references signing_authority (id),
  name text not null,                       -- as it stands in the certificate
  certificate bytea not null,
  key_sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  retired_at timestamptz
);
create unique index signing_certificate_once on signing_certificate (person_id) where retired_at is null;

create table signer_nik (                   -- national id number of a signer, which BSrE knows people by
  person_id uuid primary key references person (id),
  sealed bytea not null,
  updated_at timestamptz not null
);

-- Null: it bears no signature in its file (a draft, signed in ink, or issued before there were signatures).
alter table letter
  add column sign_provider text check (sign_provider in ('local', 'bsre_v1', 'bsre_v2', 'manual')),
  add column sign_state text check (sign_state in ('waiting', 'signing', 'signed')),
  add constraint letter_sign_both check ((sign_provider is null) = (sign_state is null));
create index letter_sign_waiting on letter (signer_post_id) where sign_state in ('waiting', 'signing');

create table letter_signature (             -- how far the signature is, and what was found in it
  letter_id uuid primary key references letter (id),
  attempts integer not null default 0,
  last_error text,                          -- code of the closed list in letters/signing/failures.ts
  last_tried_at timestamptz,
  claim uuid,                               -- who is signing just now
  claimed_at timestamptz,
  unsigned_file_id uuid references file (id),  -- what was given to be signed
  form text check (form in ('electronic', 'scan')),
  subject text,
  issuer text,
  certificate bytea,
  signed_at timestamptz,                    -- as the signature says
  reference text,                           -- the provider's own id of the document
  findings jsonb                            -- what was checked, and how it was
);

-- What was signed stays as it is.
create function letter_signed_stays() returns trigger language plpgsql as $$
begin
  if (new.file_id, new.data, new.number, new.hal, new.sign_state, new.sign_provider)
     is distinct from (old.file_id, old.data, old.number, old.hal, old.sign_state, old.sign_provider) then
    raise exception 'letter % is signed and does not change', old.id using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger letter_signed_stays before update on letter for each row when (old.sign_state = 'signed') execute function letter_signed_stays();

create table initial_rule (                 -- which posts must initial letters of a kind before they are signed, in order
  office_id uuid not null references office (id),
  kind text not null,
  position smallint not null,
  post_id uuid not null references post (id),
  primary key (office_id, kind, position),
  unique (office_id, kind, post_id)
);

create table letter_remark (                -- why a draft was sent back
  id uuid primary key,
  letter_id uuid not null references letter (id),
  person_id uuid references person (id),
  post_id uuid references post (id),
  acting text,
  at timestamptz not null,
  remarks text not null
);
create index letter_remark_letter on letter_remark (letter_id, at);
