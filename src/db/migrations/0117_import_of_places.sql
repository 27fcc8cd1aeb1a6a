-- Tables of racks, interfaces, cables and networks are brought along as those of devices are.

alter table import_run drop constraint import_run_kind_check, add constraint import_run_kind_check
  check (kind in ('devices', 'servers', 'racks', 'interfaces', 'cables', 'networks', 'addresses', 'applications'));
