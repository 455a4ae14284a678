-- Requests with a legal term (PQRSD): what was asked, by whom (apart), what happened, and the number that is given last.

create table case_counters (
  year integer primary key,
  last integer not null,
  constraint case_counters_positive check (last > 0)
);
comment on table case_counters is 'Last number given in a year: taken last in the transaction that inserts a case, so that none is missing. Owner: cases. Personal data: no. Kept: for ever.';
comment on column case_counters.year is 'Year on the calendar of the entity. Personal data: no.';
comment on column case_counters.last is 'Last number given. Personal data: no.';

create table cases (
  id bigint primary key constraint cases_thing_fkey references things (id),
  number text constraint cases_number_once unique,
  form text not null,
  type text not null,
  text text not null,
  territory_code text not null constraint cases_territory_fkey references territories (code),
  place text,
  sector_code text constraint cases_sector_fkey references sectors (code),
  agency_code text not null constraint cases_agency_fkey references agencies (code),
  channel text not null,
  anonymous boolean not null,
  priority boolean not null,
  account_id bigint constraint cases_account_fkey references accounts (id),
  secret_hash bytea not null constraint cases_secret_once unique,
  received_at timestamptz not null,
  received_on date not null,
  state text not null,
  due_on date,
  assigned_to bigint constraint cases_assigned_to_fkey references accounts (id),
  closed_at timestamptz,
  in_time boolean,
  helped text,
  helped_comment text,
  constraint cases_channel_known check (channel in ('web', 'counter', 'telephone', 'email', 'paper', 'api')),
  constraint cases_text_length check (char_length(text) between 1 and 10000),
  constraint cases_helped_known check (helped in ('yes', 'partly', 'no'))
);
create index cases_agency_due_idx on cases (agency_code, due_on, id) where closed_at is null;
create index cases_due_idx on cases (due_on, id) where closed_at is null;
create index cases_received_idx on cases (received_at, id);
create index cases_assigned_idx on cases (assigned_to) where closed_at is null;
create index cases_account_idx on cases (account_id) where account_id is not null;
comment on table cases is 'A request that the law says until when to answer. Owner: cases. Personal data: its words may tell who asks. Kept: as the retention tables of the entity say.';
comment on column cases.id is 'Its thing. Personal data: no.';
comment on column cases.number is 'Radicado. Empty only inside the transaction that files it. Personal data: no.';
comment on column cases.form is 'What the person chose: petition, complaint, claim, suggestion, report, information, consultation, data-query, data-claim. Personal data: no.';
comment on column cases.type is 'What the clock counts; see law.ts. Personal data: no.';
comment on column cases.text is 'In the words of who asks. Personal data: may tell who asks.';
comment on column cases.territory_code is 'Place it is about. Personal data: no.';
comment on column cases.place is 'Neighbourhood or address it is about. Personal data: may tell where who asks lives.';
comment on column cases.sector_code is 'What it is about. Personal data: no.';
comment on column cases.agency_code is 'Who answers. Personal data: no.';
comment on column cases.channel is 'Door by which it came. Personal data: no.';
comment on column cases.anonymous is 'Whoever asks said no name. Personal data: no.';
comment on column cases.priority is 'Life or integrity may be in danger. Personal data: no.';
comment on column cases.account_id is 'Account of who asks, if they had one open. Personal data: pseudonymous.';
comment on column cases.secret_hash is 'Digest of the code of the receipt. Personal data: no.';
comment on column cases.received_at is 'When it arrived. Personal data: no.';
comment on column cases.received_on is 'Working day on which who must answer received it, computed from the events. Personal data: no.';
comment on column cases.state is 'Computed from the events; see case-event.ts. Personal data: no.';
comment on column cases.due_on is 'Last day to answer, computed from the events; empty while the clock is stopped. Personal data: no.';
comment on column cases.assigned_to is 'Official who works on it. Personal data: pseudonymous.';
comment on column cases.closed_at is 'When it was notified, withdrawn or archived. Personal data: no.';
comment on column cases.in_time is 'Whether its answer was notified by the last day. Personal data: no.';
comment on column cases.helped is 'Whether the answer helped, in the words of who asked: yes, partly, no. Personal data: no.';
comment on column cases.helped_comment is 'What they add; read by the entity only. Personal data: may tell who asks.';

create table case_people (
  case_id bigint primary key constraint case_people_case_fkey references cases (id),
  name text,
  email text,
  phone text,
  electronic boolean not null
);
comment on table case_people is 'Who asks, apart from what they ask. Nothing for who is anonymous. Owner: cases. Personal data: yes. Kept: as the retention tables of the entity say.';
comment on column case_people.case_id is 'Which request. Personal data: pseudonymous.';
comment on column case_people.name is 'As they write it. Personal data: yes.';
comment on column case_people.email is 'Where they read. Personal data: yes.';
comment on column case_people.phone is 'Where they answer. Personal data: yes.';
comment on column case_people.electronic is 'Whether they accept to be notified electronically; they may change it. Personal data: no.';

