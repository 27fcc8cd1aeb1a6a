-- The later life of an application: its capacity is its own once it is active, its contract runs out, it ends for a reason.

alter table application add column contract_until date;
alter table application add column retired_at timestamptz;
alter table application add column retired_reason text not null default '';

update capacity_claim claim set holder = a.id, holder_label = a.name
  from application a
  where a.origin = claim.holder and a.status = 'active' and claim.state = 'allotted'
    and not exists (select 1 from capacity_claim own where own.holder = a.id and own.state <> 'released');

-- What the work list of the register looks for.
create index application_administrator_until on application (administrator_until) where status <> 'retired';
create index application_contract_until on application (contract_until) where status <> 'retired';
create index server_warranty_until on server (warranty_until) where status <> 'retired';
