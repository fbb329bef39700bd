-- What people keep of how they look at messages: named filters and columns, each person's own.
create table saved_view (
  who text collate "C" not null,
  name text collate "C" not null,
  query text not null,
  primary key (who, name)
);
