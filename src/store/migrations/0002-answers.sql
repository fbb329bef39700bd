-- What SAP is told about a message after its last delivery has ended (docs/operate.md, "Answers").

-- The systems that want answers, as the settings say; an empty list of interfaces means all.
create table answered_system (
  system text primary key,
  interfaces text[] not null
);

-- One row a message: its last answer. `version` grows when the message ends anew, so that an answer that was just on its way
-- then does not count as the new one.
create table answer (
  message_id uuid primary key,
  system text not null,
  version integer not null default 1,
  sent_at timestamptz,
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  reason text
);

create index answer_waiting on answer (system, message_id) where sent_at is null;
