-- What was asked for an application, found by the application itself and not by its name, which changes.
create index hosting_case_application on hosting_case (application_id, created_at desc) where application_id is not null;
