-- `columns` holds the values alone; which message wrote them, when and from what stands apart and short, a list of
-- [message id, time, {column: source}]. Together they fit on the page without being compressed, which cost more than all the rest of
-- a delivery.
alter table record add column origins text not null default '[]';
alter table record set (toast_tuple_target = 8160);

update record
set
  columns = (select coalesce(jsonb_object_agg(name, coalesce(written -> 'value', 'null')), '{}') from jsonb_each(columns) as one (name, written)),
  origins = (
    select coalesce(jsonb_agg(jsonb_build_array(message_id, at, sources)), '[]')::text
    from (
      select written ->> 'messageId' as message_id, written ->> 'at' as at, jsonb_object_agg(name, written -> 'source') as sources
      from jsonb_each(columns) as one (name, written)
      group by 1, 2
    ) writer
  );
