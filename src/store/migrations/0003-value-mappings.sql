-- What people changed in the value mappings that interfaces deliver; a code that is not here has its delivered value.

create table value_mapping (
  interface text collate "C" not null,
  list text collate "C" not null,
  code text collate "C" not null,
  value text not null,
  primary key (interface, list, code)
);

-- Who changed what, and when; no value means that the delivered one counts again.
create table value_mapping_change (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  interface text not null,
  list text not null,
  code text not null,
  before text,
  after text
);

create index value_mapping_change_list on value_mapping_change (interface, list, id);

-- What is held because a value mapping lacks a code is found by it when the code is added.
create index delivery_code on delivery (code) where status = 'held' and code is not null;
