-- Signs that answers were given by a program or in step: cases that a person reviews. Nothing is taken out of the result; what is in
-- doubt has a second result beside it.

create table conversation_cases (
  conversation_id bigint not null constraint conversation_cases_conversation_fkey references conversations (id),
  number integer not null,
  rule text not null,
  figures jsonb not null,
  found_at timestamptz not null,
  decision text,
  reason text,
  decided_by bigint constraint conversation_cases_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  primary key (conversation_id, number),
  constraint conversation_cases_number_range check (number >= 1),
  constraint conversation_cases_rule_known check (rule in ('fast', 'copies', 'network')),
  constraint conversation_cases_decision_known check (decision in ('doubt', 'keep')),
  constraint conversation_cases_decided check ((decision is null) = (reason is null) and (decision is null) = (decided_at is null)),
  constraint conversation_cases_reason_length check (char_length(reason) between 10 and 600)
);
comment on table conversation_cases is 'Signs of coordinated or automatic answers, by the rules of docs/opinion-groups.md, which somebody of the staff reviews. Owner: conversations. Personal data: no. Kept: for ever.';
comment on column conversation_cases.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_cases.number is 'Its number in the conversation. Personal data: no.';
comment on column conversation_cases.rule is 'fast: one answer after another in less than a second; copies: several people with the same answers; network: several people from one network who answer as one. Personal data: no.';
comment on column conversation_cases.figures is 'What was measured, by which anybody may judge the sign. Personal data: no.';
comment on column conversation_cases.found_at is 'When it was found, or when people were last added. Personal data: no.';
comment on column conversation_cases.decision is 'doubt: the result is published with and without these people; keep: there is nothing odd; empty: nobody has looked at it. Personal data: no.';
comment on column conversation_cases.reason is 'Why, public when it is in doubt. Personal data: no.';
comment on column conversation_cases.decided_by is 'Who decided. Personal data: pseudonymous.';
comment on column conversation_cases.decided_at is 'When. Personal data: no.';

create table conversation_case_people (
  conversation_id bigint not null,
  case_number integer not null,
  participant_id bigint not null,
  primary key (conversation_id, case_number, participant_id),
  constraint conversation_case_people_case_fkey foreign key (conversation_id, case_number) references conversation_cases (conversation_id, number),
  constraint conversation_case_people_voter_fkey foreign key (conversation_id, participant_id) references conversation_voters (conversation_id, participant_id)
);
create index conversation_case_people_voter_idx on conversation_case_people (conversation_id, participant_id);
comment on table conversation_case_people is 'Whose answers a case is about. Never published. Owner: conversations. Personal data: pseudonymous. Kept: as long as the process.';
comment on column conversation_case_people.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_case_people.case_number is 'Which case. Personal data: no.';
comment on column conversation_case_people.participant_id is 'Who, as a pseudonym of the process. Personal data: pseudonymous.';

alter table conversation_results
  add column variant text not null default 'all',
  add constraint conversation_results_variant_known check (variant in ('all', 'unsigned', 'undoubted')),
  add constraint conversation_results_variant_whole check (variant = 'all' or (territory_code is null and not final)),
  drop constraint conversation_results_key,
  add constraint conversation_results_key unique nulls not distinct (conversation_id, territory_code, variant);
comment on column conversation_results.variant is 'all: of everybody, the result; unsigned: without the people of cases that nobody kept, for the staff; undoubted: without those of cases in doubt, published beside the result. Personal data: no.';
