-- What a refused attempt had asked of Dynamics 365: the rows with the names of their columns, without values. Of an attempt that was not
-- refused nothing is kept: what it wrote stands in delivery.rows and record.
alter table attempt add column asked jsonb;
