-- Since when an answer waits to be sent, which may be long after its message came; and whether SAP refuses it for what it says, so that the
-- others go out without it (docs/operate.md, "Answers").

alter table answer add column queued_at timestamptz not null default now();
alter table answer add column refused boolean not null default false;
