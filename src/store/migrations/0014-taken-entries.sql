-- Entries that wait behind the first of their lane may go with it: they carry the token of the claim they go with, and count as being
-- worked on while the lane is still claimed by it.
alter table queue_entry add column taken_by text;
