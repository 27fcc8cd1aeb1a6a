-- What is hosted and on what: sites, servers, addresses, capacity, applications.

create table site (
  id uuid primary key,
  name text not null unique,                -- "Ruang Server Lt. VII"
  address text not null default '',
  created_at timestamptz not null
);

create table server (
  id uuid primary key,
  name text not null check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),  -- host name
  kind text not null check (kind in ('hypervisor', 'bare_metal', 'virtual')),
  site_id uuid not null references site (id),
  host_id uuid references server (id),      -- the hypervisor of a virtual server
  status text not null default 'active' check (status in ('planned', 'active', 'maintenance', 'retired')),
  accepts_applications boolean not null default false,  -- offered at step 4
  cpu integer not null check (cpu > 0),     -- cores or vCPU
  memory_mb bigint not null check (memory_mb > 0),
  disk_gb bigint not null check (disk_gb > 0),
  cpu_overcommit numeric(5, 2) not null default 1 check (cpu_overcommit >= 1),
  memory_overcommit numeric(5, 2) not null default 1 check (memory_overcommit >= 1),
  disk_overcommit numeric(5, 2) not null default 1 check (disk_overcommit >= 1),
  operating_system text not null default '',
  processor text not null default '',       -- SPBE: jenis teknologi prosesor
  usage text not null default 'application',-- SPBE: jenis penggunaan server
  ownership text not null default 'owned' check (ownership in ('owned', 'rented', 'borrowed')),
  owner_office_id uuid references office (id),
  serial_number text not null default '',
  asset_number text not null default '',
  rack text not null default '',
  rack_unit integer,
  warranty_until date,
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  check ((kind = 'virtual') = (host_id is not null)),
  check (host_id is null or host_id <> id)
);
create unique index server_name on server (name) where status <> 'retired';
create index server_host on server (host_id);

create table network (                      -- a prefix with its VLAN
  id uuid primary key,
  site_id uuid not null references site (id),
  name text not null,
  prefix cidr not null,
  vlan integer check (vlan between 1 and 4094),
  gateway inet,
  zone text not null check (zone in ('public', 'dmz', 'internal', 'management')),
  notes text not null default '',
  created_at timestamptz not null,
  check (gateway is null or gateway << prefix),
  unique (id, prefix),
  exclude using gist (prefix inet_ops with &&)
);

create table address (
  id uuid primary key,
  network_id uuid not null,
  prefix cidr not null,                     -- the network's own, kept equal by the foreign key
  address inet not null unique,
  server_id uuid references server (id),
  interface text not null default 'eth0',
  mac macaddr,
  reserved_for text not null default '',    -- why it must not be given, when no server has it
  created_at timestamptz not null,
  foreign key (network_id, prefix) references network (id, prefix) on update cascade,
  check (masklen(address) = case family(address) when 4 then 32 else 128 end),
  constraint address_inside check (address <<= prefix),
  -- The first address names the network (IPv6: any router of it), the last of IPv4 is everybody; /31 and /127 have neither (RFC 3021, 6164).
  constraint address_usable check (masklen(prefix) >= masklen(address) - 1 or (
    host(address) <> host(network(prefix)) and (family(address) = 6 or host(address) <> host(broadcast(prefix))))),
  check (server_id is not null or reserved_for <> '')
);
create index address_network on address (network_id);
create index address_server on address (server_id);

create table link (                         -- a cable or trunk between two servers or devices
  id uuid primary key,
  from_server_id uuid not null references server (id),
  to_server_id uuid not null references server (id),
  label text not null default '',
  check (from_server_id <> to_server_id)
);

-- Capacity that is taken from a server: held for someone, or allotted for good. Free = capacity − sum of these − virtual servers on it.
create table capacity_claim (
  id uuid primary key,
  server_id uuid not null references server (id),
  holder uuid not null,                     -- whose claim: a case, later an application
  holder_label text not null,
  state text not null check (state in ('held', 'allotted', 'released')),
  cpu integer not null check (cpu > 0),
  memory_mb bigint not null check (memory_mb > 0),
  disk_gb bigint not null check (disk_gb > 0),
  held_at timestamptz not null,
  expires_at timestamptz,
  allotted_at timestamptz,
  released_at timestamptz
);
create index capacity_claim_server on capacity_claim (server_id) where state <> 'released';
create unique index capacity_claim_one_per_holder on capacity_claim (holder) where state <> 'released';

