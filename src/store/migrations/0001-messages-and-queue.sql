-- What arrived and what became of it: message, delivery, attempt, record.
-- What is left to do: lane, queue_entry (docs/decisions/0001-queue-lanes.md).
--
-- message, delivery and attempt grow for ever, so they are partitioned by time: a message id is a UUIDv7, whose first
-- 48 bits are milliseconds, and store/partitions.ts makes a partition a month. Retention drops a partition instead of
-- deleting rows. No foreign keys lead to them, because those would forbid exactly that.
-- Every key of the queue's tables and of record begins with object_key, so that a distributed PostgreSQL can shard by it.

create table message (
  id uuid primary key,
  identity text not null,
  interface text not null,
  channel text not null,
  system text not null,
  idoc text,
  type text not null,
  version text not null,
  content_type text not null,
  header jsonb not null,
  payload bytea not null,
  received_at timestamptz not null
) partition by range (id);

create table message_default partition of message default;

-- People type 199045 for 0000000000199045.
create index message_idoc on message (ltrim(idoc, '0')) where idoc is not null;
create index message_interface on message (interface, id);

-- The same document twice is one message. Not partitioned: uniqueness over all time needs one index over all time.
create table message_identity (
  identity text primary key,
  message_id uuid not null,
  first_seen_at timestamptz not null default now(),
  repeated integer not null default 0
);

-- What one message means for one object. `status` says what was decided last; `delivering` is not among them: whether
-- somebody is at work right now only the lane knows (see delivery_now).
create table delivery (
  message_id uuid not null,
  object_key text collate "C" not null,
  version text not null,
  status text not null,
  reason text,
  code text,
  operation text,
  rows jsonb not null default '[]',
  warnings jsonb not null default '[]',
  attempts integer not null default 0,
  finished_at timestamptz,
  primary key (message_id, object_key)
) partition by range (message_id);

-- A delivery is updated once or twice soon after it was inserted. Free space on its page keeps the new version there.
create table delivery_default partition of delivery default with (fillfactor = 85);

create index delivery_object on delivery (object_key, message_id);
create index delivery_business_key on delivery (ltrim(substr(object_key, strpos(object_key, '/') + 1), '0'), message_id);
-- Nearly every delivery is `delivered`; a search for the others must not read those.
create index delivery_status on delivery (status, message_id) where status <> 'delivered';

create table attempt (
  message_id uuid not null,
  object_key text collate "C" not null,
  number integer not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  outcome text not null,
  reason text,
  code text,
  primary key (message_id, object_key, number, started_at)
) partition by range (message_id);

create table attempt_default partition of attempt default;

-- One row we wrote in Dynamics 365: its id there and, per column, the value last written and where it came from.
create table record (
  object_key text collate "C" not null,
  table_name text not null,
  row_key text not null,
  id text not null,
  state text not null,
  version text not null,
  system text not null,
  columns jsonb not null,
  written_at timestamptz not null default now(),
  primary key (object_key, table_name, row_key)
) with (fillfactor = 80);

-- What a person did, and why.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  action text not null,
  message_id uuid,
  reason text
);

create index audit_message on audit (message_id) where message_id is not null;

-- A receiver channel that is paused: it is set up wrongly, or a person stopped it.
create table channel_state (
  channel text primary key,
  paused_reason text,
  paused_until timestamptz,
  changed_at timestamptz not null default now()
);

-- One row per object key that has work left: the only thing workers search and lock.
--   due_at     when the first entry of the key may be worked on; for a claimed lane, when the claim expires;
--              'infinity' while the key is held
--   claimed_by who is at work: a token that is new for each claim
--   parked_for the object key this one waits for
--
-- Lanes are updated all the time and live shortly. Room on the page (fillfactor) helps the updates that leave due_at
-- alone; vacuuming after a thousand changes rather than after a fifth of the table keeps the front of lane_due, where
-- every claim begins to read, free of dead entries.
create table lane (
  object_key text collate "C" primary key,
  due_at timestamptz not null default now(),
  claimed_by text,
  parked_for text collate "C"
) with (
  fillfactor = 50,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);

create index lane_due on lane (due_at);
create index lane_parked on lane (parked_for) where parked_for is not null;

-- The line on each lane. `sequence` is drawn while the lane's row is locked, so within one object key its order is the
-- order in which transactions commit; between keys it means nothing.
create table queue_entry (
  object_key text collate "C" not null,
  sequence bigint generated always as identity,
  message_id uuid not null,
  attempts integer not null default 0,
  held boolean not null default false,
  primary key (object_key, sequence),
  unique (message_id, object_key)
) with (
  fillfactor = 80,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_vacuum_threshold = 1000,
  autovacuum_vacuum_cost_delay = 0
);

-- A delivery as a person sees it: `delivering` while somebody is at work, and when it will be tried next.
create view delivery_now as
select
  delivery.*,
  case when place.working then 'delivering' else delivery.status end as status_now,
  case when not place.working and place.is_head and isfinite(place.due_at) then place.due_at end as due_at
from delivery
left join lateral (
  select
    lane.due_at,
    head.is_head,
    head.is_head and lane.claimed_by is not null and lane.due_at > now() as working
  from queue_entry entry
  join lane on lane.object_key = entry.object_key
  cross join lateral (
    select not exists (
      select from queue_entry earlier where earlier.object_key = entry.object_key and earlier.sequence < entry.sequence
    ) as is_head
  ) head
  where entry.object_key = delivery.object_key and entry.message_id = delivery.message_id
) place on true;
