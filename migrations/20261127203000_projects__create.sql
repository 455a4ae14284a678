-- The money: projects with what was budgeted, committed and paid of them, who executes them, their contracts, their works and how far they went.

insert into link_relations (code, meaning) values ('paid_by', 'a goal of a plan or a commitment is paid by a project');

create table projects (
  id bigint primary key constraint projects_thing_fkey references things (id),
  code text not null constraint projects_code_unique unique,
  name text not null,
  purpose text,
  executor text not null,
  agency_code text constraint projects_agency_fkey references agencies (code),
  body text,
  sector_code text constraint projects_sector_fkey references sectors (code),
  review text,
  generated boolean not null default false,
  created_at timestamptz not null,
  constraint projects_code_shape check (code ~ '^(\d{13}|\d{8}-[\dK])$'),
  constraint projects_name_length check (char_length(name) between 3 and 1000),
  constraint projects_purpose_length check (char_length(purpose) between 3 and 3000),
  constraint projects_executor_known check (executor in ('agency', 'community', 'operator', 'unknown')),
  constraint projects_executor_named check ((executor = 'unknown') = (agency_code is null and body is null)),
  constraint projects_review_known check (review in ('RS', 'FI', 'OT', 'IN', 'RE'))
);
create index projects_agency_idx on projects (agency_code);
create index projects_sector_idx on projects (sector_code);
comment on table projects is 'What the money is for. Owner: projects. Personal data: no. Kept: for ever.';
comment on column projects.id is 'Thing that it is. Personal data: no.';
comment on column projects.code is 'Its code in the bank of the country: thirteen digits (BPIN) or eight and a check digit (BIP). Personal data: no.';
comment on column projects.name is 'What the bank calls it. Personal data: no.';
comment on column projects.purpose is 'What it is for, in words. Personal data: no.';
comment on column projects.executor is 'Who executes it: agency, community, operator, or unknown when no file says it. Personal data: no.';
comment on column projects.agency_code is 'Agency that answers for it, when it is one of the catalogue. Personal data: no.';
comment on column projects.body is 'Who executes it, as the file says. Personal data: no: organisations only.';
comment on column projects.sector_code is 'Sector. Personal data: no.';
comment on column projects.review is 'Result of its technical review, where the bank of the country gives one (RATE). Personal data: no.';
comment on column projects.generated is 'Made up for the demonstration, and shown as such. Personal data: no.';
comment on column projects.created_at is 'When it was written here. Personal data: no.';

create table project_places (
  project_id bigint not null constraint project_places_project_fkey references projects (id),
  territory_code text not null constraint project_places_territory_fkey references territories (code),
  primary key (project_id, territory_code)
);
create index project_places_territory_idx on project_places (territory_code);
comment on table project_places is 'Where a project is. Its money is never divided among its places: with more than one it is shared. Owner: projects. Personal data: no. Kept: for ever.';
comment on column project_places.project_id is 'Of which project. Personal data: no.';
comment on column project_places.territory_code is 'Where. Personal data: no.';

