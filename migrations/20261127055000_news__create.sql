-- News of decisions: what was decided, why, and what changed because of what people said; with reactions and questions.

alter table links drop constraint links_relation_known,
  add constraint links_relation_known check (relation in ('joined_into', 'became', 'promised_as', 'heard', 'agreed', 'told_in'));
comment on column links.relation is 'joined_into: a need merged into another; became: a need is the origin of an initiative; promised_as: an initiative or need became a commitment; heard: a need was said in a meeting; agreed: a commitment was agreed in a meeting; told_in: a note tells what was decided about it. Personal data: no.';

create table news (
  id bigint primary key constraint news_thing_fkey references things (id),
  agency_code text constraint news_agency_fkey references agencies (code),
  title text not null,
  decided text not null,
  why text not null,
  changed text not null,
  state text not null default 'draft',
  published_at timestamptz,
  created_by bigint constraint news_created_by_fkey references accounts (id),
  created_at timestamptz not null,
  constraint news_state_known check (state in ('draft', 'published')),
  constraint news_published_when check ((state = 'published') = (published_at is not null)),
  constraint news_title_length check (char_length(title) between 5 and 160),
  constraint news_decided_length check (char_length(decided) between 10 and 2000),
  constraint news_why_length check (char_length(why) between 10 and 2000),
  constraint news_changed_length check (char_length(changed) between 10 and 2000)
);
create index news_published_idx on news (published_at desc, id desc) where state = 'published';
comment on table news is 'Short notes of the entity or an agency: what was decided. Owner: news. Personal data: no. Kept: for ever.';
comment on column news.id is 'Its thing. Personal data: no.';
comment on column news.agency_code is 'Which agency speaks; empty for the whole entity. Personal data: no.';
comment on column news.title is 'The decision in a line. Personal data: no.';
comment on column news.decided is 'What was decided. Personal data: no.';
comment on column news.why is 'Why. Personal data: no.';
comment on column news.changed is 'What changed because of what people said; also that nothing did. Personal data: no.';
comment on column news.state is 'draft or published. Personal data: no.';
comment on column news.published_at is 'When it was published. Personal data: no.';
comment on column news.created_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column news.created_at is 'When it was begun. Personal data: no.';

create table news_corrections (
  id bigint generated always as identity primary key,
  news_id bigint not null constraint news_corrections_news_fkey references news (id),
  title text not null,
  decided text not null,
  why text not null,
  changed text not null,
  reason text not null,
  made_by bigint constraint news_corrections_made_by_fkey references accounts (id),
  at timestamptz not null,
  constraint news_corrections_reason_length check (char_length(reason) between 3 and 600)
);
create index news_corrections_news_idx on news_corrections (news_id, id);
comment on table news_corrections is 'How a published note read before each correction. Owner: news. Personal data: no. Kept: for ever.';
comment on column news_corrections.id is 'Order. Personal data: no.';
comment on column news_corrections.news_id is 'Of which note. Personal data: no.';
comment on column news_corrections.title is 'As it was. Personal data: no.';
comment on column news_corrections.decided is 'As it was. Personal data: no.';
comment on column news_corrections.why is 'As it was. Personal data: no.';
comment on column news_corrections.changed is 'As it was. Personal data: no.';
comment on column news_corrections.reason is 'Why it was corrected, for everybody. Personal data: no.';
comment on column news_corrections.made_by is 'Who. Personal data: pseudonymous.';
comment on column news_corrections.at is 'When. Personal data: no.';
revoke update, delete, truncate on news_corrections from sigesi_program;

create table news_reactions (
  news_id bigint not null constraint news_reactions_news_fkey references news (id),
  key bytea not null,
  answer text not null,
  at timestamptz not null,
  primary key (news_id, key),
  constraint news_reactions_key_length check (octet_length(key) = 32),
  constraint news_reactions_answer_known check (answer in ('agree', 'unclear', 'disagree'))
);
comment on table news_reactions is 'One tap on a note, one for each browser, which may be changed. Owner: news. Personal data: pseudonymous. Kept: as long as the note.';
comment on column news_reactions.news_id is 'On which note. Personal data: no.';
comment on column news_reactions.key is 'Pseudonym of a browser for this note alone. Personal data: pseudonymous.';
comment on column news_reactions.answer is 'agree, unclear (it is not understood) or disagree. Personal data: no.';
comment on column news_reactions.at is 'When, the last time. Personal data: no.';

create table news_questions (
  id bigint generated always as identity primary key,
  news_id bigint not null constraint news_questions_news_fkey references news (id),
  text text not null,
  key bytea not null,
  asked_at timestamptz not null,
  received_on date not null,
  due_on date not null,
  hidden_reason text,
  answer text,
  answered_by bigint constraint news_questions_answered_by_fkey references accounts (id),
  answered_at timestamptz,
  constraint news_questions_text_length check (char_length(text) between 10 and 600),
  constraint news_questions_key_length check (octet_length(key) = 32),
  constraint news_questions_answer_length check (char_length(answer) between 3 and 3000),
  constraint news_questions_answered check ((answer is null) = (answered_at is null)),
  constraint news_questions_term check (due_on > received_on)
);
create unique index news_questions_once_key on news_questions (news_id, key, md5(text));
create index news_questions_news_idx on news_questions (news_id, id);
create index news_questions_waiting_idx on news_questions (due_on, id) where answer is null and hidden_reason is null;
comment on table news_questions is 'Questions about a note, answered in public within the legal term. Owner: news. Personal data: possibly, as written. Kept: for ever.';
comment on column news_questions.id is 'Key. Personal data: no.';
comment on column news_questions.news_id is 'About which note. Personal data: no.';
comment on column news_questions.text is 'In the words of whoever asks. Personal data: possibly.';
comment on column news_questions.key is 'Pseudonym of a browser for this note alone: the same question sent twice is one. Personal data: pseudonymous.';
comment on column news_questions.asked_at is 'When. Personal data: no.';
comment on column news_questions.received_on is 'The working day on which the law takes it as received. Personal data: no.';
comment on column news_questions.due_on is 'Last day of the legal term, in working days. Personal data: no.';
comment on column news_questions.hidden_reason is 'Why it is not shown, for everybody; empty while it is. Personal data: no.';
comment on column news_questions.answer is 'What was answered. Personal data: no.';
comment on column news_questions.answered_by is 'Who answered. Personal data: pseudonymous.';
comment on column news_questions.answered_at is 'When. Personal data: no.';
