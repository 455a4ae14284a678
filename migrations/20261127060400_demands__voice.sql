-- A need told by voice: the audio is evidence for the team, what counts are the words.

alter table files drop constraint files_type_known;
alter table files add constraint files_type_known check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/csv', 'audio/webm', 'audio/ogg', 'audio/mp4', 'audio/mpeg', 'audio/wav'));

create table demand_recordings (
  demand_id bigint primary key constraint demand_recordings_demand_fkey references demands (id),
  file_id bigint not null constraint demand_recordings_file_fkey references files (id),
  seconds integer not null,
  wordless boolean not null,
  transcribed_by bigint constraint demand_recordings_transcribed_by_fkey references accounts (id),
  transcribed_at timestamptz,
  constraint demand_recordings_seconds_range check (seconds between 0 and 600),
  constraint demand_recordings_transcribed check ((transcribed_by is null) = (transcribed_at is null) and (wordless or transcribed_at is null))
);
create index demand_recordings_file_idx on demand_recordings (file_id);
create index demand_recordings_waiting_idx on demand_recordings (demand_id) where wordless and transcribed_at is null;
comment on table demand_recordings is 'The voice of who said a need; heard by the team alone. A need without words waits for somebody to write them down, in view of nobody. Owner: demands. Personal data: yes, a voice. Kept: as long as the need; erased when its author withdraws it.';
comment on column demand_recordings.demand_id is 'Which need. Personal data: no.';
comment on column demand_recordings.file_id is 'The audio, without what the recorder wrote in it. Personal data: no.';
comment on column demand_recordings.seconds is 'How long it lasts. Personal data: no.';
comment on column demand_recordings.wordless is 'It came without words: those shown were written by the team. Personal data: no.';
comment on column demand_recordings.transcribed_by is 'Who wrote them. Personal data: pseudonymous.';
comment on column demand_recordings.transcribed_at is 'When. Personal data: no.';

alter table demand_uploads add column seconds integer;
comment on column demand_uploads.seconds is 'How long it lasts, for audios. Personal data: no.';
