-- Where people are served, and the procedures and services that other pages do: written by officials on screen, version by version.

create table guide_entries (
  id bigint generated always as identity primary key,
  kind text not null,
  made_at timestamptz not null,
  constraint guide_entries_kind_known check (kind in ('point', 'procedure'))
);
comment on table guide_entries is 'A service point, or a procedure of the catalogue. Owner: cases. Personal data: no. Kept: for ever.';
comment on column guide_entries.id is 'Key. Personal data: no.';
comment on column guide_entries.kind is 'point or procedure. Personal data: no.';
comment on column guide_entries.made_at is 'When it was first written. Personal data: no.';

create table guide_versions (
  id bigint generated always as identity primary key,
  entry_id bigint not null constraint guide_versions_entry_fkey references guide_entries (id),
  version integer not null,
  name text not null,
  about text not null,
  agency_code text constraint guide_versions_agency_fkey references agencies (code),
  territory_code text constraint guide_versions_territory_fkey references territories (code),
  address text,
  hours text,
  phone text,
  access text,
  lat double precision,
  lon double precision,
  who text,
  cost text,
  takes text,
  link text,
  sector_code text constraint guide_versions_sector_fkey references sectors (code),
  retired boolean not null,
  made_by bigint constraint guide_versions_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  search tsvector generated always as (sigesi_search_vector(name || ' ' || about)) stored,
  constraint guide_versions_once unique (entry_id, version),
  constraint guide_versions_name_length check (char_length(name) between 1 and 160),
  constraint guide_versions_about_length check (char_length(about) between 1 and 1000),
  constraint guide_versions_one_kind check ((address is null) <> (link is null)),
  constraint guide_versions_point_whole check (address is null or (territory_code is not null and hours is not null)),
  constraint guide_versions_link_web check (link ~ '^https?://'),
  constraint guide_versions_lat check (lat between -90 and 90),
  constraint guide_versions_lon check (lon between -180 and 180),
  constraint guide_versions_point_pair check ((lat is null) = (lon is null))
);
create index guide_versions_made_by_idx on guide_versions (made_by);
comment on table guide_versions is 'What is said of a service point or procedure, version by version: the last one stands. Owner: cases. Personal data: no. Kept: for ever.';
comment on column guide_versions.id is 'Key. Personal data: no.';
comment on column guide_versions.entry_id is 'Of which. Personal data: no.';
comment on column guide_versions.version is 'First, second… Personal data: no.';
comment on column guide_versions.name is 'As people call it. Personal data: no.';
comment on column guide_versions.about is 'What is done there, or what it is for. Personal data: no.';
comment on column guide_versions.agency_code is 'Agency that serves there, or does it. Personal data: no.';
comment on column guide_versions.territory_code is 'Of a point: where. Personal data: no.';
comment on column guide_versions.address is 'Of a point: its address. Personal data: no.';
comment on column guide_versions.hours is 'Of a point: when it is open. Personal data: no.';
comment on column guide_versions.phone is 'Of a point: its telephone. Personal data: no.';
comment on column guide_versions.access is 'Of a point: how people with disabilities get in and are served. Personal data: no.';
comment on column guide_versions.lat is 'Of a point: latitude. Personal data: no.';
comment on column guide_versions.lon is 'Of a point: longitude. Personal data: no.';
comment on column guide_versions.who is 'Of a procedure: who may do it. Personal data: no.';
comment on column guide_versions.cost is 'Of a procedure: what it costs. Personal data: no.';
comment on column guide_versions.takes is 'Of a procedure: how long it takes. Personal data: no.';
comment on column guide_versions.link is 'Of a procedure: page where it is done. Personal data: no.';
comment on column guide_versions.sector_code is 'Of a procedure: what it is about. Personal data: no.';
comment on column guide_versions.retired is 'It is shown no more. Personal data: no.';
comment on column guide_versions.made_by is 'Who wrote this version. Personal data: pseudonymous.';
comment on column guide_versions.made_at is 'When. Personal data: no.';
comment on column guide_versions.search is 'Lexemes of its name and of what it is for. Personal data: no.';
revoke update, delete, truncate on guide_versions from sigesi_program;
