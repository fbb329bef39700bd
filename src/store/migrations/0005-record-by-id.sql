-- The CRM API names rows by their id in Dynamics 365.
create index record_id on record (table_name, id);
