-- Systems may want answers of two kinds: IDocs about their IDocs, and acknowledgements of XI messages that ask for one.

alter table answered_system add column kind text not null default 'idoc';
alter table answered_system drop constraint answered_system_pkey;
alter table answered_system add primary key (system, kind);

alter table answer add column kind text not null default 'idoc';
drop index answer_waiting;
create index answer_waiting on answer (system, kind, message_id) where sent_at is null;