create table project_amounts (
  id bigint generated always as identity primary key,
  project_id bigint not null constraint project_amounts_project_fkey references projects (id),
  year smallint not null,
  source text not null,
  as_of date not null,
  initial bigint not null,
  definitive bigint not null,
  certified bigint,
  committed bigint not null,
  obligated bigint not null,
  paid bigint not null,
  row_key bytea not null,
  constraint project_amounts_unique unique (project_id, year, as_of, source),
  constraint project_amounts_year check (year between 1990 and 2100),
  constraint project_amounts_source_length check (char_length(source) between 1 and 200),
  constraint project_amounts_not_negative check (initial >= 0 and definitive >= 0 and certified >= 0 and paid >= 0),
  constraint project_amounts_whole check (greatest(initial, definitive) <= 9007199254740991),
  constraint project_amounts_order check (paid <= obligated and obligated <= committed and committed <= definitive),
  constraint project_amounts_certified check (certified between committed and definitive)
);
comment on table project_amounts is 'The money of a project in a year, by source and cut-off day, in whole units of the currency. The last cut-off of a year counts; those before stay. Owner: projects. Personal data: no. Kept: for ever.';
comment on column project_amounts.id is 'Its number. Personal data: no.';
comment on column project_amounts.project_id is 'Of which project. Personal data: no.';
comment on column project_amounts.year is 'Year of the budget. Personal data: no.';
comment on column project_amounts.source is 'Where the money comes from, as the file says. Personal data: no.';
comment on column project_amounts.as_of is 'Cut-off day. Personal data: no.';
comment on column project_amounts.initial is 'What the budget gave it first. Personal data: no.';
comment on column project_amounts.definitive is 'What the budget gives it after its changes. Personal data: no.';
comment on column project_amounts.certified is 'What was set aside before contracting; empty where the file does not say it. Personal data: no.';
comment on column project_amounts.committed is 'What was contracted. Personal data: no.';
comment on column project_amounts.obligated is 'What was received, and is owed. Personal data: no.';
comment on column project_amounts.paid is 'What was paid. Personal data: no.';
comment on column project_amounts.row_key is 'SHA-256 of the last row that said it: how a second load knows it. Personal data: no.';

create table project_contracts (
  id bigint generated always as identity primary key,
  code text not null constraint project_contracts_code_unique unique,
  object text,
  state text,
  supplier_id text not null,
  supplier_name text not null,
  value bigint not null,
  system text,
  as_of date,
  constraint project_contracts_code_length check (char_length(code) between 1 and 100),
  constraint project_contracts_object_length check (char_length(object) between 1 and 3000),
  constraint project_contracts_value check (value between 0 and 9007199254740991),
  constraint project_contracts_legal_person check (supplier_id ~ '^([89]\d{8}|[5-9]\d{7}-[\dK])$')
);
comment on table project_contracts is 'Contracts that projects pay, of legal persons only: what is of a natural person is dropped before it is stored. A contract that serves several projects is one. Owner: projects. Personal data: no. Kept: for ever.';
comment on column project_contracts.id is 'Its number. Personal data: no.';
comment on column project_contracts.code is 'As the system of contracts numbers it. Personal data: no.';
comment on column project_contracts.object is 'What it is for; empty when the file does not say it. Personal data: no.';
comment on column project_contracts.state is 'As the file says. Personal data: no.';
comment on column project_contracts.supplier_id is 'Tax number of the supplier, whose form only legal persons have. Personal data: no.';
comment on column project_contracts.supplier_name is 'Name of the supplier. Personal data: no: a legal person.';
comment on column project_contracts.value is 'What it is worth in whole, in whole units of the currency. Personal data: no.';
comment on column project_contracts.system is 'Where it was published. Personal data: no.';
comment on column project_contracts.as_of is 'Day of what the file says. Personal data: no.';

create table project_contract_links (
  contract_id bigint not null constraint project_contract_links_contract_fkey references project_contracts (id),
  project_id bigint not null constraint project_contract_links_project_fkey references projects (id),
  row_key bytea not null,
  primary key (contract_id, project_id)
);
create index project_contract_links_project_idx on project_contract_links (project_id);
comment on table project_contract_links is 'Which projects pay which contract. Owner: projects. Personal data: no. Kept: for ever.';
comment on column project_contract_links.contract_id is 'Contract. Personal data: no.';
comment on column project_contract_links.project_id is 'Project. Personal data: no.';
comment on column project_contract_links.row_key is 'SHA-256 of the last row that said it. Personal data: no.';

