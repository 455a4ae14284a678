-- The minimum of the published method: criteria with weights fixed before any score, scores from 1 to 5 with a note by named
-- officials, all of it public, so that the order can be recomputed by anybody.

create table scoring_weights (
  process_id bigint not null constraint scoring_weights_process_fkey references processes (id),
  criterion text not null,
  weight integer not null,
  fixed_by bigint constraint scoring_weights_fixed_by_fkey references accounts (id),
  fixed_at timestamptz not null,
  primary key (process_id, criterion),
  constraint scoring_weights_criterion_known check (criterion in ('magnitude', 'severity', 'urgency', 'feasibility', 'cost', 'equity', 'competence', 'support')),
  constraint scoring_weights_range check (weight between 0 and 100)
);
-- Fixed once and for ever: the program cannot change them, and no score can be without its weight.
revoke update, delete, truncate on scoring_weights from sigesi_program;
comment on table scoring_weights is 'How much each criterion counts in a process; written once, before any score. Owner: initiatives. Personal data: no. Kept: for ever.';
comment on column scoring_weights.process_id is 'Which process. Personal data: no.';
comment on column scoring_weights.criterion is 'Which criterion, of the eight of the method. Personal data: no.';
comment on column scoring_weights.weight is 'From 0 (does not count) to 100. Personal data: no.';
comment on column scoring_weights.fixed_by is 'Who fixed it. Personal data: pseudonymous.';
comment on column scoring_weights.fixed_at is 'When: every score is later. Personal data: no.';

create table initiative_scores (
  id bigint generated always as identity primary key,
  initiative_id bigint not null constraint initiative_scores_initiative_fkey references initiatives (id),
  process_id bigint not null,
  criterion text not null,
  score integer not null,
  note text not null,
  made_by bigint constraint initiative_scores_made_by_fkey references accounts (id),
  at timestamptz not null,
  constraint initiative_scores_weight_fkey foreign key (process_id, criterion) references scoring_weights (process_id, criterion),
  constraint initiative_scores_range check (score between 1 and 5),
  constraint initiative_scores_note_length check (char_length(note) between 3 and 1000)
);
create index initiative_scores_initiative_idx on initiative_scores (initiative_id, criterion, id desc);
create index initiative_scores_process_idx on initiative_scores (process_id, id);
revoke update, delete, truncate on initiative_scores from sigesi_program;
comment on table initiative_scores is 'Scores of initiatives by criterion, each with its reason. Appended and never edited: the last one counts. Owner: initiatives. Personal data: pseudonymous. Kept: for ever.';
comment on column initiative_scores.id is 'Key, in order of time. Personal data: no.';
comment on column initiative_scores.initiative_id is 'What was scored. Personal data: no.';
comment on column initiative_scores.process_id is 'Its process, whose weights must be fixed before. Personal data: no.';
comment on column initiative_scores.criterion is 'Against which criterion. Personal data: no.';
comment on column initiative_scores.score is 'From 1, the least reason to do it, to 5, the most. Personal data: no.';
comment on column initiative_scores.note is 'Public reason of the score. Personal data: no.';
comment on column initiative_scores.made_by is 'The official who scored; published by name, as everything they sign. Personal data: pseudonymous.';
comment on column initiative_scores.at is 'When. Personal data: no.';
