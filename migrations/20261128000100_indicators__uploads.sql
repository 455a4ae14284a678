-- Files of indicators loaded on screen: what somebody is looking at before loading it, and how each load read its file.

create table indicator_uploads (
  id bigint generated always as identity primary key,
  name text not null,
  body bytea not null,
  catalog bytea,
  columns text[] not null,
  sources jsonb not null,
  result jsonb,
  load_id bigint constraint indicator_uploads_load_fkey references indicator_loads (id),
  uploaded_by bigint not null constraint indicator_uploads_uploaded_by_fkey references accounts (id),
  uploaded_at timestamptz not null
);
comment on table indicator_uploads is 'A file that somebody reviews before it is loaded: nothing of it is an observation yet. Owner: indicators. Personal data: no. Kept: a week, or until it is discarded.';
comment on column indicator_uploads.id is 'Its number. Personal data: no.';
comment on column indicator_uploads.name is 'Of the file. Personal data: no.';
comment on column indicator_uploads.body is 'The file. Personal data: no.';
comment on column indicator_uploads.catalog is 'The catalogue that came with it, when it brings new indicators. Personal data: no.';
comment on column indicator_uploads.columns is 'Its columns, in their order. Personal data: no.';
comment on column indicator_uploads.sources is 'Which column is each field, the indicator of all rows if the file does not say it, and the sheet of the workbook. Personal data: no.';
comment on column indicator_uploads.result is 'What loading it would do: counts, first rows, what is left out and what is put right; empty until the columns are known. Personal data: no.';
comment on column indicator_uploads.load_id is 'The load that it became. Personal data: no.';
comment on column indicator_uploads.uploaded_by is 'Who: nobody else sees it. Personal data: pseudonymous.';
comment on column indicator_uploads.uploaded_at is 'When. Personal data: no.';

alter table indicator_loads
  add column columns text[],
  add column sources jsonb;
comment on column indicator_loads.columns is 'Columns of a file loaded on screen, in their order: the next file with the same ones is read the same way. Personal data: no.';
comment on column indicator_loads.sources is 'How a file loaded on screen was read: which column was each field. Personal data: no.';
