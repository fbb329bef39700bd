-- Compressing each payload with pglz cost as much as all the rest of storing and delivering it. With lz4, where this PostgreSQL has it,
-- it costs next to nothing; else payloads stay as they came, up to 8 KB on the page of their message.
do $$
declare
  leaf regclass;
begin
  begin
    alter table message alter column payload set compression lz4;
  exception when feature_not_supported or invalid_parameter_value then
    alter table message alter column payload set storage external;
    for leaf in select relid from pg_partition_tree('message') where isleaf loop
      execute format('alter table %s set (toast_tuple_target = 8160)', leaf);
    end loop;
  end;
end
$$;

-- PostgreSQL looks into no column of a record: as text it need not take the JSON apart each time one is written.
alter table record alter column columns type text using columns::text;
