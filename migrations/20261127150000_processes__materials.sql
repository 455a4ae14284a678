-- What people read before they speak: studies, diagnoses and figures of a process, each a file kept here or an address elsewhere.

create table process_materials (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint process_materials_process_fkey references processes (id),
  kind text not null,
  title text not null,
  text text not null,
  territory_code text constraint process_materials_territory_fkey references territories (code),
  dated_on date not null,
  file_id bigint constraint process_materials_file_fkey references files (id),
  link text,
  added_by bigint constraint process_materials_added_by_fkey references accounts (id),
  added_at timestamptz not null,
  removed_by bigint constraint process_materials_removed_by_fkey references accounts (id),
  removed_at timestamptz,
  constraint process_materials_kind_known check (kind in ('study', 'diagnosis', 'figures', 'other')),
  constraint process_materials_title_length check (char_length(title) between 5 and 160),
  constraint process_materials_text_length check (char_length(text) <= 1000),
  constraint process_materials_one_source check ((file_id is null) <> (link is null))
);
create index process_materials_process_idx on process_materials (process_id, dated_on desc, id) where removed_at is null;
comment on table process_materials is 'Studies, diagnoses and figures attached to a process, for people to read before they speak. Owner: processes. Personal data: pseudonymous. Kept: for ever; one taken back keeps its mark.';
comment on column process_materials.id is 'Key, part of the address of its file. Personal data: no.';
comment on column process_materials.process_id is 'Of which process. Personal data: no.';
comment on column process_materials.kind is 'study, diagnosis, figures or other. Personal data: no.';
comment on column process_materials.title is 'What it is. Personal data: no.';
comment on column process_materials.text is 'What it says, in short. Personal data: no.';
comment on column process_materials.territory_code is 'About which place; empty: about all of them. Personal data: no.';
comment on column process_materials.dated_on is 'The day of what it tells, not of its arrival here. Personal data: no.';
comment on column process_materials.file_id is 'The document, when it is kept here. Personal data: possibly, as written in it.';
comment on column process_materials.link is 'Where it is read, when it is elsewhere. Personal data: no.';
comment on column process_materials.added_by is 'Who added it. Personal data: pseudonymous.';
comment on column process_materials.added_at is 'When it was added. Personal data: no.';
comment on column process_materials.removed_by is 'Who took it back. Personal data: pseudonymous.';
comment on column process_materials.removed_at is 'When it was taken back. Personal data: no.';
