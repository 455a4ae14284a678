-- What people see of a project, with the day and a photo, and what they think of it when it ends.

create table project_remarks (
  id bigint generated always as identity primary key,
  project_id bigint not null constraint project_remarks_project_fkey references projects (id),
  key bytea not null,
  is_so boolean not null,
  text text not null,
  seen_on date not null,
  file_id bigint constraint project_remarks_file_fkey references files (id),
  at timestamptz not null,
  state text not null default 'waiting',
  hidden_reason text,
  constraint project_remarks_key_length check (octet_length(key) = 32),
  constraint project_remarks_text_length check (char_length(text) between 3 and 1000),
  constraint project_remarks_state_known check (state in ('waiting', 'shown', 'hidden')),
  constraint project_remarks_hidden check ((state = 'hidden') = (hidden_reason is not null))
);
create index project_remarks_project_idx on project_remarks (project_id, id desc);
create index project_remarks_key_idx on project_remarks (key, at);
create index project_remarks_file_idx on project_remarks (file_id) where file_id is not null;
comment on table project_remarks is 'What people say they have seen of a project. Owner: projects. Personal data: the text and the photo may hold some, and are moderated before they are shown. Kept: for ever.';
comment on column project_remarks.id is 'Key. Personal data: no.';
comment on column project_remarks.project_id is 'Of which project. Personal data: no.';
comment on column project_remarks.key is 'Pseudonym of a browser for this project alone. Personal data: pseudonymous.';
comment on column project_remarks.is_so is 'Whether it is as those who execute it tell it. Personal data: no.';
comment on column project_remarks.text is 'What they have seen. Personal data: possibly.';
comment on column project_remarks.seen_on is 'On which day they saw it, as they say. Personal data: no.';
comment on column project_remarks.file_id is 'A photo, drawn again without what the camera wrote in it. Personal data: possibly.';
comment on column project_remarks.at is 'When it was sent. Personal data: no.';
comment on column project_remarks.state is 'waiting: nobody has read it; shown; hidden: with a reason. Personal data: no.';
comment on column project_remarks.hidden_reason is 'Why it is hidden. Personal data: no.';

create table project_ratings (
  id bigint generated always as identity primary key,
  project_id bigint not null constraint project_ratings_project_fkey references projects (id),
  key bytea not null,
  account_key bytea,
  answer text not null,
  at timestamptz not null,
  constraint project_ratings_browser_once unique (project_id, key),
  constraint project_ratings_account_once unique (project_id, account_key),
  constraint project_ratings_key_length check (octet_length(key) = 32 and octet_length(account_key) = 32),
  constraint project_ratings_answer_known check (answer in ('good', 'fair', 'bad'))
);
comment on table project_ratings is 'What people think of a project that ended: one answer of each person, which may be changed. Only how many gave each is public. Owner: projects. Personal data: pseudonymous. Kept: for ever.';
comment on column project_ratings.id is 'Key. Personal data: no.';
comment on column project_ratings.project_id is 'Of which project. Personal data: no.';
comment on column project_ratings.key is 'Pseudonym of a browser for this project alone. Personal data: pseudonymous.';
comment on column project_ratings.account_key is 'Pseudonym of an account for this project alone, of who had signed in: two telephones are one person. Personal data: pseudonymous.';
comment on column project_ratings.answer is 'good, fair or bad. Personal data: no.';
comment on column project_ratings.at is 'When, the last time. Personal data: no.';
