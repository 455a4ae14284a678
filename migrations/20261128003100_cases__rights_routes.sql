-- Routes for whoever needs protection: which one a request follows, and each thing done in it.

alter table cases add column route_code text;
create index cases_route_idx on cases (id) where route_code is not null;
comment on column cases.route_code is 'Route of the entity for the protection of rights that it follows; then only the protection role reads it. Personal data: tells that somebody may be in danger.';

create table case_route_events (
  id bigint generated always as identity primary key,
  case_id bigint not null constraint case_route_events_case_fkey references cases (id),
  at timestamptz not null,
  kind text not null,
  route_code text not null,
  step text,
  done_on date,
  note text,
  by_account bigint constraint case_route_events_by_fkey references accounts (id),
  constraint case_route_events_kind_known check (kind in ('opened', 'read', 'done', 'undone', 'closed', 'returned')),
  constraint case_route_events_step_of_done check ((kind in ('done', 'undone')) = (step is not null)),
  constraint case_route_events_day_of_done check ((kind = 'done') = (done_on is not null)),
  constraint case_route_events_note_length check (char_length(note) between 1 and 2000)
);
create index case_route_events_case_idx on case_route_events (case_id, id);
create index case_route_events_by_idx on case_route_events (by_account);
comment on table case_route_events is 'What was done in the route of a request, appended and never changed, and who opened it to read it. Owner: cases. Personal data: tells of somebody who may be in danger; the protection role alone reads it. Kept: with the request.';
comment on column case_route_events.id is 'Order. Personal data: no.';
comment on column case_route_events.case_id is 'Of which request. Personal data: pseudonymous.';
comment on column case_route_events.at is 'When it was written. Personal data: no.';
comment on column case_route_events.kind is 'opened, read (somebody looked at it), done and undone (a step), closed, returned (it was of no route). Personal data: no.';
comment on column case_route_events.route_code is 'Route, by its code in the folder of the entity. Personal data: tells of what danger.';
comment on column case_route_events.step is 'Step of the route. Personal data: no.';
comment on column case_route_events.done_on is 'Day on which the step was done. Personal data: no.';
comment on column case_route_events.note is 'How, or why. Personal data: may tell of people.';
comment on column case_route_events.by_account is 'Who did it; empty when who asked chose the route. Personal data: pseudonymous.';
revoke update, delete, truncate on case_route_events from sigesi_program;
