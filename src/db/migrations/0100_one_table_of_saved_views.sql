-- A filter that is kept under a name is one thing, whatever list it filters: saved_view (0091) serves the registers too.

drop table saved_filter;
