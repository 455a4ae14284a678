-- What the platform itself keeps: keys, files and the ledger's waiting room.

create table secrets (
  name text primary key,
  value bytea not null
);
comment on table secrets is 'Keys that all web processes share. Owner: platform. Personal data: no. Kept: as long as the installation; part of the backup.';
comment on column secrets.name is 'What the key is for, for example csrf. Personal data: no.';
comment on column secrets.value is '32 random bytes, made at the first start. Personal data: no.';

create table files (
  id bigint generated always as identity primary key,
  sha256 bytea not null constraint files_sha256_key unique,
  type text not null,
  body bytea not null,
  created_at timestamptz not null,
  constraint files_type_known check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv')),
  constraint files_size check (octet_length(body) between 1 and 10485760)
);
comment on table files is 'Evidence and attachments, inside the database so that one backup holds everything. Owner: platform. Personal data: a photo may show people; location metadata is removed. Kept: as long as the thing it belongs to.';
comment on column files.id is 'Key used in addresses. Personal data: no.';
comment on column files.sha256 is 'Digest of the bytes: the same file sent twice is kept once. Personal data: no.';
comment on column files.type is 'Media type found in the content, not the one declared. Personal data: no.';
comment on column files.body is 'The bytes as published. Personal data: possibly, see the table.';
comment on column files.created_at is 'When it arrived. Personal data: no.';

create table ledger_pending (
  id bigint generated always as identity primary key,
  kind text not null,
  process text,
  minute timestamptz not null,
  salt bytea not null,
  content jsonb not null,
  constraint ledger_pending_salt_length check (octet_length(salt) = 16),
  constraint ledger_pending_minute_whole check (date_trunc('minute', minute, 'UTC') = minute)
);
comment on table ledger_pending is 'What was received or promised, waiting for its place in the public log (see the ledger guide). Insert only for the program. Owner: platform. Personal data: no. Kept: until it is moved to the log.';
comment on column ledger_pending.id is 'Order of arrival, not of commit. Personal data: no.';
comment on column ledger_pending.kind is 'What kind of act it was: need, support, vote, commitment. Personal data: no.';
comment on column ledger_pending.process is 'Slug of the process, if the act belongs to one. Personal data: no.';
comment on column ledger_pending.minute is 'When, to the minute: a finer time could point to a person. Personal data: no.';
comment on column ledger_pending.salt is '16 random bytes, so that the commitment cannot be guessed. Personal data: no.';
comment on column ledger_pending.content is 'Canonical content that the commitment covers; people appear only as pseudonyms of their process. Personal data: pseudonymous.';
revoke update, delete, truncate on ledger_pending from sigesi_program;
