-- Moderation attached to things: reports of anybody, one case for each subject, a decision, and a second look by a second person.

create table moderation_cases (
  id bigint generated always as identity primary key,
  thing_id bigint not null constraint moderation_cases_thing_fkey references things (id),
  kind text not null,
  subject_id bigint not null,
  author_id bigint constraint moderation_cases_author_fkey references participants (id),
  process_id bigint constraint moderation_cases_process_fkey references things (id),
  territory_code text constraint moderation_cases_territory_fkey references territories (code),
  source text not null,
  opened_at timestamptz not null,
  claimed_by bigint constraint moderation_cases_claimed_by_fkey references accounts (id),
  claimed_at timestamptz,
  decision text,
  reason text,
  words text,
  decided_by bigint constraint moderation_cases_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  constraint moderation_cases_source_known check (source in ('report', 'first_look', 'personal_data', 'staff')),
  constraint moderation_cases_decision_known check (decision in ('keep', 'hide')),
  constraint moderation_cases_reason_known check (reason in ('offence', 'personal_data', 'spam', 'off_topic', 'image', 'other')),
  constraint moderation_cases_decided check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  constraint moderation_cases_hide_says_why check ((decision is not distinct from 'hide') = (reason is not null) and (reason is null) = (words is null)),
  constraint moderation_cases_words_length check (char_length(words) between 3 and 1000),
  constraint moderation_cases_claimed check ((claimed_by is null) = (claimed_at is null)),
  constraint moderation_cases_decider_key unique (id, decided_by)
);
create unique index moderation_cases_open_key on moderation_cases (kind, subject_id) where decision is null;
create index moderation_cases_waiting_idx on moderation_cases (opened_at, id) where decision is null;
create index moderation_cases_subject_idx on moderation_cases (kind, subject_id, id);
create index moderation_cases_author_idx on moderation_cases (author_id) where decision = 'hide';
create index moderation_cases_process_idx on moderation_cases (process_id, id);
comment on table moderation_cases is 'Something that a moderator looks at, and what was decided. Owner: moderation. Personal data: pseudonymous. Kept: as long as the thing.';
comment on column moderation_cases.id is 'Key. Personal data: no.';
comment on column moderation_cases.thing_id is 'The thing it belongs to. Personal data: no.';
comment on column moderation_cases.kind is 'What is looked at: a need, a photo of a need, the comment of a judgement. Personal data: no.';
comment on column moderation_cases.subject_id is 'Which one, in the table of its module. Personal data: no.';
comment on column moderation_cases.author_id is 'Who made it, to tell them; never shown to who decides. Personal data: pseudonymous.';
comment on column moderation_cases.process_id is 'The process of the thing. Personal data: no.';
comment on column moderation_cases.territory_code is 'Where; a moderator of one place sees only its cases. Personal data: no.';
comment on column moderation_cases.source is 'report: somebody pointed at it; first_look: nobody has seen it yet and it waits; personal_data: the program found some; staff: a moderator met it. Personal data: no.';
comment on column moderation_cases.opened_at is 'When it began to wait. Personal data: no.';
comment on column moderation_cases.claimed_by is 'Who is looking at it, so that two do not do the same. Personal data: pseudonymous.';
comment on column moderation_cases.claimed_at is 'Since when; a claim of long ago holds nobody back. Personal data: no.';
comment on column moderation_cases.decision is 'keep or hide; empty while it waits. A second look that changes it is in moderation_appeals. Personal data: no.';
comment on column moderation_cases.reason is 'Why it was hidden, as a code to be counted. Personal data: no.';
comment on column moderation_cases.words is 'The public words of the reason. Personal data: no.';
comment on column moderation_cases.decided_by is 'Who decided first. Personal data: pseudonymous.';
comment on column moderation_cases.decided_at is 'When. Personal data: no.';

create table moderation_reports (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint moderation_reports_case_fkey references moderation_cases (id),
  reason text not null,
  note text,
  reporter bytea not null,
  at timestamptz not null,
  constraint moderation_reports_reason_known check (reason in ('offence', 'personal_data', 'spam', 'off_topic', 'image', 'risk', 'other')),
  constraint moderation_reports_note_length check (char_length(note) between 1 and 1200),
  constraint moderation_reports_reporter_length check (octet_length(reporter) = 32)
);
create unique index moderation_reports_once_key on moderation_reports (case_id, reporter);
create index moderation_reports_reporter_idx on moderation_reports (reporter, at);
comment on table moderation_reports is 'Somebody pointed at something. No account is needed and nobody is told who it was. Owner: moderation. Personal data: pseudonymous. Kept: as long as the case.';
comment on column moderation_reports.id is 'Key. Personal data: no.';
comment on column moderation_reports.case_id is 'The case it opened or joined. Personal data: no.';
comment on column moderation_reports.reason is 'Why, from a short list. Personal data: no.';
comment on column moderation_reports.note is 'What they added, for the moderator alone. Personal data: possibly.';
comment on column moderation_reports.reporter is 'HMAC of the browser with a key of its own, which meets no other pseudonym: to count one person once and to stop floods. Personal data: pseudonymous.';
comment on column moderation_reports.at is 'When. Personal data: no.';

create table moderation_appeals (
  case_id bigint primary key,
  first_decider bigint not null,
  text text not null,
  at timestamptz not null,
  decided_by bigint constraint moderation_appeals_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  granted boolean,
  words text,
  constraint moderation_appeals_case_fkey foreign key (case_id, first_decider) references moderation_cases (id, decided_by),
  constraint moderation_appeals_second_person check (decided_by <> first_decider),
  constraint moderation_appeals_decided check ((granted is null) = (decided_at is null) and (granted is null) = (decided_by is null) and (granted is null) = (words is null)),
  constraint moderation_appeals_text_length check (char_length(text) between 3 and 4000),
  constraint moderation_appeals_words_length check (char_length(words) between 3 and 1000)
);
create index moderation_appeals_waiting_idx on moderation_appeals (at) where granted is null;
comment on table moderation_appeals is 'The author asks that a second person looks again; the first one cannot decide it. Owner: moderation. Personal data: the text may hold some. Kept: as long as the case.';
comment on column moderation_appeals.case_id is 'Which decision. Personal data: no.';
comment on column moderation_appeals.first_decider is 'Who decided first, kept equal to the case by its key. Personal data: pseudonymous.';
comment on column moderation_appeals.text is 'What the author says, for moderators alone. Personal data: possibly.';
comment on column moderation_appeals.at is 'When it was asked. Personal data: no.';
comment on column moderation_appeals.decided_by is 'Who looked the second time. Personal data: pseudonymous.';
comment on column moderation_appeals.decided_at is 'When. Personal data: no.';
comment on column moderation_appeals.granted is 'Whether it is shown again. Personal data: no.';
comment on column moderation_appeals.words is 'The public reason of the second decision. Personal data: no.';

alter table things drop constraint things_visibility_known;
alter table things add constraint things_visibility_known check (visibility in ('public', 'staff', 'hidden', 'reserved'));
comment on column things.visibility is 'public: anybody; staff: those who work on it (drafts); hidden: moderated, seen by moderators with its reason; reserved: somebody may be in danger, seen by the protection role alone. Personal data: no.';
