-- Evidence of several files an update, and the comments of those who judge read by somebody before everybody reads them.

alter table files add column width integer, add column height integer, add column small bytea,
  add constraint files_dimensions check ((width is null) = (height is null) and width > 0 and height > 0);
comment on column files.width is 'Pixels, for photos: the page keeps their place while they load. Personal data: no.';
comment on column files.height is 'Pixels, for photos. Personal data: no.';
comment on column files.small is 'The photo for a list on a phone with little data; empty for documents. Personal data: possibly, see the table.';

alter table commitment_updates drop column file_id;

create table commitment_evidence (
  update_id bigint not null constraint commitment_evidence_update_fkey references commitment_updates (id),
  position integer not null,
  file_id bigint not null constraint commitment_evidence_file_fkey references files (id),
  primary key (update_id, position),
  constraint commitment_evidence_position_range check (position between 1 and 20)
);
create index commitment_evidence_file_idx on commitment_evidence (file_id);
revoke update, delete, truncate on commitment_evidence from sigesi_program;
comment on table commitment_evidence is 'Photos and documents of an update. Append only. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitment_evidence.update_id is 'Which update. Personal data: no.';
comment on column commitment_evidence.position is 'Order in which they were sent. Personal data: no.';
comment on column commitment_evidence.file_id is 'The file. Personal data: no.';

alter table judgements
  add column id bigint generated always as identity constraint judgements_id_key unique,
  add column comment_state text not null default 'waiting',
  add column comment_reason text,
  add column comment_by bigint constraint judgements_comment_by_fkey references accounts (id),
  add column comment_at timestamptz;
alter table judgements
  add constraint judgements_comment_state_known check (comment_state in ('waiting', 'shown', 'hidden')),
  add constraint judgements_comment_hidden check ((comment_state = 'hidden') = (comment_reason is not null)),
  add constraint judgements_comment_reason_length check (char_length(comment_reason) between 3 and 300);
create index judgements_waiting_idx on judgements (id) where comment is not null and comment_state = 'waiting';
comment on column judgements.id is 'Address of the answer for whoever moderates it, without naming a participant. Personal data: no.';
comment on column judgements.comment_state is 'Of the comment, if there is one. waiting: nobody has read it; shown; hidden: with a public reason. The answer itself always counts. Personal data: no.';
comment on column judgements.comment_reason is 'Why a comment is not shown, in words for the public. Personal data: no.';
comment on column judgements.comment_by is 'Who decided. Personal data: pseudonymous.';
comment on column judgements.comment_at is 'When it was decided. Personal data: no.';
