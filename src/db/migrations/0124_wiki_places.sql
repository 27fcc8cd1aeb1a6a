-- The page of a server stands under that of its site, and follows it there.
create trigger server_moved after update of site_id on server for each row when (old.site_id <> new.site_id)
  execute function record_renamed('server');
