-- The question of a note belongs to who asked it, as a pseudonym of the process: they find the answer with their receipt.

alter table news_questions add column participant_id bigint constraint news_questions_participant_fkey references participants (id);
create index news_questions_participant_idx on news_questions (participant_id) where participant_id is not null;
comment on column news_questions.participant_id is 'Who asked, as a pseudonym of the process; empty for notes of no process. Personal data: pseudonymous.';
