-- Organisations that watch what the government does: their object and period, what they watch, what they find, and what they are answered.

insert into link_relations (code, meaning) values
  ('watched_by', 'a project, goal or commitment is watched by an organisation with an object and a period'),
  ('found_in', 'a project, goal or commitment, and whoever watches it, have a finding or an effect told by its people');

create table oversights (
  id bigint primary key constraint oversights_thing_fkey references things (id),
  organisation_id bigint not null constraint oversights_organisation_fkey references organisations (id),
  object text not null,
  from_on date not null,
  to_on date not null,
  made_by bigint constraint oversights_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint oversights_object_length check (char_length(object) between 10 and 600),
  constraint oversights_period check (to_on > from_on and to_on < from_on + 1830)
);
create index oversights_organisation_idx on oversights (organisation_id);
create index oversights_made_by_idx on oversights (made_by);
comment on table oversights is 'An organisation that watches something of the government during a time. Owner: oversight. Personal data: pseudonymous (who made it). Kept: for ever.';
comment on column oversights.id is 'Thing that it is. Personal data: no.';
comment on column oversights.organisation_id is 'Which organisation watches. Personal data: no.';
comment on column oversights.object is 'What for, in its words. Personal data: no.';
comment on column oversights.from_on is 'First day of its period. Personal data: no.';
comment on column oversights.to_on is 'Last day of its period. Personal data: no.';
comment on column oversights.made_by is 'Who registered it for the organisation. Personal data: pseudonymous.';
comment on column oversights.made_at is 'When it was registered. Personal data: no.';

create table oversight_contracts (
  oversight_id bigint not null constraint oversight_contracts_oversight_fkey references oversights (id),
  contract_id bigint not null constraint oversight_contracts_contract_fkey references project_contracts (id),
  primary key (oversight_id, contract_id)
);
create index oversight_contracts_contract_idx on oversight_contracts (contract_id);
comment on table oversight_contracts is 'Contracts that are watched by name; their projects are watched by a link. Owner: oversight. Personal data: no. Kept: for ever.';
comment on column oversight_contracts.oversight_id is 'By whom. Personal data: no.';
comment on column oversight_contracts.contract_id is 'Which contract. Personal data: no.';

create table oversight_findings (
  id bigint primary key constraint oversight_findings_thing_fkey references things (id),
  oversight_id bigint not null constraint oversight_findings_oversight_fkey references oversights (id),
  kind text not null,
  subject_id bigint not null constraint oversight_findings_subject_fkey references things (id),
  contract_id bigint constraint oversight_findings_contract_fkey references project_contracts (id),
  text text not null,
  file_id bigint constraint oversight_findings_file_fkey references files (id),
  agency_code text constraint oversight_findings_agency_fkey references agencies (code),
  said_by bigint constraint oversight_findings_said_by_fkey references accounts (id),
  at timestamptz not null,
  due_on date,
  answer text,
  answered_by bigint constraint oversight_findings_answered_by_fkey references accounts (id),
  answered_at timestamptz,
  hidden_reason text,
  constraint oversight_findings_kind_known check (kind in ('finding', 'effect')),
  constraint oversight_findings_text_length check (char_length(text) between 10 and 3000),
  constraint oversight_findings_answer_length check (char_length(answer) between 3 and 3000),
  constraint oversight_findings_term check ((kind = 'finding') = (due_on is not null)),
  constraint oversight_findings_answered check ((answer is null) = (answered_at is null) and (answer is null or kind = 'finding'))
);
create index oversight_findings_oversight_idx on oversight_findings (oversight_id, at);
create index oversight_findings_subject_idx on oversight_findings (subject_id);
create index oversight_findings_contract_idx on oversight_findings (contract_id);
create index oversight_findings_file_idx on oversight_findings (file_id) where file_id is not null;
create index oversight_findings_agency_idx on oversight_findings (agency_code);
create index oversight_findings_said_by_idx on oversight_findings (said_by);
create index oversight_findings_answered_by_idx on oversight_findings (answered_by);
comment on table oversight_findings is 'What those who watch found, with the answer of the agency, and what their people tell of the effects. Owner: oversight. Personal data: the text and the file may hold some; people can report them and moderators hide them. Kept: for ever.';
comment on column oversight_findings.id is 'Thing that it is. Personal data: no.';
comment on column oversight_findings.oversight_id is 'Who says it. Personal data: no.';
comment on column oversight_findings.kind is 'finding: the agency must answer; effect: what changed in their lives, told by the people themselves. Personal data: no.';
comment on column oversight_findings.subject_id is 'Project, goal or commitment that it is about; of a contract, one of its projects. Personal data: no.';
comment on column oversight_findings.contract_id is 'Contract that it is about, if it is of one. Personal data: no.';
comment on column oversight_findings.text is 'What was found, or what changed. Personal data: possibly.';
comment on column oversight_findings.file_id is 'A photo, drawn again without what the camera wrote in it, or a document. Personal data: possibly.';
comment on column oversight_findings.agency_code is 'Agency that answers for what it is about; none when nobody said which. Personal data: no.';
comment on column oversight_findings.said_by is 'Who wrote it for the organisation. Personal data: pseudonymous.';
comment on column oversight_findings.at is 'When it was said. Personal data: no.';
comment on column oversight_findings.due_on is 'Last day to answer it, in working days of the law. Personal data: no.';
comment on column oversight_findings.answer is 'What the agency answers. Personal data: no.';
comment on column oversight_findings.answered_by is 'Who answered. Personal data: pseudonymous.';
comment on column oversight_findings.answered_at is 'When it was answered. Personal data: no.';
comment on column oversight_findings.hidden_reason is 'Why moderation hides it. Personal data: no.';