-- Per server: what it has, over-commit included, what is taken from it and by whom, what is free.
create view server_capacity as
select s.id as server_id,
  has.cpu as cpu_total, held.cpu as cpu_held, allotted.cpu as cpu_allotted, virtual.cpu as cpu_virtual,
  has.cpu - held.cpu - allotted.cpu - virtual.cpu as cpu_free,
  has.memory_mb as memory_mb_total, held.memory_mb as memory_mb_held, allotted.memory_mb as memory_mb_allotted,
  virtual.memory_mb as memory_mb_virtual,
  has.memory_mb - held.memory_mb - allotted.memory_mb - virtual.memory_mb as memory_mb_free,
  has.disk_gb as disk_gb_total, held.disk_gb as disk_gb_held, allotted.disk_gb as disk_gb_allotted,
  virtual.disk_gb as disk_gb_virtual,
  has.disk_gb - held.disk_gb - allotted.disk_gb - virtual.disk_gb as disk_gb_free
from server s
cross join lateral (select floor(s.cpu * s.cpu_overcommit)::bigint as cpu,
  floor(s.memory_mb * s.memory_overcommit)::bigint as memory_mb, floor(s.disk_gb * s.disk_overcommit)::bigint as disk_gb) has
cross join lateral (select coalesce(sum(cpu), 0)::bigint as cpu, coalesce(sum(memory_mb), 0)::bigint as memory_mb,
  coalesce(sum(disk_gb), 0)::bigint as disk_gb from capacity_claim where server_id = s.id and state = 'held') held
cross join lateral (select coalesce(sum(cpu), 0)::bigint as cpu, coalesce(sum(memory_mb), 0)::bigint as memory_mb,
  coalesce(sum(disk_gb), 0)::bigint as disk_gb from capacity_claim where server_id = s.id and state = 'allotted') allotted
cross join lateral (select coalesce(sum(cpu), 0)::bigint as cpu, coalesce(sum(memory_mb), 0)::bigint as memory_mb,
  coalesce(sum(disk_gb), 0)::bigint as disk_gb from server where host_id = s.id and status <> 'retired') virtual;

-- The two guards make over-commitment impossible whoever writes: they lock the server, then count with a snapshot taken
-- after the lock (each statement of a volatile function has its own under READ COMMITTED), and refuse what does not fit.
-- GC001: no room (detail: what is free), GC002: more is taken than the server would have, GC003: the host runs no virtual
-- servers, GC004: the server is retired.
create function capacity_claim_guard() returns trigger language plpgsql as $$
declare
  room record;
begin
  if new.state = 'released' or (tg_op = 'UPDATE' and old.state <> 'released' and new.server_id = old.server_id
      and new.cpu <= old.cpu and new.memory_mb <= old.memory_mb and new.disk_gb <= old.disk_gb) then
    return new;
  end if;
  perform 1 from server where id = new.server_id for no key update;
  select s.name, s.status, c.cpu_free + coalesce(own.cpu, 0) as cpu,
      c.memory_mb_free + coalesce(own.memory_mb, 0) as memory_mb, c.disk_gb_free + coalesce(own.disk_gb, 0) as disk_gb into room
    from server s join server_capacity c on c.server_id = s.id
    left join capacity_claim own on own.server_id = s.id and own.holder = new.holder and own.state <> 'released'
    where s.id = new.server_id;
  if room.status = 'retired' then
    raise exception 'server % is retired', room.name using errcode = 'GC004';
  end if;
  if room.cpu < new.cpu or room.memory_mb < new.memory_mb or room.disk_gb < new.disk_gb then
    raise exception 'server % has no room', room.name using errcode = 'GC001', detail = row_to_json(room)::text;
  end if;
  return new;
end
$$;
create trigger capacity_claim_guard before insert or update on capacity_claim for each row execute function capacity_claim_guard();

