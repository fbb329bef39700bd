-- Who may use the API, besides the users of the settings (docs/operate.md, "Who may do what").

-- People who sign in with a password of ours; `password` is a scrypt hash with its parameters.
create table account_user (
  name text collate "C" primary key,
  password text not null,
  roles text[] not null,
  is_disabled boolean not null default false,
  created_at timestamptz not null default now(),
  created_by text not null
);

-- A browser that is signed in. The cookie is kept as its SHA-256 only. `roles` are those an identity provider said; the roles of
-- other people are looked up at each request, so that what is taken away is gone at once.
create table session (
  hash bytea primary key,
  name text not null,
  way text not null,
  roles text[] not null default '{}',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index session_expires on session (expires_at);

-- A program's key to the API, kept as its SHA-256 only.
create table api_token (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  hash bytea not null unique,
  roles text[] not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What the deed was done to where it is no message, e.g. `user/erika`, and what changed in a sentence.
alter table audit add column subject text;
alter table audit add column detail text;

create index audit_who on audit (who, id);
create index audit_action on audit (action, id);
create index audit_subject on audit (subject, id) where subject is not null;
