-- Racks, everything that stands in them, interfaces and cables. A device is a row of `server`, whether it computes or not: its
-- site, place in a rack, serial number, owner, addresses and journal are the same things. Only what computes has a size.

create extension if not exists btree_gist;

create table rack (
  id uuid primary key,
  site_id uuid not null references site (id),
  name text not null check (name <> ''),
  units integer not null default 42 check (units between 1 and 60),
  status text not null default 'active' check (status in ('planned', 'active', 'retired')),
  owner_office_id uuid references office (id),
  serial_number text not null default '',
  asset_number text not null default '',
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  constraint rack_name unique (site_id, name),
  unique (id, site_id)
);

alter table site
  add column owner_office_id uuid references office (id),
  add column notes text not null default '',
  add column version integer not null default 1;

alter table server
  drop constraint server_kind_check,
  drop constraint server_cpu_check,
  drop constraint server_memory_mb_check,
  drop constraint server_disk_gb_check,
  add constraint server_kind_check check (kind in ('hypervisor', 'bare_metal', 'virtual',
    'switch', 'router', 'firewall', 'storage', 'power', 'other')),
  add constraint server_size check (case when kind in ('hypervisor', 'bare_metal', 'virtual')
    then cpu > 0 and memory_mb > 0 and disk_gb > 0 else cpu = 0 and memory_mb = 0 and disk_gb >= 0 and not accepts_applications end),
  add column manufacturer text not null default '',
  add column model text not null default '',
  add column rack_id uuid,
  add column rack_height integer not null default 1 check (rack_height between 1 and 60),
  -- 'both': it is as deep as the rack and nothing can stand behind it.
  add column rack_face text not null default 'both' check (rack_face in ('front', 'rear', 'both'));

insert into rack (id, site_id, name, created_at)
  select gen_random_uuid(), site_id, trim(rack), min(created_at) from server where trim(rack) <> '' group by site_id, trim(rack);
update server s set rack_id = r.id from rack r where r.site_id = s.site_id and r.name = trim(s.rack) and s.kind <> 'virtual';
-- What was written twice at one place keeps its rack and must be placed again.
update server s set rack_unit = null where rack_id is null or rack_unit not between 1 and 42 or exists (
  select 1 from server o where o.rack_id = s.rack_id and o.rack_unit = s.rack_unit and o.id < s.id and o.status <> 'retired');
drop trigger server_search on server;
alter table server
  drop column rack,
  add constraint server_rack foreign key (rack_id, site_id) references rack (id, site_id),
  add constraint server_virtual_has_no_rack check (kind <> 'virtual' or rack_id is null),
  add constraint server_rack_unit check (rack_unit is null or (rack_id is not null and rack_unit >= 1)),
  -- No two devices in the same units of the same face.
  add constraint server_rack_place exclude using gist (rack_id with =, int4range(rack_unit, rack_unit + rack_height) with &&,
    (case rack_face when 'front' then int4range(0, 1) when 'rear' then int4range(1, 2) else int4range(0, 2) end) with &&)
    where (rack_id is not null and rack_unit is not null and status <> 'retired');
create index server_rack_list on server (rack_id, rack_unit);

-- GC008: a device would stand higher than its rack ends. GC007: a device became something else.
create function server_place_guard() returns trigger language plpgsql as $$
declare
  rack_units integer;
begin
  if tg_op = 'UPDATE' and new.kind <> old.kind then
    raise exception 'server % is a %', old.name, old.kind using errcode = 'GC007';
  end if;
  if new.rack_id is null or new.rack_unit is null then
    return new;
  end if;
  select units into rack_units from rack where id = new.rack_id for share;
  if new.rack_unit + new.rack_height - 1 > rack_units then
    raise exception 'rack has % units', rack_units using errcode = 'GC008', detail = rack_units::text;
  end if;
  return new;
end
$$;
create trigger server_place_guard before insert or update of kind, rack_id, rack_unit, rack_height on server
  for each row execute function server_place_guard();

create function rack_units_guard() returns trigger language plpgsql as $$
declare
  top integer;
begin
  select max(rack_unit + rack_height - 1) into top from server where rack_id = new.id and status <> 'retired';
  if new.units < top then
    raise exception 'rack % is used up to unit %', new.name, top using errcode = 'GC009', detail = top::text;
  end if;
  return new;
end
$$;
create trigger rack_units_guard before update of units on rack for each row execute function rack_units_guard();

create table interface (
  id uuid primary key,
  server_id uuid not null references server (id),
  name text not null check (name <> ''),     -- "eth0", "Gi1/0/24"
  kind text not null default 'copper' check (kind in ('copper', 'fibre', 'virtual', 'management', 'aggregate', 'wireless')),
  mac macaddr,
  speed_mbps integer check (speed_mbps > 0),
  enabled boolean not null default true,
  untagged_vlan integer check (untagged_vlan between 1 and 4094),
  tagged_vlans integer[] not null default '{}',
  description text not null default '',
  created_at timestamptz not null,
  constraint interface_name unique (server_id, name)
);
create index interface_mac on interface (mac) where mac is not null;

insert into interface (id, server_id, name, kind, mac, created_at)
  select gen_random_uuid(), a.server_id, a.interface, case s.kind when 'virtual' then 'virtual' else 'copper' end, min(a.mac::text)::macaddr, min(a.created_at)
  from address a join server s on s.id = a.server_id group by a.server_id, a.interface, s.kind;
alter table address
  drop column mac,
  add constraint address_interface_fkey foreign key (server_id, interface) references interface (server_id, name) on update cascade;

