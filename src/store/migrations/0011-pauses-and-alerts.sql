-- Channels and interfaces that a person stopped; channel_state tells which channels stopped by themselves.
create table pause (
  kind text not null check (kind in ('channel', 'interface')),
  name text collate "C" not null,
  who text not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (kind, name)
);

-- Trouble that people are told of (engine/alerts), one row from its beginning to its end.
create table alert (
  id bigint generated always as identity primary key,
  rule text not null,
  subject text collate "C" not null,
  text text not null,
  since timestamptz not null default now(),
  -- When it was there last: what comes back soon is the same trouble.
  seen_at timestamptz not null default now(),
  ended_at timestamptz
);

create unique index alert_open on alert (rule, subject) where ended_at is null;

-- What is to be said to one target about one alert: that it began, that it is over.
create table alert_notice (
  alert_id bigint not null references alert on delete cascade,
  target text collate "C" not null,
  kind text not null check (kind in ('begun', 'over')),
  due_at timestamptz not null default now(),
  sent_at timestamptz,
  attempts integer not null default 0,
  problem text,
  primary key (alert_id, target, kind)
);

create index alert_notice_waiting on alert_notice (due_at) where sent_at is null;
