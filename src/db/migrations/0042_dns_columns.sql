-- Columns that 0020 made for a comparison which is not built: what nobody writes is not kept.

alter table dns_zone drop column observed, drop column observed_at;
alter table dns_record drop column origin, drop column office_id, drop column application_id;
alter table dns_change_item drop column office_id, drop column application_id;
