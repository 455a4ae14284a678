-- One act over all the needs that a filter finds, and the way back from it.

create table demand_bulk_acts (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint demand_bulk_acts_process_fkey references processes (id),
  act text not null,
  filter text not null,
  made_by bigint constraint demand_bulk_acts_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  undone_by bigint constraint demand_bulk_acts_undone_by_fkey references accounts (id),
  undone_at timestamptz,
  constraint demand_bulk_acts_act_known check (act in ('code', 'discard'))
);
create index demand_bulk_acts_process_idx on demand_bulk_acts (process_id, id);
comment on table demand_bulk_acts is 'An analyst coded or discarded at once all the needs that some filters found. Owner: demands. Personal data: pseudonymous. Kept: for ever.';
comment on column demand_bulk_acts.id is 'Key. Personal data: no.';
comment on column demand_bulk_acts.process_id is 'Process. Personal data: no.';
comment on column demand_bulk_acts.act is 'code or discard. Personal data: no.';
comment on column demand_bulk_acts.filter is 'Filters as they stand in the address of the list. Personal data: no.';
comment on column demand_bulk_acts.made_by is 'Who did it. Personal data: pseudonymous.';
comment on column demand_bulk_acts.made_at is 'When. Personal data: no.';
comment on column demand_bulk_acts.undone_by is 'Who undid it. Personal data: pseudonymous.';
comment on column demand_bulk_acts.undone_at is 'When it was undone; empty while it stands. Personal data: no.';

create table demand_bulk_members (
  act_id bigint not null constraint demand_bulk_members_act_fkey references demand_bulk_acts (id),
  demand_id bigint not null constraint demand_bulk_members_demand_fkey references demands (id),
  state_before text not null,
  sector_before text,
  right_before text,
  groups_added text[] not null,
  primary key (act_id, demand_id),
  constraint demand_bulk_members_state_known check (state_before in ('received', 'read', 'taken'))
);
create index demand_bulk_members_demand_idx on demand_bulk_members (demand_id);
comment on table demand_bulk_members is 'What each need was before a bulk act, to undo it. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_bulk_members.act_id is 'Which act. Personal data: no.';
comment on column demand_bulk_members.demand_id is 'Which need. Personal data: no.';
comment on column demand_bulk_members.state_before is 'Its state before. Personal data: no.';
comment on column demand_bulk_members.sector_before is 'Its sector before. Personal data: no.';
comment on column demand_bulk_members.right_before is 'Its right before. Personal data: no.';
comment on column demand_bulk_members.groups_added is 'Groups that the act added. Personal data: no.';
