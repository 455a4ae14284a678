-- One answer for many requests that ask for the same: each receives it as the answer of its own, and everybody may read it.

create table case_joint_answers (
  id bigint generated always as identity primary key,
  agency_code text not null constraint case_joint_answers_agency_fkey references agencies (code),
  question text not null,
  text text not null,
  outcome text not null,
  written_by bigint constraint case_joint_answers_written_by_fkey references accounts (id),
  written_at timestamptz not null,
  reviewed_by bigint constraint case_joint_answers_reviewed_by_fkey references accounts (id),
  reviewed_at timestamptz,
  dropped_by bigint constraint case_joint_answers_dropped_by_fkey references accounts (id),
  dropped_at timestamptz,
  constraint case_joint_answers_question_length check (char_length(question) between 1 and 1000),
  constraint case_joint_answers_text_length check (char_length(text) between 1 and 20000),
  constraint case_joint_answers_outcome_known check (outcome in ('granted', 'refused')),
  constraint case_joint_answers_two_people check (reviewed_by <> written_by),
  constraint case_joint_answers_one_end check (reviewed_at is null or dropped_at is null)
);
create index case_joint_answers_agency_idx on case_joint_answers (agency_code);
create index case_joint_answers_written_by_idx on case_joint_answers (written_by);
create index case_joint_answers_reviewed_by_idx on case_joint_answers (reviewed_by);
create index case_joint_answers_dropped_by_idx on case_joint_answers (dropped_by);
comment on table case_joint_answers is 'One answer for many requests that ask for the same, public once it was reviewed. Owner: cases. Personal data: pseudonymous. Kept: for ever.';
comment on column case_joint_answers.id is 'Key. Personal data: no.';
comment on column case_joint_answers.agency_code is 'Who answers. Personal data: no.';
comment on column case_joint_answers.question is 'What they all ask for, in the words of the official. Personal data: no.';
comment on column case_joint_answers.text is 'The answer. Personal data: no.';
comment on column case_joint_answers.outcome is 'granted or refused. Personal data: no.';
comment on column case_joint_answers.written_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column case_joint_answers.written_at is 'When. Personal data: no.';
comment on column case_joint_answers.reviewed_by is 'Who read it and let it out, another person. Personal data: pseudonymous.';
comment on column case_joint_answers.reviewed_at is 'When; it is public since. Personal data: no.';
comment on column case_joint_answers.dropped_by is 'Who gave it up before it left. Personal data: pseudonymous.';
comment on column case_joint_answers.dropped_at is 'When. Personal data: no.';
revoke delete, truncate on case_joint_answers from sigesi_program;

alter table case_answers
  add column joint_id bigint constraint case_answers_joint_fkey references case_joint_answers (id);
create index case_answers_joint_idx on case_answers (joint_id) where joint_id is not null;
comment on column case_answers.joint_id is 'The answer to many that it is part of. Personal data: no.';
