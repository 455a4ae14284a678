-- What the report of requests says of each type and agency besides its figures: why people asked, and what is being done.

create table case_causes (
  id bigint generated always as identity primary key,
  quarter text not null,
  about text not null,
  code text not null,
  version integer not null,
  causes text not null,
  actions text not null,
  made_by bigint constraint case_causes_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint case_causes_once unique (quarter, about, code, version),
  constraint case_causes_quarter_known check (quarter ~ '^20[0-9]{2}-[1-4]$'),
  constraint case_causes_about_known check (about in ('form', 'agency')),
  constraint case_causes_length check (char_length(causes) between 1 and 4000 and char_length(actions) between 1 and 4000)
);
create index case_causes_made_by_idx on case_causes (made_by);
comment on table case_causes is 'Causes of the requests of a quarter and actions about them, for a type or an agency, version by version. Owner: cases. Personal data: pseudonymous. Kept: for ever.';
comment on column case_causes.id is 'Key. Personal data: no.';
comment on column case_causes.quarter is 'Year and quarter, as 2026-3. Personal data: no.';
comment on column case_causes.about is 'form or agency. Personal data: no.';
comment on column case_causes.code is 'Which type or which agency. Personal data: no.';
comment on column case_causes.version is 'First, second… The last one is the report. Personal data: no.';
comment on column case_causes.causes is 'Why people asked. Personal data: no.';
comment on column case_causes.actions is 'What is being done. Personal data: no.';
comment on column case_causes.made_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column case_causes.made_at is 'When. Personal data: no.';
revoke update, delete, truncate on case_causes from sigesi_program;
