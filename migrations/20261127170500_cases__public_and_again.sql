-- Requests that everybody may read, those that ask for the same, and answers of more than one round.

alter table cases
  add column may_publish boolean not null default false,
  add column public_text text,
  add column published_at timestamptz,
  add column published_by bigint constraint cases_published_by_fkey references accounts (id),
  add column like_id bigint constraint cases_like_fkey references cases (id),
  add column search tsvector generated always as (sigesi_search_vector(public_text)) stored,
  add constraint cases_public_text_length check (char_length(public_text) between 1 and 10000),
  add constraint cases_published_whole check ((public_text is null) = (published_at is null)),
  add constraint cases_published_allowed check (public_text is null or may_publish);
create index cases_search_idx on cases using gin (search) where public_text is not null;
create index cases_published_idx on cases (published_at, id) where public_text is not null;
create index cases_like_idx on cases (like_id) where like_id is not null;
create index cases_published_by_idx on cases (published_by) where published_by is not null;
comment on column cases.may_publish is 'Who asks agrees that it be read by everybody, without what says who they are. Personal data: no.';
comment on column cases.public_text is 'What everybody may read: the words without what says who somebody is, read by an official. Personal data: no.';
comment on column cases.published_at is 'Since when everybody may read it. Personal data: no.';
comment on column cases.published_by is 'Official who read it before. Personal data: pseudonymous.';
comment on column cases.like_id is 'Public request that who asks said was like theirs. Each keeps its own term. Personal data: no.';
comment on column cases.search is 'Lexemes of the public words. Personal data: no.';

alter table case_answers
  add column round integer not null default 1,
  drop constraint case_answers_pkey,
  add constraint case_answers_pkey primary key (case_id, round),
  add constraint case_answers_round_positive check (round > 0);
comment on column case_answers.round is 'First answer, and the next ones when who asked insisted or asked to open it again. Personal data: no.';
