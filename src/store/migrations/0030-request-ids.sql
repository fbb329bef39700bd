-- What Dynamics 365 called the request that failed: Microsoft's support asks for it.
alter table attempt add column request_id text;
