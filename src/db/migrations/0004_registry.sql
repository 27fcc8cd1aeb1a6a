-- What is hosted and on what: sites, servers, addresses, capacity, applications.

create table site (
  id uuid primary key,
  name text not null unique,                -- "Ruang Server Lt. VII"
  address text not null default '',
  created_at timestamptz not null
);

create table server (
  id uuid primary key,
  name text not null,                       -- host name, lower case
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
create unique index server_name on server (lower(name)) where status <> 'retired';
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
  exclude using gist (prefix inet_ops with &&)
);

create table address (
  id uuid primary key,
  network_id uuid not null references network (id),
  address inet not null unique,
  server_id uuid references server (id),
  interface text not null default 'eth0',
  mac macaddr,
  reserved_for text not null default '',    -- why it must not be given, when no server has it
  created_at timestamptz not null,
  check (masklen(address) = case family(address) when 4 then 32 else 128 end)
);
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
create index deployment_application on deployment (application_id);
create index deployment_server on deployment (server_id);
