-- The thread: every linkable row of any module is a thing, and links between things have real foreign keys.

create table things (
  id bigint generated always as identity primary key,
  kind text not null,
  process_id bigint constraint things_process_fkey references things (id),
  territory_code text constraint things_territory_fkey references territories (code),
  visibility text not null default 'public',
  created_at timestamptz not null,
  constraint things_visibility_known check (visibility in ('public', 'staff', 'hidden'))
);
create index things_process_idx on things (process_id, kind, id);
comment on table things is 'One row for each thing that can be linked, followed and traced; the key of every such row elsewhere is this one. Owner: trace. Personal data: no. Kept: for ever.';
comment on column things.id is 'Key, also in public addresses. Personal data: no.';
comment on column things.kind is 'What it is: process, demand, initiative, ballot, commitment. Personal data: no.';
comment on column things.process_id is 'The participation process it belongs to. Personal data: no.';
comment on column things.territory_code is 'Where; empty for the whole entity. Personal data: no.';
comment on column things.visibility is 'public: anybody; staff: those who work on it (drafts); hidden: moderated, seen by moderators with its reason. Personal data: no.';
comment on column things.created_at is 'When it came to be. Personal data: no.';

create table links (
  id bigint generated always as identity primary key,
  from_id bigint not null constraint links_from_fkey references things (id),
  to_id bigint not null constraint links_to_fkey references things (id),
  relation text not null,
  reason text,
  made_by bigint constraint links_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  ended_by bigint constraint links_ended_by_fkey references accounts (id),
  ended_at timestamptz,
  constraint links_not_self check (from_id <> to_id),
  constraint links_relation_known check (relation in ('joined_into', 'became', 'promised_as'))
);
create unique index links_live_key on links (from_id, to_id, relation) where ended_at is null;
create index links_to_idx on links (to_id, relation);
comment on table links is 'From what a thing came and what came of it. A link that was undone keeps its row with its end. Owner: trace. Personal data: no. Kept: for ever.';
comment on column links.id is 'Key. Personal data: no.';
comment on column links.from_id is 'Earlier in the life. Personal data: no.';
comment on column links.to_id is 'Later in the life. Personal data: no.';
comment on column links.relation is 'joined_into: a need merged into another; became: a need is the origin of an initiative; promised_as: an initiative or need became a commitment. Personal data: no.';
comment on column links.reason is 'Why, in words for the public. Personal data: no.';
comment on column links.made_by is 'Who linked them; empty when the program did by a published rule. Personal data: pseudonymous.';
comment on column links.made_at is 'When. Personal data: no.';
comment on column links.ended_by is 'Who undid it. Personal data: pseudonymous.';
comment on column links.ended_at is 'When it was undone. Personal data: no.';

create table history (
  id bigint generated always as identity primary key,
  thing_id bigint not null constraint history_thing_fkey references things (id),
  event text not null,
  data jsonb not null default '{}',
  public boolean not null,
  actor_id bigint constraint history_actor_fkey references accounts (id),
  at timestamptz not null
);
create index history_thing_idx on history (thing_id, id);
comment on table history is 'What happened to each thing, appended and never edited. Owner: trace. Personal data: no. Kept: for ever.';
comment on column history.id is 'Order. Personal data: no.';
comment on column history.thing_id is 'To what. Personal data: no.';
comment on column history.event is 'What happened, as a verb of its module, for example demands.discarded. Personal data: no.';
comment on column history.data is 'Before and after, reason, and whatever the event needs. Personal data: no.';
comment on column history.public is 'Whether everybody may read it in the thread. Personal data: no.';
comment on column history.actor_id is 'Who did it; empty for people without account. Personal data: pseudonymous.';
comment on column history.at is 'When. Personal data: no.';
revoke update, delete, truncate on history from sigesi_program;

create table participants (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint participants_process_fkey references things (id),
  key bytea not null,
  account_id bigint constraint participants_account_fkey references accounts (id),
  created_at timestamptz not null,
  constraint participants_key_length check (octet_length(key) = 32)
);
create unique index participants_key_key on participants (process_id, key);
create index participants_account_idx on participants (account_id) where account_id is not null;
comment on table participants is 'A person taking part in one process, known by a pseudonym that means nothing in another. Owner: trace. Personal data: pseudonymous. Kept: as long as the process.';
comment on column participants.id is 'Key. Personal data: pseudonymous.';
comment on column participants.process_id is 'Which process. Personal data: no.';
comment on column participants.key is 'HMAC of the browser''s random bits with the key of the process. Personal data: pseudonymous.';
comment on column participants.account_id is 'Account that claimed it afterwards, if any. Personal data: pseudonymous.';
comment on column participants.created_at is 'First act in the process. Personal data: no.';

create table receipts (
  code_hash bytea primary key,
  thing_id bigint not null constraint receipts_thing_fkey references things (id),
  participant_id bigint not null constraint receipts_participant_fkey references participants (id),
  act text not null,
  created_at timestamptz not null,
  constraint receipts_act_known check (act in ('said', 'supported', 'voted', 'judged'))
);
create unique index receipts_act_key on receipts (participant_id, thing_id, act);
create index receipts_thing_idx on receipts (thing_id);
comment on table receipts is 'What somebody did, and the code with which they find it again without an account. Owner: trace. Personal data: pseudonymous. Kept: as long as the thing.';
comment on column receipts.code_hash is 'SHA-256 of the code that the person keeps; the code itself is nowhere. Personal data: no.';
comment on column receipts.thing_id is 'On what. Personal data: no.';
comment on column receipts.participant_id is 'Who, as a pseudonym. Personal data: pseudonymous.';
comment on column receipts.act is 'What they did. Personal data: no.';
comment on column receipts.created_at is 'When. Personal data: no.';
