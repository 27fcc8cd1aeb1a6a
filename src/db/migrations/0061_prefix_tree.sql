-- The network as a tree: VRFs, VLANs, containers with networks in them, reserved ranges. A prefix and an address are given once per VRF.

create table vrf (
  id uuid primary key,
  name text not null constraint vrf_name unique check (name <> ''),
  route_distinguisher text not null default '',
  owner_office_id uuid references office (id),
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null
);
-- Every installation has this one; whoever says nothing means it.
insert into vrf (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', 'Global', now());

create table vlan (
  id uuid primary key,
  site_id uuid not null references site (id),
  vid integer not null check (vid between 1 and 4094),
  name text not null check (name <> ''),
  owner_office_id uuid references office (id),
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  constraint vlan_number unique (site_id, vid)
);
insert into vlan (id, site_id, vid, name, created_at)
  select gen_random_uuid(), site_id, vlan, min(name), min(created_at) from network where vlan is not null group by site_id, vlan;

alter table network
  drop constraint network_prefix_excl,
  alter column site_id drop not null,
  -- A network gives addresses; a container holds networks and other containers.
  add column kind text not null default 'network' check (kind in ('network', 'container')),
  add column vrf_id uuid not null default '00000000-0000-7000-8000-000000000001' references vrf (id),
  add column parent_id uuid references network (id) deferrable initially deferred,
  add column children integer not null default 0,
  add column covered numeric not null default 0,           -- how many addresses lie in the children
  add column owner_office_id uuid references office (id),
  add column version integer not null default 1,
  add constraint network_site check (kind = 'container' or site_id is not null),
  add constraint network_container check (kind = 'network' or (vlan is null and gateway is null)),
  add constraint network_vlan foreign key (site_id, vlan) references vlan (site_id, vid) on update cascade,
  add constraint network_prefix_once unique (vrf_id, prefix),
  add unique (id, vrf_id),
  add constraint network_prefix_excl exclude using gist (vrf_id with =, prefix inet_ops with &&) where (kind = 'network');
create index network_tree on network using gist (vrf_id, prefix inet_ops);
create index network_parent on network (parent_id, prefix);
create index network_list on network (prefix, id);
create index network_site_list on network (site_id, prefix);

create function prefix_size(prefix cidr) returns numeric language sql immutable parallel safe as $$
  select power(2::numeric, (case family(prefix) when 4 then 32 else 128 end) - masklen(prefix))
$$;

create function container_around(wanted_vrf uuid, wanted cidr) returns uuid language sql as $$
  select id from network where vrf_id = wanted_vrf and prefix >> wanted and kind = 'container' order by masklen(prefix) desc limit 1
$$;

-- GC010: a container and a network would lie the wrong way round. GC011: a prefix, its VRF and kind stay what they are.
create function network_place() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.prefix, new.vrf_id, new.kind) is distinct from (old.prefix, old.vrf_id, old.kind) then
      raise exception 'prefix % stays what it is', old.prefix using errcode = 'GC011';
    end if;
  else
    -- The tree of a VRF is changed by one at a time.
    perform 1 from vrf where id = new.vrf_id for no key update;
    if exists (select 1 from network n where n.vrf_id = new.vrf_id and n.kind <> new.kind
        and case new.kind when 'container' then n.prefix >>= new.prefix else n.prefix <<= new.prefix end) then
      raise exception 'prefix % lies the wrong way round', new.prefix using errcode = 'GC010';
    end if;
    new.parent_id := container_around(new.vrf_id, new.prefix);
  end if;
  if new.vlan is not null then
    insert into vlan (id, site_id, vid, name, created_at) values (gen_random_uuid(), new.site_id, new.vlan, new.name, new.created_at)
      on conflict do nothing;
  end if;
  return new;
end
$$;
create trigger network_place before insert or update of prefix, vrf_id, kind, site_id, vlan on network
  for each row execute function network_place();

-- A container takes what lies in it from the one around it, and gives it back when it goes.
create function network_adopt() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update network set parent_id = new.id
      where vrf_id = new.vrf_id and prefix << new.prefix and parent_id is not distinct from new.parent_id;
    return null;
  end if;
  update network set parent_id = container_around(vrf_id, prefix) where parent_id = old.id;
  return null;
end
$$;
create trigger network_adopt after insert on network for each row when (new.kind = 'container') execute function network_adopt();
create trigger network_disown after delete on network for each row when (old.kind = 'container') execute function network_adopt();

