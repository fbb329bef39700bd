-- Lists that several interfaces read are those of one of them (`listsFrom`): what people changed in another's copy of it goes there, unless that code
-- was changed there as well.
with copy (interface, list, owner) as (
  values
    ('invoice', 'unit-of-measure', 'material'),
    ('invoice', 'currency-decimals', 'business-partner'),
    ('credit-limit', 'currency-decimals', 'business-partner')
), gone as (
  delete from value_mapping using copy
  where value_mapping.interface = copy.interface and value_mapping.list = copy.list
  returning copy.owner, copy.interface, copy.list, code, value
), moved as (
  insert into value_mapping (interface, list, code, value)
  select distinct on (owner, list, code) owner, list, code, value
  from gone
  order by owner, list, code, interface desc
  on conflict (interface, list, code) do nothing
  returning interface, list, code, value
)
insert into value_mapping_change (who, interface, list, code, after)
select 'landbridge', interface, list, code, value from moved;
