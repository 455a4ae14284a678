-- Reminders to the officials who answer requests, each once for a last day; and the days on which the entity decreed that terms do not run.

create table case_reminders (
  case_id bigint not null constraint case_reminders_case_fkey references cases (id),
  due_on date not null,
  step text not null,
  at timestamptz not null,
  primary key (case_id, due_on, step)
);
comment on table case_reminders is 'Which reminders of a last day were sent to officials. Owner: cases. Personal data: no. Kept: as long as the request.';
comment on column case_reminders.case_id is 'Of which request. Personal data: no.';
comment on column case_reminders.due_on is 'Its last day then: a new one has reminders of its own. Personal data: no.';
comment on column case_reminders.step is 'Which one; see reminders.ts of commitments (working days). Personal data: no.';
comment on column case_reminders.at is 'When. Personal data: no.';

create table case_suspensions (
  id bigint generated always as identity primary key,
  decree text not null,
  first_day date not null,
  last_day date not null,
  working_days integer not null,
  made_by bigint constraint case_suspensions_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint case_suspensions_order check (first_day <= last_day),
  constraint case_suspensions_days check (working_days > 0),
  constraint case_suspensions_once unique (first_day, last_day)
);
create index case_suspensions_made_by_idx on case_suspensions (made_by);
comment on table case_suspensions is 'Days on which an act of the entity suspended its terms: each open request has them among its events. Owner: cases. Personal data: no. Kept: for ever.';
comment on column case_suspensions.id is 'Key. Personal data: no.';
comment on column case_suspensions.decree is 'The act: its kind, number and day. Personal data: no.';
comment on column case_suspensions.first_day is 'First day that does not count. Personal data: no.';
comment on column case_suspensions.last_day is 'Last one. Personal data: no.';
comment on column case_suspensions.working_days is 'How many of them were working days. Personal data: no.';
comment on column case_suspensions.made_by is 'Who wrote it here. Personal data: pseudonymous.';
comment on column case_suspensions.made_at is 'When. Personal data: no.';
