-- What people look for a held object by of which nothing was ever written, so that no record says it; of the few deliveries that have it.
-- What is held already is found so after its next try.
alter table delivery add column found_by text;
create index delivery_found_by on delivery using gin (to_tsvector('simple', found_by)) where found_by is not null;
