-- What was refused at the door (engine/refusals.ts) and never became a message. The same one again within an hour is counted, not kept
-- again; nothing of what was sent is kept but the number of its first document.
create table refusal (
  id bigint generated always as identity primary key,
  -- What makes two the same one, with the hour, as a digest.
  same text collate "C" not null unique,
  channel text not null,
  -- The user of a sender, or a folder, of the settings; null: nobody who is known here.
  sender text,
  system text,
  came_from text not null,
  status integer,
  reason text not null,
  document text,
  first_at timestamptz not null,
  last_at timestamptz not null,
  times bigint not null
);

create index refusal_last on refusal (last_at, id);
