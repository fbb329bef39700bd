-- When the one attempt began that was all it took and that there is nothing to tell of: nearly every delivery has such a one, and it
-- is no row in `attempt` then. Set only as long as that is all there was: a restart makes the row.
alter table delivery add column started_at timestamptz;