-- An address names an interface of its server; one that nobody has entered yet is entered with it.
create function address_interface() returns trigger language plpgsql as $$
begin
  insert into interface (id, server_id, name, kind, created_at)
    select gen_random_uuid(), new.server_id, new.interface, case s.kind when 'virtual' then 'virtual' else 'copper' end, new.created_at
    from server s where s.id = new.server_id
      and not exists (select 1 from interface i where i.server_id = new.server_id and i.name = new.interface)
    on conflict do nothing;
  return new;
end
$$;
create trigger address_interface before insert or update of server_id, interface on address
  for each row when (new.server_id is not null) execute function address_interface();

create table cable (
  id uuid primary key,
  a_interface_id uuid not null references interface (id),
  b_interface_id uuid not null references interface (id),
  kind text not null default 'copper' check (kind in ('copper', 'fibre', 'direct_attach', 'radio', 'virtual', 'other')),
  status text not null default 'active' check (status in ('planned', 'active')),
  label text not null default '',
  colour text not null default '',
  length_m numeric(7, 1) check (length_m > 0),
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null,
  constraint cable_to_itself check (a_interface_id <> b_interface_id)
);
create index cable_a on cable (a_interface_id);
create index cable_b on cable (b_interface_id);

-- Which cable is plugged into which interface: one each, whichever end it is. Kept by the trigger below.
create table cable_end (
  interface_id uuid constraint cable_end_taken primary key references interface (id),
  cable_id uuid not null references cable (id) on delete cascade
);
create index cable_end_cable on cable_end (cable_id);

-- GC005: the cable leads back to the device it starts from.
create function cable_plug() returns trigger language plpgsql as $$
begin
  if (select count(distinct server_id) from interface where id in (new.a_interface_id, new.b_interface_id)) = 1 then
    raise exception 'cable % leads back to its device', new.id using errcode = 'GC005';
  end if;
  delete from cable_end where cable_id = new.id;
  insert into cable_end select interface_id, new.id from unnest(array[new.a_interface_id, new.b_interface_id]) interface_id order by 1;
  return null;
end
$$;
create trigger cable_plug after insert or update of a_interface_id, b_interface_id on cable
  for each row execute function cable_plug();

-- Links become cables between ports that nobody had named.
create temporary table old_end on commit drop as
  select id, side, server_id, 'port' || row_number() over (partition by server_id order by id, side) as port from (
    select id, 'a' as side, from_server_id as server_id from link union all select id, 'b', to_server_id from link) ends;
insert into interface (id, server_id, name, created_at) select gen_random_uuid(), server_id, port, now() from old_end;
insert into cable (id, a_interface_id, b_interface_id, label, created_at)
  select l.id, a.id, b.id, l.label, now() from link l
  join old_end ea on ea.id = l.id and ea.side = 'a' join interface a on a.server_id = ea.server_id and a.name = ea.port
  join old_end eb on eb.id = l.id and eb.side = 'b' join interface b on b.server_id = eb.server_id and b.name = eb.port;
drop table link;

-- Every cable as seen from each of its devices.
create view device_cable as
select c.id as cable_id, c.kind, c.status, c.label, c.colour, c.length_m, mine.id as interface_id, mine.name as interface,
  mine.server_id, other.id as other_interface_id, other.name as other_interface, other.server_id as other_server_id
from cable c
join cable_end e on e.cable_id = c.id
join interface mine on mine.id = e.interface_id
join interface other on other.id = case c.a_interface_id when mine.id then c.b_interface_id else c.a_interface_id end;

-- Looking for things: a device that does not compute is found as one, a rack by its name.
alter table search_entry drop constraint search_entry_kind_check;
alter table search_entry add constraint search_entry_kind_check
  check (kind in ('application', 'server', 'address', 'network', 'site', 'device', 'rack'));

create function search_kind(kind text) returns text language sql immutable parallel safe as $$
  select case when kind in ('hypervisor', 'bare_metal', 'virtual') then 'server' else 'device' end
$$;

create or replace function server_search() returns trigger language plpgsql as $$
declare
  rack_name text;
begin
  select name into rack_name from rack where id = new.rack_id;
  perform search_put(search_kind(new.kind), new.id, search_kind(new.kind), new.id, null, new.name,
    coalesce(nullif(new.operating_system, ''), trim(new.manufacturer || ' ' || new.model)),
    concat_ws(' ', new.serial_number, new.asset_number, new.operating_system, new.processor, new.manufacturer, new.model, rack_name, new.notes),
    new.status <> 'retired');
  if tg_op = 'UPDATE' and new.name <> old.name then
    update search_entry set detail = new.name, words = title || ' ' || lower(new.name) where kind = 'address' and about_id = new.id;
  end if;
  return null;
end
$$;
create trigger server_search after insert or update on server for each row execute function server_search();

create or replace function address_search() returns trigger language plpgsql as $$
declare
  device record;
begin
  if tg_op = 'DELETE' then
    delete from search_entry where kind = 'address' and record_id = old.id;
    return null;
  end if;
  select name, kind into device from server where id = new.server_id;
  perform search_put('address', new.id, case when new.server_id is null then 'network' else search_kind(device.kind) end,
    coalesce(new.server_id, new.network_id), null, host(new.address),
    coalesce(device.name, new.reserved_for), coalesce(device.name, new.reserved_for), true);
  return null;
end
$$;

create function rack_search() returns trigger language plpgsql as $$
begin
  perform search_put('rack', new.id, 'rack', new.id, null, new.name, (select name from site where id = new.site_id),
    concat_ws(' ', (select name from site where id = new.site_id), new.serial_number, new.asset_number, new.notes), new.status <> 'retired');
  return null;
end
$$;
create trigger rack_search after insert or update on rack for each row execute function rack_search();
update rack set notes = notes;
update server set notes = notes;
