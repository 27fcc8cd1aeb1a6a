-- Calls to other systems when something happens, with a log of every delivery.

create table webhook (
  id uuid primary key,
  name text not null,
  url text not null,
  secret_sealed bytea not null,             -- signs the calls; sealed with the installation's secret
  kinds text[] not null,
  allowed_networks text[] not null default '{}',   -- inner networks that this hook may reach: '10.20.0.0/16'
  active boolean not null default true,
  created_at timestamptz not null
);

create table webhook_delivery (
  id uuid primary key,
  webhook_id uuid not null references webhook (id) on delete cascade,
  event_id uuid not null,                   -- the same for every hook and every redelivery of the event
  kind text not null,
  body text not null,                       -- as it is signed and sent
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  status integer,                           -- of the last answer
  error text,                               -- of the last try
  took_ms integer,
  created_at timestamptz not null,
  tried_at timestamptz
);
create index webhook_delivery_log on webhook_delivery (webhook_id, created_at desc, id desc);
create index webhook_delivery_old on webhook_delivery (created_at);
