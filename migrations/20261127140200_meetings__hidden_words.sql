-- What people write in a meeting can be reported and hidden as everything else: objections to the minutes, and photos.

create table meeting_hidden_opinions (
  opinion_id bigint primary key constraint meeting_hidden_opinions_opinion_fkey references meeting_opinions (id),
  reason text not null,
  hidden_by bigint constraint meeting_hidden_opinions_hidden_by_fkey references accounts (id),
  at timestamptz not null,
  constraint meeting_hidden_opinions_reason_length check (char_length(reason) between 3 and 600)
);
comment on table meeting_hidden_opinions is 'Objections whose words a moderator hid; that somebody objected stays in sight. Owner: meetings. Personal data: no. Kept: while it is hidden.';
comment on column meeting_hidden_opinions.opinion_id is 'Which one. Personal data: no.';
comment on column meeting_hidden_opinions.reason is 'Why, for everybody. Personal data: no.';
comment on column meeting_hidden_opinions.hidden_by is 'Who hid it. Personal data: pseudonymous.';
comment on column meeting_hidden_opinions.at is 'When. Personal data: no.';

alter table meeting_files
  add column hidden_reason text,
  add constraint meeting_files_hidden_reason_length check (char_length(hidden_reason) between 3 and 600);
comment on column meeting_files.hidden_reason is 'Why a moderator hid a photo that somebody reported, for everybody; empty while it is shown. Personal data: no.';