create function network_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update network set children = children + added.n, covered = covered + added.size
      from (select parent_id, count(*) as n, sum(prefix_size(prefix)) as size from added where parent_id is not null group by parent_id) added
      where id = added.parent_id;
  elsif tg_op = 'DELETE' then
    update network set children = children - gone.n, covered = covered - gone.size
      from (select parent_id, count(*) as n, sum(prefix_size(prefix)) as size from gone where parent_id is not null group by parent_id) gone
      where id = gone.parent_id;
  else
    if not exists (select 1 from added a join gone g using (id) where a.parent_id is distinct from g.parent_id) then
      return null;
    end if;
    update network set children = children + moved.n, covered = covered + moved.size
      from (select parent_id, sum(n) as n, sum(size) as size from (
          select a.parent_id, 1 as n, prefix_size(a.prefix) as size from added a join gone g using (id)
            where a.parent_id is distinct from g.parent_id
          union all
          select g.parent_id, -1, -prefix_size(g.prefix) from added a join gone g using (id)
            where a.parent_id is distinct from g.parent_id) both_ways
        where parent_id is not null group by parent_id) moved
      where id = moved.parent_id;
  end if;
  return null;
end
$$;
create trigger network_count_added after insert on network referencing new table as added
  for each statement execute function network_count();
create trigger network_count_gone after delete on network referencing old table as gone
  for each statement execute function network_count();
create trigger network_count_moved after update on network referencing old table as gone new table as added
  for each statement execute function network_count();

-- Ranges that nobody is given addresses from.
create type inetrange as range (subtype = inet);

create table address_range (
  id uuid primary key,
  network_id uuid not null,
  vrf_id uuid not null,
  prefix cidr not null,
  first_address inet not null,
  last_address inet not null,
  purpose text not null check (purpose in ('dhcp', 'reserved', 'infrastructure')),
  reason text not null check (reason <> ''),
  created_at timestamptz not null,
  foreign key (network_id, prefix) references network (id, prefix),
  foreign key (network_id, vrf_id) references network (id, vrf_id),
  constraint address_range_order check (first_address <= last_address),
  constraint address_range_inside check (first_address <<= prefix and last_address <<= prefix
    and masklen(first_address) = masklen(last_address) and masklen(first_address) = case family(prefix) when 4 then 32 else 128 end),
  constraint address_range_excl exclude using gist (vrf_id with =, inetrange(first_address, last_address, '[]') with &&)
);
create index address_range_network on address_range (network_id, first_address);

alter table address
  drop constraint address_address_key,
  add column vrf_id uuid not null default '00000000-0000-7000-8000-000000000001',
  add constraint address_address_key unique (vrf_id, address),
  add foreign key (network_id, vrf_id) references network (id, vrf_id);
create index address_list on address (address, id);
create index address_network_list on address (network_id, address);
drop index address_network;

-- GC012: a container gives no addresses. GC013: the address lies in a reserved range (detail: its reason).
create function address_place() returns trigger language plpgsql as $$
declare
  network_kind text;
  kept text;
begin
  select kind, vrf_id into network_kind, new.vrf_id from network where id = new.network_id for no key update;
  if network_kind = 'container' then
    raise exception 'a container gives no addresses' using errcode = 'GC012';
  end if;
  if new.server_id is not null then
    select reason into kept from address_range r where r.network_id = new.network_id
      and new.address between r.first_address and r.last_address limit 1;
    if kept is not null then
      raise exception 'address % is reserved', new.address using errcode = 'GC013', detail = kept;
    end if;
  end if;
  return new;
end
$$;
create trigger address_place before insert or update of network_id, address, server_id on address
  for each row execute function address_place();

-- GC014: a server has an address of the range already (detail: which).
create function address_range_place() returns trigger language plpgsql as $$
declare
  given text;
begin
  select vrf_id, prefix into new.vrf_id, new.prefix from network where id = new.network_id and kind = 'network' for no key update;
  select host(address) into given from address a where a.network_id = new.network_id and a.server_id is not null
    and a.address between new.first_address and new.last_address order by a.address limit 1;
  if given is not null then
    raise exception 'address % is given', given using errcode = 'GC014', detail = given;
  end if;
  return new;
end
$$;
create trigger address_range_place before insert or update on address_range
  for each row execute function address_range_place();
