-- Votes on paper: each sheet is typed by two people apart, and counts when they agree.

create table ballot_paper_sheets (
  ballot_id bigint not null,
  code_hash bytea not null,
  meeting_id bigint not null constraint ballot_paper_sheets_meeting_fkey references meetings (id),
  state text not null,
  hint text,
  first_by bigint not null constraint ballot_paper_sheets_first_by_fkey references accounts (id),
  first_choices bigint[],
  second_by bigint constraint ballot_paper_sheets_second_by_fkey references accounts (id),
  second_choices bigint[],
  third_by bigint constraint ballot_paper_sheets_third_by_fkey references accounts (id),
  typed_at timestamptz not null,
  cast_at timestamptz,
  primary key (ballot_id, code_hash),
  constraint ballot_paper_sheets_code_fkey foreign key (ballot_id, code_hash) references ballot_paper_codes (ballot_id, code_hash),
  constraint ballot_paper_sheets_state_known check (state in ('once', 'disagree', 'cast')),
  constraint ballot_paper_sheets_two_people check (second_by <> first_by and third_by <> first_by and third_by <> second_by),
  constraint ballot_paper_sheets_twice check ((state = 'once') = (second_by is null)),
  constraint ballot_paper_sheets_forgotten check ((state = 'cast') = (cast_at is not null) and (state = 'cast') = (first_choices is null) and (state = 'cast') = (hint is null))
);
create index ballot_paper_sheets_meeting_idx on ballot_paper_sheets (meeting_id, state);
comment on table ballot_paper_sheets is 'Paper ballots being typed. What a sheet says is forgotten once it is in the ballot: then it is only known who typed it. Owner: ballots. Personal data: pseudonymous. Kept: as long as the ballot; the choices until they agree.';
comment on column ballot_paper_sheets.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_paper_sheets.code_hash is 'SHA-256 of the code printed on it. Personal data: no.';
comment on column ballot_paper_sheets.meeting_id is 'In which meeting it was collected. Personal data: no.';
comment on column ballot_paper_sheets.state is 'once: waits for a second person; disagree: the two read something else; cast: it is in the ballot. Personal data: no.';
comment on column ballot_paper_sheets.hint is 'Last letters of the code, to find the sheet in the pile; forgotten once cast. Personal data: no.';
comment on column ballot_paper_sheets.first_by is 'Who typed it first. Personal data: pseudonymous.';
comment on column ballot_paper_sheets.first_choices is 'What they read; forgotten once cast. Personal data: no.';
comment on column ballot_paper_sheets.second_by is 'Who typed it second: somebody else. Personal data: pseudonymous.';
comment on column ballot_paper_sheets.second_choices is 'What they read; forgotten once cast. Personal data: no.';
comment on column ballot_paper_sheets.third_by is 'Who looked again when the two did not agree. Personal data: pseudonymous.';
comment on column ballot_paper_sheets.typed_at is 'When it was typed last. Personal data: no.';
comment on column ballot_paper_sheets.cast_at is 'When it entered the ballot. Personal data: no.';
