-- Payloads of some interfaces go before their messages do (`keepDays`; engine/payload-retention.ts). None is left where `kept_days` says
-- after how many days it was removed.
alter table message alter column payload drop not null;
alter table message add column kept_days integer;

-- How far each interface was gone through: messages before this one have no payload, or are in `overdue_payload`. So each is
-- looked at once, and storing one costs no index more.
create table payload_removal (
  interface text primary key,
  gone_through uuid not null
);

-- Messages that were still open, or not yet answered, when their payloads were due.
create table overdue_payload (
  message_id uuid primary key,
  interface text not null
);
