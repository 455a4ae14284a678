-- Two roles. The owner of the database migrates it. The program connects as sigesi_program, which reads and writes rows
-- and can change nothing else; tables that only grow take back update and delete in their own migration.
-- The role itself is made by the program before this file (roles belong to the server, not to one database).

create extension if not exists unaccent;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
create extension if not exists pgcrypto;

create table migrations (
  name text constraint migrations_pkey primary key,
  sha256 text not null constraint migrations_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz not null
);

comment on table migrations is 'Which files of migrations/ were applied to this database. Owner: platform. No personal data. Kept for ever.';
comment on column migrations.name is 'Name of the file without its folder; its first 14 digits give the order.';
comment on column migrations.sha256 is 'SHA-256 of the file when it was applied, in hexadecimal: an applied file must never change.';
comment on column migrations.applied_at is 'When it was applied, by the clock of the machine that migrated.';

revoke create on schema public from public;
grant usage on schema public to sigesi_program;
grant select on migrations to sigesi_program;

alter default privileges in schema public grant select, insert, update, delete on tables to sigesi_program;
alter default privileges in schema public grant usage, select on sequences to sigesi_program;
