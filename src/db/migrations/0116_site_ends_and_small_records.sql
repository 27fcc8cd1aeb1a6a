-- A site may retire when nothing of the register is there any more; interfaces and reserved ranges carry tags and notes as all
-- other records do.

alter table site add column status text not null default 'active' check (status in ('active', 'retired'));

-- GC015: the site is retired. Whoever retires it holds its row, so that this waits and then sees what became of it.
create function site_takes() returns trigger language plpgsql as $$
declare
  site_status text;
begin
  select status into site_status from site where id = new.site_id for key share;
  if site_status = 'retired' then
    raise exception 'site % is retired', new.site_id using errcode = 'GC015';
  end if;
  return new;
end
$$;
create trigger server_site before insert or update of site_id on server for each row execute function site_takes();
create trigger rack_site before insert or update of site_id on rack for each row execute function site_takes();
create trigger network_site before insert or update of site_id on network for each row execute function site_takes();
create trigger vlan_site before insert or update of site_id on vlan for each row execute function site_takes();

create or replace function site_search() returns trigger language plpgsql as $$
begin
  perform search_put('site', new.id, 'site', new.id, null, new.name, new.address, new.address, new.status <> 'retired');
  return null;
end
$$;

alter table record_tag drop constraint record_tag_kind_check, add constraint record_tag_kind_check
  check (kind in ('application', 'server', 'rack', 'interface', 'cable', 'site', 'network', 'range', 'vlan', 'vrf'));
alter table record_note drop constraint record_note_kind_check, add constraint record_note_kind_check
  check (kind in ('application', 'server', 'rack', 'interface', 'cable', 'site', 'network', 'range', 'vlan', 'vrf'));
alter table record_file drop constraint record_file_kind_check, add constraint record_file_kind_check
  check (kind in ('application', 'server', 'rack', 'interface', 'cable', 'site', 'network', 'range', 'vlan', 'vrf'));
