-- Certificates of issuers that the administrator trusts, to judge signatures that were made outside of Griya. No network is asked:
-- what was revoked is known from the list that the administrator brings.
create table trusted_issuer (
  id uuid primary key,
  name text not null,
  certificate bytea not null,               -- DER
  fingerprint bytea not null,               -- SHA-256 of it
  crl bytea,                                -- DER; its latest list of revoked certificates, checked against the certificate
  crl_from timestamptz,                     -- when the issuer made that list
  crl_until timestamptz,                    -- until when it holds; null: the issuer does not say
  added_at timestamptz not null,
  removed_at timestamptz
);
create unique index trusted_issuer_once on trusted_issuer (fingerprint) where removed_at is null;
