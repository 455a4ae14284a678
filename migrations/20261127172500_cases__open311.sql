-- Programs of others that file requests through Open311, each with its key.

create table case_clients (
  id bigint generated always as identity primary key,
  name text not null,
  key_hash bytea not null constraint case_clients_key_once unique,
  made_by bigint constraint case_clients_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  revoked_at timestamptz,
  constraint case_clients_name_length check (char_length(name) between 1 and 120)
);
create index case_clients_made_by_idx on case_clients (made_by);
comment on table case_clients is 'Programs that may file requests through Open311. Owner: cases. Personal data: no. Kept: for ever.';
comment on column case_clients.id is 'Key of the row. Personal data: no.';
comment on column case_clients.name is 'Whose program it is. Personal data: no.';
comment on column case_clients.key_hash is 'Digest of its key, which is shown once. Personal data: no.';
comment on column case_clients.made_by is 'Administrator who gave it. Personal data: pseudonymous.';
comment on column case_clients.made_at is 'When. Personal data: no.';
comment on column case_clients.revoked_at is 'Since when it opens nothing. Personal data: no.';

alter table cases
  add column client_id bigint constraint cases_client_fkey references case_clients (id),
  add column lat double precision,
  add column lon double precision,
  add constraint cases_point_whole check ((lat is null) = (lon is null)),
  add constraint cases_client_of_api check (client_id is null or channel = 'api');
create index cases_client_idx on cases (client_id) where client_id is not null;
comment on column cases.client_id is 'Program that filed it. Personal data: no.';
comment on column cases.lat is 'Latitude of what it is about, as a program sent it. Personal data: may tell where who asks lives.';
comment on column cases.lon is 'Longitude. Personal data: may tell where who asks lives.';
