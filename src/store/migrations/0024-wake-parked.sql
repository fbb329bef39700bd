-- Makes everything due that is parked for these objects; says how many object keys that are. A function for its setting: lanes come and go by
-- the thousand between two vacuums, PostgreSQL takes their table for small all the same, and would read all of it after each batch, mostly
-- to find nothing parked.
create function wake_parked(object_keys text[]) returns integer
language sql
set enable_seqscan = off
as $$
  with parked as materialized (
    select object_key from lane where parked_for = any(object_keys) order by object_key for update
  ), woken as (
    update lane
    set due_at = clock_timestamp(), parked_for = null
    from parked
    where lane.object_key = parked.object_key
    returning 1
  )
  select count(*)::integer from woken
$$;
