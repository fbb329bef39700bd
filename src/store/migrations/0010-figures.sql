-- What flows, counted by the minute (engine/figures.ts): so many messages received, deliveries ended, rows written and so on of one
-- interface. A page of the last hour reads a few hundred small rows, however many messages are stored.
-- `name` says what was counted; `latency N` are deliveries that took up to 2^(N/4) ms from the receipt to their end.

create table figure (
  minute timestamptz not null,
  interface text collate "C" not null,
  name text collate "C" not null,
  count bigint not null,
  primary key (minute, interface, name)
) with (fillfactor = 70);
