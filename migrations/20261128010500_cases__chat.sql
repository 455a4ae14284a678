-- Chats with an official in hours: they become a request with their words, or are forgotten.

create table case_chats (
  id bigint generated always as identity primary key,
  owner bytea not null,
  key text not null,
  name text,
  account_id bigint constraint case_chats_account_fkey references accounts (id),
  officer bigint constraint case_chats_officer_fkey references accounts (id),
  case_id bigint constraint case_chats_case_fkey references cases (id),
  started_at timestamptz not null,
  taken_at timestamptz,
  last_at timestamptz not null,
  ended_at timestamptz,
  ended_by text,
  constraint case_chats_owner_length check (octet_length(owner) = 32),
  constraint case_chats_name_length check (char_length(name) between 1 and 160),
  constraint case_chats_taken_whole check ((officer is null) = (taken_at is null)),
  constraint case_chats_ended_known check (ended_by in ('person', 'officer', 'idle', 'filed')),
  constraint case_chats_ended_whole check ((ended_at is null) = (ended_by is null)),
  constraint case_chats_filed_whole check (case_id is null or ended_at is not null)
);
create unique index case_chats_live_once on case_chats (owner) where ended_at is null;
create index case_chats_owner_idx on case_chats (owner, id);
create index case_chats_live_idx on case_chats (last_at) where ended_at is null;
create index case_chats_ended_idx on case_chats (ended_at) where case_id is null;
create index case_chats_case_idx on case_chats (case_id);
create index case_chats_account_idx on case_chats (account_id);
create index case_chats_officer_idx on case_chats (officer);
comment on table case_chats is 'A conversation by writing between a person and an official. Owner: cases. Personal data: yes. Kept: with the request it became; thirty days when it became none.';
comment on column case_chats.id is 'Key. Personal data: no.';
comment on column case_chats.owner is 'Pseudonym of the browser of the person. Personal data: pseudonymous.';
comment on column case_chats.key is 'Random word: from it comes the code of the receipt. Personal data: no.';
comment on column case_chats.name is 'As they say it, if they do. Personal data: yes.';
comment on column case_chats.account_id is 'Account of the person, if they had one open. Personal data: pseudonymous.';
comment on column case_chats.officer is 'Official who took it. Personal data: pseudonymous.';
comment on column case_chats.case_id is 'Request that it became. Personal data: pseudonymous.';
comment on column case_chats.started_at is 'When the person began. Personal data: no.';
comment on column case_chats.taken_at is 'When an official took it. Personal data: no.';
comment on column case_chats.last_at is 'When somebody last wrote. Personal data: no.';
comment on column case_chats.ended_at is 'When it ended. Personal data: no.';
comment on column case_chats.ended_by is 'Why: person, officer, idle (nobody wrote), filed (it became a request). Personal data: no.';

create table case_chat_lines (
  id bigint generated always as identity primary key,
  chat_id bigint not null constraint case_chat_lines_chat_fkey references case_chats (id),
  at timestamptz not null,
  side text not null,
  text text not null,
  constraint case_chat_lines_side_known check (side in ('person', 'officer')),
  constraint case_chat_lines_text_length check (char_length(text) between 1 and 1000)
);
create index case_chat_lines_chat_idx on case_chat_lines (chat_id, id);
comment on table case_chat_lines is 'What each wrote in a chat. Owner: cases. Personal data: may tell of people. Kept: with the request it became; thirty days when it became none.';
comment on column case_chat_lines.id is 'Order. Personal data: no.';
comment on column case_chat_lines.chat_id is 'In which chat. Personal data: pseudonymous.';
comment on column case_chat_lines.at is 'When. Personal data: no.';
comment on column case_chat_lines.side is 'person or officer. Personal data: no.';
comment on column case_chat_lines.text is 'The words. Personal data: may tell of people.';
revoke update, truncate on case_chat_lines from sigesi_program;

alter table cases
  drop constraint cases_channel_known,
  add constraint cases_channel_known
    check (channel in ('web', 'counter', 'telephone', 'email', 'paper', 'social', 'api', 'chat'));