create table case_events (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint case_events_case_fkey references cases (id),
  at timestamptz not null,
  kind text not null,
  days integer,
  reason text,
  side text,
  outcome text,
  by_account bigint constraint case_events_by_fkey references accounts (id),
  constraint case_events_side_known check (side in ('person', 'entity')),
  constraint case_events_outcome_known check (outcome in ('granted', 'refused'))
);
create index case_events_case_idx on case_events (case_id, at, id);
comment on table case_events is 'What happened to a request, appended and never changed: state and dates are computed from it. Owner: cases. Personal data: the reasons may tell. Kept: with the request.';
comment on column case_events.id is 'Order. Personal data: no.';
comment on column case_events.case_id is 'To which request. Personal data: no.';
comment on column case_events.at is 'When. Personal data: no.';
comment on column case_events.kind is 'What; see case-event.ts. Personal data: no.';
comment on column case_events.days is 'Working days of an extension. Personal data: no.';
comment on column case_events.reason is 'Why, for who asked. Personal data: may tell who asks.';
comment on column case_events.side is 'Who withdraws: person or entity. Personal data: no.';
comment on column case_events.outcome is 'Of an answer: granted or refused. Personal data: no.';
comment on column case_events.by_account is 'Official who did it. Personal data: pseudonymous.';
revoke update, delete, truncate on case_events from sigesi_program;

create table case_messages (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint case_messages_case_fkey references cases (id),
  at timestamptz not null,
  kind text not null,
  text text not null,
  by_account bigint constraint case_messages_by_fkey references accounts (id),
  constraint case_messages_kind_known check (kind in ('added', 'note')),
  constraint case_messages_text_length check (char_length(text) between 1 and 10000)
);
create index case_messages_case_idx on case_messages (case_id, id);
comment on table case_messages is 'What is written in a request afterwards: what the person adds, and notes of officials for officials. Owner: cases. Personal data: may tell who asks. Kept: with the request.';
comment on column case_messages.id is 'Order. Personal data: no.';
comment on column case_messages.case_id is 'In which request. Personal data: no.';
comment on column case_messages.at is 'When. Personal data: no.';
comment on column case_messages.kind is 'added: by the person; note: by an official, for officials. Personal data: no.';
comment on column case_messages.text is 'The words. Personal data: may tell who asks.';
comment on column case_messages.by_account is 'Official of a note. Personal data: pseudonymous.';

create table case_answers (
  case_id bigint primary key constraint case_answers_case_fkey references cases (id),
  text text not null,
  outcome text not null,
  written_by bigint constraint case_answers_written_by_fkey references accounts (id),
  written_at timestamptz not null,
  reviewed_by bigint constraint case_answers_reviewed_by_fkey references accounts (id),
  reviewed_at timestamptz,
  proof text,
  constraint case_answers_outcome_known check (outcome in ('granted', 'refused')),
  constraint case_answers_text_length check (char_length(text) between 1 and 20000),
  constraint case_answers_two_people check (reviewed_by <> written_by)
);
comment on table case_answers is 'The answer to a request: written by one official, reviewed by another. Owner: cases. Personal data: may tell who asks. Kept: with the request.';
comment on column case_answers.case_id is 'To which request. Personal data: no.';
comment on column case_answers.text is 'The words. Personal data: may tell who asks.';
comment on column case_answers.outcome is 'granted or refused. Personal data: no.';
comment on column case_answers.written_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column case_answers.written_at is 'When. Personal data: no.';
comment on column case_answers.reviewed_by is 'Who read it and let it out, another person. Personal data: pseudonymous.';
comment on column case_answers.reviewed_at is 'When. Personal data: no.';
comment on column case_answers.proof is 'How its delivery is proved. Personal data: no.';

create table case_drafts (
  owner bytea primary key,
  key text not null,
  answers text not null,
  case_id bigint constraint case_drafts_case_fkey references cases (id),
  at timestamptz not null,
  constraint case_drafts_owner_length check (octet_length(owner) = 32)
);
create index case_drafts_at_idx on case_drafts (at);
create index case_drafts_case_idx on case_drafts (case_id);
comment on table case_drafts is 'What a browser wrote of a request that it has not sent, page by page. Owner: cases. Personal data: yes. Kept: two days.';
comment on column case_drafts.owner is 'Pseudonym of the browser. Personal data: pseudonymous.';
comment on column case_drafts.key is 'Random word of the draft: from it comes the code of the receipt. Personal data: no.';
comment on column case_drafts.answers is 'Its fields as JSON; emptied when it is sent. Personal data: yes.';
comment on column case_drafts.case_id is 'What it became: sending it again finds it. Personal data: no.';
comment on column case_drafts.at is 'Last change. Personal data: no.';

create table case_files (
  id bigint generated always as identity primary key,
  owner bytea,
  case_id bigint constraint case_files_case_fkey references cases (id),
  file_id bigint not null constraint case_files_file_fkey references files (id),
  seconds integer,
  at timestamptz not null,
  constraint case_files_somebodys check ((owner is null) <> (case_id is null)),
  constraint case_files_once unique (owner, case_id, file_id)
);
create index case_files_case_idx on case_files (case_id);
create index case_files_file_idx on case_files (file_id);
create index case_files_owner_idx on case_files (owner);
comment on table case_files is 'Photos and voice notes of a request, or of a draft. Owner: cases. Personal data: may show or sound like people. Kept: with the request; two days of a draft.';
comment on column case_files.id is 'Order. Personal data: no.';
comment on column case_files.owner is 'Pseudonym of the browser, while it is a draft. Personal data: pseudonymous.';
comment on column case_files.case_id is 'Whose it is. Personal data: no.';
comment on column case_files.file_id is 'The file. Personal data: may show people.';
comment on column case_files.seconds is 'How long a voice note lasts. Personal data: no.';
comment on column case_files.at is 'When. Personal data: no.';