create function server_capacity_guard() returns trigger language plpgsql as $$
declare
  taken record;
  host record;
  room record;
begin
  if tg_op = 'UPDATE' and (new.cpu, new.memory_mb, new.disk_gb, new.cpu_overcommit, new.memory_overcommit, new.disk_overcommit)
      is distinct from (old.cpu, old.memory_mb, old.disk_gb, old.cpu_overcommit, old.memory_overcommit, old.disk_overcommit) then
    select new.name, cpu_total - cpu_free as cpu, memory_mb_total - memory_mb_free as memory_mb,
      disk_gb_total - disk_gb_free as disk_gb into taken from server_capacity where server_id = new.id;
    if floor(new.cpu * new.cpu_overcommit) < taken.cpu or floor(new.memory_mb * new.memory_overcommit) < taken.memory_mb
        or floor(new.disk_gb * new.disk_overcommit) < taken.disk_gb then
      raise exception 'server % would have less than is taken from it', new.name
        using errcode = 'GC002', detail = row_to_json(taken)::text;
    end if;
  end if;
  if new.host_id is null or new.status = 'retired' then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.status <> 'retired' and new.host_id = old.host_id
      and new.cpu <= old.cpu and new.memory_mb <= old.memory_mb and new.disk_gb <= old.disk_gb then
    return new;
  end if;
  select name, kind, status into host from server where id = new.host_id for no key update;
  if host.kind <> 'hypervisor' or host.status = 'retired' then
    raise exception 'server % runs no virtual servers', host.name using errcode = 'GC003', detail = row_to_json(host)::text;
  end if;
  select host.name, c.cpu_free + coalesce(own.cpu, 0) as cpu, c.memory_mb_free + coalesce(own.memory_mb, 0) as memory_mb,
      c.disk_gb_free + coalesce(own.disk_gb, 0) as disk_gb into room
    from server_capacity c
    left join server own on own.id = new.id and own.host_id = c.server_id and own.status <> 'retired'
    where c.server_id = new.host_id;
  if room.cpu < new.cpu or room.memory_mb < new.memory_mb or room.disk_gb < new.disk_gb then
    raise exception 'host % has no room', room.name using errcode = 'GC001', detail = row_to_json(room)::text;
  end if;
  return new;
end
$$;
create trigger server_capacity_guard before insert or update on server for each row execute function server_capacity_guard();

create table application (
  id uuid primary key,
  name text not null,
  office_id uuid not null references office (id),
  status text not null check (status in ('planned', 'installing', 'active', 'suspended', 'retired')),
  origin uuid,                              -- the case that brought it in
  description text not null default '',     -- SPBE: uraian
  function text not null default '',        -- SPBE: fungsi
  outputs text not null default '',         -- SPBE: luaran
  service text not null default '',         -- SPBE: layanan yang didukung
  base text not null default '',            -- SPBE: basis aplikasi (web, mobile, desktop)
  license text not null default '',         -- SPBE: tipe lisensi
  language text not null default '',
  framework text not null default '',
  database text not null default '',
  developer_unit text not null default '',
  operator_unit text not null default '',
  raa_code text not null default '',
  tdpse_number text not null default '',
  tdpse_date date,
  audience text not null default 'public' check (audience in ('public', 'internal')),
  personal_data boolean not null default false,
  personal_data_note text not null default '',
  security_test_date date,
  administrator_name text not null default '',
  administrator_nip text not null default '',
  administrator_title text not null default '',
  administrator_phone text not null default '',
  administrator_email text not null default '',
  administrator_until date,
  url text not null default '',
  source_note text not null default '',
  activated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index application_origin on application (origin) where origin is not null;
create index application_office on application (office_id);

create table deployment (
  id uuid primary key,
  application_id uuid not null references application (id),
  server_id uuid not null references server (id),
  environment text not null default 'production' check (environment in ('production', 'staging', 'development')),
  path text not null default '',
  installed_at timestamptz not null,
  removed_at timestamptz
);
create unique index deployment_once on deployment (application_id, server_id, environment) where removed_at is null;
create index deployment_application on deployment (application_id);
create index deployment_server on deployment (server_id);
