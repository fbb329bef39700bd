-- The same object may be written to several Dynamics 365 environments; what each holds is remembered apart.

alter table record add column receiver text not null default 'dataverse';
alter table record drop constraint record_pkey;
alter table record add primary key (object_key, receiver, table_name, row_key);
