-- The desk of requests: lists that an official keeps, acts over many at once with their undo, and templates of answers with versions.

create table case_lists (
  id bigint generated always as identity primary key,
  account_id bigint not null constraint case_lists_account_fkey references accounts (id),
  name text not null,
  filter text not null,
  made_at timestamptz not null,
  constraint case_lists_name_length check (char_length(name) between 1 and 60),
  constraint case_lists_once unique (account_id, filter)
);
comment on table case_lists is 'Filters of the work list that an official keeps under a name. Owner: cases. Personal data: pseudonymous. Kept: until they take it away.';
comment on column case_lists.id is 'Key. Personal data: no.';
comment on column case_lists.account_id is 'Whose. Personal data: pseudonymous.';
comment on column case_lists.name is 'As they call it. Personal data: no.';
comment on column case_lists.filter is 'Filters as they stand in the address of the list. Personal data: no.';
comment on column case_lists.made_at is 'When. Personal data: no.';

create table case_bulk_acts (
  id bigint generated always as identity primary key,
  officer bigint not null constraint case_bulk_acts_officer_fkey references accounts (id),
  made_by bigint constraint case_bulk_acts_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  undone_by bigint constraint case_bulk_acts_undone_by_fkey references accounts (id),
  undone_at timestamptz
);
create index case_bulk_acts_officer_idx on case_bulk_acts (officer);
create index case_bulk_acts_made_by_idx on case_bulk_acts (made_by, id);
create index case_bulk_acts_undone_by_idx on case_bulk_acts (undone_by);
comment on table case_bulk_acts is 'Many requests assigned at once to an official. Owner: cases. Personal data: pseudonymous. Kept: for ever.';
comment on column case_bulk_acts.id is 'Key. Personal data: no.';
comment on column case_bulk_acts.officer is 'To whom. Personal data: pseudonymous.';
comment on column case_bulk_acts.made_by is 'Who did it. Personal data: pseudonymous.';
comment on column case_bulk_acts.made_at is 'When. Personal data: no.';
comment on column case_bulk_acts.undone_by is 'Who undid it. Personal data: pseudonymous.';
comment on column case_bulk_acts.undone_at is 'When it was undone; empty while it stands. Personal data: no.';

create table case_bulk_members (
  act_id bigint not null constraint case_bulk_members_act_fkey references case_bulk_acts (id),
  case_id bigint not null constraint case_bulk_members_case_fkey references cases (id),
  officer_before bigint constraint case_bulk_members_officer_fkey references accounts (id),
  primary key (act_id, case_id)
);
create index case_bulk_members_case_idx on case_bulk_members (case_id);
create index case_bulk_members_officer_idx on case_bulk_members (officer_before);
comment on table case_bulk_members is 'Who worked on each request before, to undo it. Owner: cases. Personal data: pseudonymous. Kept: for ever.';
comment on column case_bulk_members.act_id is 'Which act. Personal data: no.';
comment on column case_bulk_members.case_id is 'Which request. Personal data: no.';
comment on column case_bulk_members.officer_before is 'Who worked on it before. Personal data: pseudonymous.';

create table case_templates (
  id bigint generated always as identity primary key,
  agency_code text constraint case_templates_agency_fkey references agencies (code),
  name text not null,
  retired_at timestamptz,
  constraint case_templates_name_length check (char_length(name) between 1 and 120)
);
create index case_templates_agency_idx on case_templates (agency_code);
comment on table case_templates is 'Answers that are written often. Owner: cases. Personal data: no. Kept: for ever.';
comment on column case_templates.id is 'Key. Personal data: no.';
comment on column case_templates.agency_code is 'Agency that uses it; empty for all. Personal data: no.';
comment on column case_templates.name is 'As officials find it. Personal data: no.';
comment on column case_templates.retired_at is 'Since when it is not offered. Personal data: no.';

create table case_template_versions (
  id bigint generated always as identity primary key,
  template_id bigint not null constraint case_template_versions_template_fkey references case_templates (id),
  version integer not null,
  text text not null,
  made_by bigint constraint case_template_versions_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint case_template_versions_once unique (template_id, version),
  constraint case_template_versions_text_length check (char_length(text) between 1 and 20000)
);
create index case_template_versions_made_by_idx on case_template_versions (made_by);
comment on table case_template_versions is 'The words of a template, version by version: an answer keeps the one from which it was begun. Owner: cases. Personal data: no. Kept: for ever.';
comment on column case_template_versions.id is 'Key. Personal data: no.';
comment on column case_template_versions.template_id is 'Of which template. Personal data: no.';
comment on column case_template_versions.version is 'First, second… Personal data: no.';
comment on column case_template_versions.text is 'The words. Personal data: no.';
comment on column case_template_versions.made_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column case_template_versions.made_at is 'When. Personal data: no.';
revoke update, delete, truncate on case_template_versions from sigesi_program;

alter table case_answers
  add column template_version_id bigint constraint case_answers_template_fkey references case_template_versions (id);
create index case_answers_template_idx on case_answers (template_version_id) where template_version_id is not null;
comment on column case_answers.template_version_id is 'Version of the template from which it was begun. Personal data: no.';
