-- The same guard as before, asked in two plain questions that the index answers: a CASE between the operators made PostgreSQL read
-- every prefix of the VRF for each new one.
create or replace function network_place() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (new.prefix, new.vrf_id, new.kind) is distinct from (old.prefix, old.vrf_id, old.kind) then
      raise exception 'prefix % stays what it is', old.prefix using errcode = 'GC011';
    end if;
  else
    -- The tree of a VRF is changed by one at a time.
    perform 1 from vrf where id = new.vrf_id for no key update;
    if new.kind = 'container' then
      perform 1 from network n where n.vrf_id = new.vrf_id and n.prefix >>= new.prefix and n.kind = 'network' limit 1;
    else
      perform 1 from network n where n.vrf_id = new.vrf_id and n.prefix <<= new.prefix and n.kind = 'container' limit 1;
    end if;
    if found then
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