create table project_works (
  id bigint generated always as identity primary key,
  code text not null constraint project_works_code_unique unique,
  project_code text,
  kind text,
  class text not null,
  intervention text,
  state text,
  territory_code text constraint project_works_territory_fkey references territories (code),
  place text,
  lat double precision,
  lon double precision,
  budget bigint not null,
  paid bigint not null,
  progress double precision,
  funding text,
  row_key bytea not null,
  constraint project_works_code_plain check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  constraint project_works_project_shape check (project_code ~ '^(\d{13}|\d{8}-[\dK])$'),
  constraint project_works_point check ((lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180),
  constraint project_works_money check (paid between 0 and budget and budget <= 9007199254740991),
  constraint project_works_progress check (progress between 0 and 1)
);
create index project_works_project_idx on project_works (project_code);
create index project_works_territory_idx on project_works (territory_code);
comment on table project_works is 'Works with their place. They know their project by its code, because some files of works come before that of the projects, and some works say none. Owner: projects. Personal data: no. Kept: for ever.';
comment on column project_works.id is 'Its number. Personal data: no.';
comment on column project_works.code is 'As the file numbers it. Personal data: no.';
comment on column project_works.project_code is 'Code of its project; empty when the file says none that can be one. Personal data: no.';
comment on column project_works.kind is 'Kind of work. Personal data: no.';
comment on column project_works.class is 'What it is. Personal data: no.';
comment on column project_works.intervention is 'What is done. Personal data: no.';
comment on column project_works.state is 'As the file says. Personal data: no.';
comment on column project_works.territory_code is 'Where, when it is a place of the catalogue. Personal data: no.';
comment on column project_works.place is 'Where, as the file says. Personal data: no.';
comment on column project_works.lat is 'Latitude of the work. Personal data: no.';
comment on column project_works.lon is 'Longitude of the work. Personal data: no.';
comment on column project_works.budget is 'What it costs, in whole units of the currency. Personal data: no.';
comment on column project_works.paid is 'What was paid of it. Personal data: no.';
comment on column project_works.progress is 'Physical progress as the file says it, 1 = whole. Personal data: no.';
comment on column project_works.funding is 'Where its money comes from, as the file says. Personal data: no.';
comment on column project_works.row_key is 'SHA-256 of the last row that said it. Personal data: no.';

create table project_reports (
  id bigint generated always as identity primary key,
  project_id bigint not null constraint project_reports_project_fkey references projects (id),
  as_of date not null,
  state text not null,
  physical double precision not null,
  note text not null,
  reported_by bigint constraint project_reports_reported_by_fkey references accounts (id),
  at timestamptz not null,
  constraint project_reports_state_known check (state in ('planned', 'running', 'stopped', 'finished')),
  constraint project_reports_physical check (physical between 0 and 1),
  constraint project_reports_finished check (state <> 'finished' or physical = 1),
  constraint project_reports_note_length check (char_length(note) between 3 and 2000)
);
create index project_reports_project_idx on project_reports (project_id, id);
comment on table project_reports is 'How far a project went, as somebody reported it. Append-only: the last one counts and the others stay. Owner: projects. Personal data: pseudonymous (who). Kept: for ever.';
comment on column project_reports.id is 'Order in which they came in. Personal data: no.';
comment on column project_reports.project_id is 'Of which project. Personal data: no.';
comment on column project_reports.as_of is 'Up to which day. Personal data: no.';
comment on column project_reports.state is 'planned, running, stopped or finished. Personal data: no.';
comment on column project_reports.physical is 'How much of it is done, 1 = whole. Personal data: no.';
comment on column project_reports.note is 'What was done, and where it can be seen. Personal data: no.';
comment on column project_reports.reported_by is 'Who. Personal data: pseudonymous.';
comment on column project_reports.at is 'When it was reported. Personal data: no.';
revoke update, delete, truncate on project_reports from sigesi_program;

create table project_evidence (
  report_id bigint not null constraint project_evidence_report_fkey references project_reports (id),
  position smallint not null,
  file_id bigint not null constraint project_evidence_file_fkey references files (id),
  primary key (report_id, position),
  constraint project_evidence_position check (position between 1 and 5)
);
create index project_evidence_file_idx on project_evidence (file_id);
comment on table project_evidence is 'Photos and documents of a report of progress. Owner: projects. Personal data: a photo may show people. Kept: as long as the report.';
comment on column project_evidence.report_id is 'Of which report. Personal data: no.';
comment on column project_evidence.position is 'Order in which it was sent. Personal data: no.';
comment on column project_evidence.file_id is 'The file. Personal data: possibly.';
