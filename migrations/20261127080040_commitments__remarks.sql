-- What anybody who lives there says of a commitment: whether it is as the agency tells it, with a photo. Read by a moderator
-- before everybody reads it, for a photo may show a neighbour.

create table commitment_remarks (
  id bigint generated always as identity primary key,
  commitment_id bigint not null constraint commitment_remarks_commitment_fkey references commitments (id),
  participant_id bigint not null constraint commitment_remarks_participant_fkey references participants (id),
  is_so boolean not null,
  text text not null,
  file_id bigint constraint commitment_remarks_file_fkey references files (id),
  at timestamptz not null,
  state text not null default 'waiting',
  hidden_reason text,
  constraint commitment_remarks_text_length check (char_length(text) between 3 and 1000),
  constraint commitment_remarks_state_known check (state in ('waiting', 'shown', 'hidden')),
  constraint commitment_remarks_hidden check ((state = 'hidden') = (hidden_reason is not null))
);
create index commitment_remarks_commitment_idx on commitment_remarks (commitment_id, id desc);
create index commitment_remarks_participant_idx on commitment_remarks (participant_id, at);
create index commitment_remarks_file_idx on commitment_remarks (file_id) where file_id is not null;
comment on table commitment_remarks is 'What people say they have seen of a commitment. Owner: commitments. Personal data: the text and the photo may hold some, and are moderated before they are shown. Kept: for ever.';
comment on column commitment_remarks.id is 'Key. Personal data: no.';
comment on column commitment_remarks.commitment_id is 'Of which commitment. Personal data: no.';
comment on column commitment_remarks.participant_id is 'Who says it, by pseudonym. Personal data: pseudonymous.';
comment on column commitment_remarks.is_so is 'Whether it is as the agency tells it. Personal data: no.';
comment on column commitment_remarks.text is 'What they have seen. Personal data: possibly.';
comment on column commitment_remarks.file_id is 'A photo, drawn again without what the camera wrote in it. Personal data: possibly.';
comment on column commitment_remarks.at is 'When. Personal data: no.';
comment on column commitment_remarks.state is 'waiting: nobody has read it; shown; hidden: with a reason. Personal data: no.';
comment on column commitment_remarks.hidden_reason is 'Why it is hidden. Personal data: no.';
