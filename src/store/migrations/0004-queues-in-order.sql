-- Messages that must come in order across objects (XI: ExactlyOnceInOrder) carry their sender's queue. Their entries stay on
-- the lanes of their objects like all others; a delivery looks here whether an earlier message of its queue is still open.
alter table queue_entry add column queue text collate "C";

create index queue_entry_queue on queue_entry (queue, sequence) where queue is not null;
