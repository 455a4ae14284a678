-- What is prepared before a process: links to look at a draft, and the dates of the entity that belong to no process.

create table process_previews (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint process_previews_process_fkey references processes (id),
  note text not null,
  made_by bigint constraint process_previews_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint process_previews_note_length check (char_length(note) <= 120)
);
create index process_previews_process_idx on process_previews (process_id, id);
comment on table process_previews is 'Links with which somebody without account may look at a draft. The secret part of the link is derived from a key and is nowhere. Owner: processes. Personal data: pseudonymous. Kept: for ever, as the history of who could look.';
comment on column process_previews.id is 'Key, part of the link. Personal data: no.';
comment on column process_previews.process_id is 'Which draft. Personal data: no.';
comment on column process_previews.note is 'For whom, in words of who made it. Personal data: no, unless a name is written.';
comment on column process_previews.made_by is 'Who made it. Personal data: pseudonymous.';
comment on column process_previews.made_at is 'When. Personal data: no.';
comment on column process_previews.expires_at is 'Until when it works. Personal data: no.';
comment on column process_previews.revoked_at is 'When it was taken back. Personal data: no.';

create table calendar_dates (
  id bigint generated always as identity primary key,
  kind text not null,
  title text not null,
  text text not null,
  territory_code text constraint calendar_dates_territory_fkey references territories (code),
  starts_on date not null,
  ends_on date not null,
  link text,
  made_by bigint constraint calendar_dates_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  removed_at timestamptz,
  constraint calendar_dates_kind_known check (kind in ('plan', 'diagnosis', 'accountability', 'other')),
  constraint calendar_dates_title_length check (char_length(title) between 5 and 160),
  constraint calendar_dates_text_length check (char_length(text) <= 1000),
  constraint calendar_dates_order check (starts_on <= ends_on)
);
create index calendar_dates_ends_idx on calendar_dates (ends_on) where removed_at is null;
comment on table calendar_dates is 'Dates of the entity that belong to no process: of its plan, of a diagnosis, of accountability. Owner: processes. Personal data: pseudonymous. Kept: for ever; one taken back keeps its mark.';
comment on column calendar_dates.id is 'Key, part of its identity in calendars. Personal data: no.';
comment on column calendar_dates.kind is 'plan, diagnosis, accountability or other. Personal data: no.';
comment on column calendar_dates.title is 'What happens. Personal data: no.';
comment on column calendar_dates.text is 'What people can do about it. Personal data: no.';
comment on column calendar_dates.territory_code is 'Where; empty: in the whole entity. Personal data: no.';
comment on column calendar_dates.starts_on is 'First day on the calendar of the entity. Personal data: no.';
comment on column calendar_dates.ends_on is 'Last day. Personal data: no.';
comment on column calendar_dates.link is 'Where to read more. Personal data: no.';
comment on column calendar_dates.made_by is 'Who entered it. Personal data: pseudonymous.';
comment on column calendar_dates.made_at is 'When it was entered. Personal data: no.';
comment on column calendar_dates.removed_at is 'When it was taken back. Personal data: no.';
