-- Reminders to the officials who answer for a commitment: each once for a promised day.

create table commitment_reminders (
  commitment_id bigint not null constraint commitment_reminders_commitment_fkey references commitments (id),
  due_date date not null,
  step text not null,
  at timestamptz not null,
  primary key (commitment_id, due_date, step)
);
comment on table commitment_reminders is 'Which reminders of a promised day were sent to officials. Owner: commitments. Personal data: no. Kept: as long as the commitment.';
comment on column commitment_reminders.commitment_id is 'Of which commitment. Personal data: no.';
comment on column commitment_reminders.due_date is 'The day that was promised then: a new day has reminders of its own. Personal data: no.';
comment on column commitment_reminders.step is 'Which one: before-10, before-2, late-1, late-5, late-20, late-60 (working days). Personal data: no.';
comment on column commitment_reminders.at is 'When. Personal data: no.';
