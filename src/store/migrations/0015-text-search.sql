-- People look for names, addresses, e-mail addresses and numbers: the words of a record that say so are kept apart, and found by their
-- beginnings. The words of reasons too, of the few deliveries that have one.
alter table record add column found_by text not null default '';
update record set found_by = (
  select coalesce(string_agg(value, ' '), '')
  from jsonb_each_text(columns) as one (name, value)
  where jsonb_typeof(columns -> name) = 'string' and name ~ '(name|emailaddress1|telephone1|city|postalcode|number)$'
) || ' ' || (select string_agg(value, ' ') from jsonb_each_text(row_key::jsonb) as one (name, value));
create index record_found_by on record using gin (to_tsvector('simple', found_by));
create index delivery_reason on delivery using gin (to_tsvector('simple', reason)) where reason is not null;
