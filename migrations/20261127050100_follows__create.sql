-- Following anything by e-mail, without an account, and the messages that go out.

create table followers (
  id bigint generated always as identity primary key,
  email text not null,
  locale text not null,
  token uuid not null default gen_random_uuid(),
  failures integer not null default 0,
  unreachable_at timestamptz,
  silenced_at timestamptz,
  created_at timestamptz not null,
  constraint followers_locale_known check (locale in ('es', 'en')),
  constraint followers_failures_range check (failures >= 0)
);
create unique index followers_email_key on followers (lower(email));
create unique index followers_token_key on followers (token);
comment on table followers is 'Addresses to which messages go, apart from what anybody said. Owner: follows. Personal data: yes. Kept: 30 days after the last thing it follows.';
comment on column followers.id is 'Key. Personal data: pseudonymous.';
comment on column followers.email is 'Address. Personal data: yes.';
comment on column followers.locale is 'Language of its messages. Personal data: no.';
comment on column followers.token is 'Secret of the page with everything it follows; only in its messages. Personal data: pseudonymous.';
comment on column followers.failures is 'Messages in a row that its mail server refused for good. Personal data: no.';
comment on column followers.unreachable_at is 'When too many had been refused: nothing more is sent. Personal data: no.';
comment on column followers.silenced_at is 'When its owner asked never to be written to again. Personal data: no.';
comment on column followers.created_at is 'When somebody first asked for it. Personal data: no.';

create table follows (
  id bigint generated always as identity primary key,
  follower_id bigint not null constraint follows_follower_fkey references followers (id) on delete cascade,
  thing_id bigint constraint follows_thing_fkey references things (id),
  territory_code text constraint follows_territory_fkey references territories (code),
  how text not null,
  asked_how text,
  source text not null default 'asked',
  token uuid not null default gen_random_uuid(),
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  constraint follows_one_target check ((thing_id is null) <> (territory_code is null)),
  constraint follows_how_known check (how in ('each', 'weekly', 'answers')),
  constraint follows_asked_how_known check (asked_how in ('each', 'weekly')),
  constraint follows_source_known check (source in ('asked', 'author'))
);
create unique index follows_token_key on follows (token);
create unique index follows_thing_key on follows (follower_id, thing_id) where thing_id is not null;
create unique index follows_territory_key on follows (follower_id, territory_code) where territory_code is not null;
create index follows_live_thing_idx on follows (thing_id) where confirmed_at is not null and ended_at is null;
create index follows_live_territory_idx on follows (territory_code) where confirmed_at is not null and ended_at is null;
comment on table follows is 'What each address follows. Owner: follows. Personal data: pseudonymous. Kept: 30 days after its end; 3 days if nobody confirmed it.';
comment on column follows.id is 'Key. Personal data: no.';
comment on column follows.follower_id is 'Which address. Personal data: pseudonymous.';
comment on column follows.thing_id is 'The thing, if it is one. Personal data: no.';
comment on column follows.territory_code is 'The territory, if it is one. Personal data: no.';
comment on column follows.how is 'each: a message per change; weekly: one summary a week; answers: only what is addressed to its author. Personal data: no.';
comment on column follows.asked_how is 'What was asked for and waits for the yes; until then nothing changes. Personal data: no.';
comment on column follows.source is 'asked: on a page, confirmed by mail; author: they made it and their account has an address. Personal data: no.';
comment on column follows.token is 'Secret of its links to confirm and to stop; only in its messages. Personal data: pseudonymous.';
comment on column follows.asked_at is 'When it was asked for, or asked for again. Personal data: no.';
comment on column follows.confirmed_at is 'When the address said yes; nothing before that is told. Personal data: no.';
comment on column follows.ended_at is 'When it stopped. Personal data: no.';

create table changes (
  history_id bigint primary key constraint changes_history_fkey references history (id),
  digest text
);
create index changes_waiting_idx on changes (history_id) where digest is null;
create index changes_digest_idx on changes (digest) where digest is not null;
comment on table changes is 'Public lines of history as news. Owner: follows. Personal data: no. Kept: 60 days.';
comment on column changes.history_id is 'Which line. Personal data: no.';
comment on column changes.digest is 'The weekly summary that took it, as 2026-W41. Personal data: no.';

