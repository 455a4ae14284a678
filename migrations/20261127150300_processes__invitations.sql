-- Inviting organisations to a process: what was written, to whom, and who asked to be left in peace.

create table process_invitations (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint process_invitations_process_fkey references processes (id),
  subject text not null,
  text text not null,
  territories text[] not null,
  kinds text[] not null,
  groups text[] not null,
  version integer not null default 1,
  written_by bigint constraint process_invitations_written_by_fkey references accounts (id),
  written_at timestamptz not null,
  sent_by bigint constraint process_invitations_sent_by_fkey references accounts (id),
  sent_at timestamptz,
  constraint process_invitations_subject_length check (char_length(subject) between 5 and 120),
  constraint process_invitations_text_length check (char_length(text) between 20 and 4000)
);
create index process_invitations_process_idx on process_invitations (process_id, id);
comment on table process_invitations is 'Invitations to organisations to take part in a process; one that was sent is never changed. Owner: processes. Personal data: pseudonymous. Kept: for ever.';
comment on column process_invitations.id is 'Key. Personal data: no.';
comment on column process_invitations.process_id is 'To which process. Personal data: no.';
comment on column process_invitations.subject is 'Subject of the message. Personal data: no.';
comment on column process_invitations.text is 'Its words. Personal data: no.';
comment on column process_invitations.territories is 'Codes of the places whose organisations are invited; empty: of all. Personal data: no.';
comment on column process_invitations.kinds is 'Kinds of organisation; empty: all. Personal data: no.';
comment on column process_invitations.groups is 'Codes of the population groups; empty: all. Personal data: no.';
comment on column process_invitations.version is 'Grows with each correction: nobody sends words that they have not seen. Personal data: no.';
comment on column process_invitations.written_by is 'Who wrote or corrected it last. Personal data: pseudonymous.';
comment on column process_invitations.written_at is 'When. Personal data: no.';
comment on column process_invitations.sent_by is 'Who sent it. Personal data: pseudonymous.';
comment on column process_invitations.sent_at is 'When it was sent; empty: a draft. Personal data: no.';

create table process_invitation_letters (
  invitation_id bigint not null constraint process_invitation_letters_invitation_fkey references process_invitations (id),
  organisation_id bigint not null constraint process_invitation_letters_organisation_fkey references organisations (id),
  outcome text not null,
  primary key (invitation_id, organisation_id),
  constraint process_invitation_letters_outcome_known check (outcome in ('invited', 'no_address', 'stopped'))
);
comment on table process_invitation_letters is 'What an invitation meant for each organisation that it was meant for. Owner: processes. Personal data: no. Kept: for ever.';
comment on column process_invitation_letters.invitation_id is 'Which invitation. Personal data: no.';
comment on column process_invitation_letters.organisation_id is 'Which organisation. Personal data: no.';
comment on column process_invitation_letters.outcome is 'invited: a message goes to who represents it; no_address: nobody to write to; stopped: they asked for no invitations. Personal data: no.';

create table invitation_stops (
  account_id bigint primary key constraint invitation_stops_account_fkey references accounts (id),
  stopped_at timestamptz not null
);
comment on table invitation_stops is 'Who asked for no more invitations. Owner: processes. Personal data: pseudonymous. Kept: until they want them again.';
comment on column invitation_stops.account_id is 'Whose wish. Personal data: pseudonymous.';
comment on column invitation_stops.stopped_at is 'Since when. Personal data: no.';
