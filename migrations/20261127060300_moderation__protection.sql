-- The reserved route: when a child or somebody may be in danger, or a crime is told, it leaves public at once and only the
-- protection role sees it, each opening written down.

alter table role_grants drop constraint role_grants_role_known;
alter table role_grants add constraint role_grants_role_known check (role in ('administrator', 'analyst', 'planner', 'facilitator', 'moderator', 'case_officer', 'protection'));

create table protection_cases (
  id bigint generated always as identity primary key,
  thing_id bigint not null constraint protection_cases_thing_fkey references things (id),
  kind text not null,
  subject_id bigint not null,
  territory_code text constraint protection_cases_territory_fkey references territories (code),
  source text not null,
  note text,
  opened_at timestamptz not null,
  state text not null default 'open',
  outcome text,
  decided_by bigint constraint protection_cases_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  constraint protection_cases_source_known check (source in ('author', 'report', 'moderator')),
  constraint protection_cases_state_known check (state in ('open', 'returned', 'closed')),
  constraint protection_cases_decided check ((state = 'open') = (outcome is null) and (outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  constraint protection_cases_note_length check (char_length(note) between 1 and 1200),
  constraint protection_cases_outcome_length check (char_length(outcome) between 3 and 4000)
);
create unique index protection_cases_open_key on protection_cases (kind, subject_id) where state = 'open';
create index protection_cases_thing_idx on protection_cases (thing_id);
comment on table protection_cases is 'Somebody may be in danger: seen by the protection role alone, in no count and no file. Owner: moderation. Personal data: yes, the thing tells of people. Kept: as long as the law of protection asks; erased with the thing.';
comment on column protection_cases.id is 'Key. Personal data: no.';
comment on column protection_cases.thing_id is 'Where it was told. Personal data: no.';
comment on column protection_cases.kind is 'What was reported: a need, a photo. Personal data: no.';
comment on column protection_cases.subject_id is 'Which one. Personal data: no.';
comment on column protection_cases.territory_code is 'Where; a grant of one place sees only its cases. Personal data: no.';
comment on column protection_cases.source is 'Who opened it: its author, somebody who reported it, a moderator. Personal data: no.';
comment on column protection_cases.note is 'What was added. Personal data: possibly.';
comment on column protection_cases.opened_at is 'When it left public. Personal data: no.';
comment on column protection_cases.state is 'open; returned: nobody was in danger and it is public again; closed: it stays reserved. Personal data: no.';
comment on column protection_cases.outcome is 'What was done, for the role alone. Personal data: possibly.';
comment on column protection_cases.decided_by is 'Who decided. Personal data: pseudonymous.';
comment on column protection_cases.decided_at is 'When. Personal data: no.';

create table protection_openings (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint protection_openings_case_fkey references protection_cases (id),
  account_id bigint not null constraint protection_openings_account_fkey references accounts (id),
  at timestamptz not null
);
create index protection_openings_case_idx on protection_openings (case_id, id);
revoke update, delete, truncate on protection_openings from sigesi_program;
comment on table protection_openings is 'Who opened a reserved case, each time. Append only. Owner: moderation. Personal data: pseudonymous. Kept: as long as the case.';
comment on column protection_openings.id is 'Order. Personal data: no.';
comment on column protection_openings.case_id is 'Which case. Personal data: no.';
comment on column protection_openings.account_id is 'Who. Personal data: pseudonymous.';
comment on column protection_openings.at is 'When. Personal data: no.';