create table change_targets (
  id bigint generated always as identity primary key,
  history_id bigint not null constraint change_targets_change_fkey references changes (history_id) on delete cascade,
  thing_id bigint constraint change_targets_thing_fkey references things (id),
  territory_code text constraint change_targets_territory_fkey references territories (code)
);
create index change_targets_history_idx on change_targets (history_id);
comment on table change_targets is 'Whose followers hear of a change: the thing, what it came from, its process and its places; with neither, every place. Owner: follows. Personal data: no. Kept: 60 days.';
comment on column change_targets.id is 'Key. Personal data: no.';
comment on column change_targets.history_id is 'Which change. Personal data: no.';
comment on column change_targets.thing_id is 'A thing whose followers hear of it. Personal data: no.';
comment on column change_targets.territory_code is 'A territory whose followers hear of it. Personal data: no.';

create table notices (
  id bigint generated always as identity primary key,
  follower_id bigint constraint notices_follower_fkey references followers (id) on delete cascade,
  account_id bigint constraint notices_account_fkey references accounts (id),
  follow_id bigint constraint notices_follow_fkey references follows (id) on delete cascade,
  kind text not null,
  key text not null,
  lines bigint[] not null default '{}',
  letter jsonb,
  state text not null default 'waiting',
  attempts integer not null default 0,
  due_at timestamptz not null,
  leased_until timestamptz,
  created_at timestamptz not null,
  done_at timestamptz,
  error text,
  constraint notices_one_reader check ((follower_id is null) <> (account_id is null)),
  constraint notices_kind_known check (kind in ('confirm', 'known', 'change', 'answer', 'digest', 'letter')),
  constraint notices_state_known check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped', 'held', 'gathered')),
  constraint notices_attempts_range check (attempts >= 0)
);
create unique index notices_follower_key on notices (follower_id, key) where follower_id is not null;
create unique index notices_account_key on notices (account_id, key) where account_id is not null;
create index notices_due_idx on notices (due_at, id) where state in ('waiting', 'sending');
create index notices_held_idx on notices (follower_id) where state = 'held';
create index notices_recent_idx on notices (follower_id, created_at);
create index notices_failed_idx on notices (done_at) where state = 'failed';
comment on table notices is 'Messages that go out, each once for a reader and a key. Owner: follows. Personal data: pseudonymous. Kept: 60 days.';
comment on column notices.id is 'Key, and part of its Message-ID. Personal data: no.';
comment on column notices.follower_id is 'To which address. Personal data: pseudonymous.';
comment on column notices.account_id is 'Or to which account. Personal data: pseudonymous.';
comment on column notices.follow_id is 'Because of which follow. Personal data: pseudonymous.';
comment on column notices.kind is 'confirm: asks for the yes; known: it follows that already; change: one change; answer: a change told to the author; digest: the summary of a week; letter: words of another module. Personal data: no.';
comment on column notices.key is 'What the message is about: the same key is never sent twice to the same reader. Personal data: no.';
comment on column notices.lines is 'Lines of history that it tells. Personal data: no.';
comment on column notices.letter is 'Subject, paragraphs and address, when another module wrote them. Personal data: possibly, as written.';
comment on column notices.state is 'waiting, sending (taken by a worker until leased_until), sent, failed (for good), dropped (nothing left to tell), held (too many in a day: it waits for the summary), gathered (a summary took it). Personal data: no.';
comment on column notices.attempts is 'Times it was tried. Personal data: no.';
comment on column notices.due_at is 'Not before. Personal data: no.';
comment on column notices.leased_until is 'Until when the worker that took it may be sending it; afterwards another one takes it. Personal data: no.';
comment on column notices.created_at is 'When it was written. Personal data: no.';
comment on column notices.done_at is 'When it was sent or given up. Personal data: no.';
comment on column notices.error is 'Code of the refusal, never its words, which repeat the address. Personal data: no.';

create table follow_tries (
  id bigint generated always as identity primary key,
  network_key bytea not null,
  at timestamptz not null,
  constraint follow_tries_network_key_length check (octet_length(network_key) = 32)
);
create index follow_tries_network_idx on follow_tries (network_key, at);
comment on table follow_tries is 'Requests to follow, to stop whoever would fill a mailbox. Owner: follows. Personal data: pseudonymous. Kept: 2 days.';
comment on column follow_tries.id is 'Key. Personal data: no.';
comment on column follow_tries.network_key is 'Pseudonym of the network address. Personal data: pseudonymous.';
comment on column follow_tries.at is 'When. Personal data: no.';
