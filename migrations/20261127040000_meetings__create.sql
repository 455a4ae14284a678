-- Meetings: workshops and meetings where people say things in a room, who was there in counts, and what was written of them.

alter table links drop constraint links_relation_known,
  add constraint links_relation_known check (relation in ('joined_into', 'became', 'promised_as', 'heard', 'agreed'));
comment on column links.relation is 'joined_into: a need merged into another; became: a need is the origin of an initiative; promised_as: an initiative or need became a commitment; heard: a need was said in a meeting; agreed: a commitment was agreed in a meeting. Personal data: no.';

create table meetings (
  id bigint primary key constraint meetings_thing_fkey references things (id),
  process_id bigint not null constraint meetings_process_fkey references processes (id),
  territory_code text not null constraint meetings_territory_fkey references territories (code),
  sub_code text constraint meetings_sub_fkey references territories (code),
  kind text not null,
  title text not null,
  place text not null,
  address text,
  lat double precision,
  lon double precision,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  agenda text not null default '',
  state text not null default 'planned',
  cancel_reason text,
  people integer,
  held_at timestamptz,
  slip_key bytea not null,
  created_by bigint constraint meetings_created_by_fkey references accounts (id),
  created_at timestamptz not null,
  constraint meetings_kind_known check (kind in ('workshop', 'meeting')),
  constraint meetings_state_known check (state in ('planned', 'held', 'published', 'cancelled')),
  constraint meetings_title_length check (char_length(title) between 5 and 200),
  constraint meetings_place_length check (char_length(place) between 2 and 200),
  constraint meetings_address_length check (char_length(address) between 2 and 200),
  constraint meetings_agenda_length check (char_length(agenda) <= 4000),
  constraint meetings_point check ((lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180),
  constraint meetings_hours check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  constraint meetings_cancelled check ((state = 'cancelled') = (cancel_reason is not null)),
  constraint meetings_held check ((state in ('held', 'published')) = (held_at is not null)),
  constraint meetings_people_range check (people between 0 and 100000 and (people is null or held_at is not null)),
  constraint meetings_slip_key_length check (octet_length(slip_key) = 32)
);
create index meetings_place_idx on meetings (process_id, territory_code, starts_at, id);
create index meetings_date_idx on meetings (starts_at, id);
comment on table meetings is 'A workshop or meeting of a process in a territory. Owner: meetings. Personal data: no. Kept: for ever.';
comment on column meetings.id is 'The thing. Personal data: no.';
comment on column meetings.process_id is 'Of which process. Personal data: no.';
comment on column meetings.territory_code is 'Municipality, or the root for the whole entity. Personal data: no.';
comment on column meetings.sub_code is 'Comuna or corregimiento, where the entity has them. Personal data: no.';
comment on column meetings.kind is 'workshop: to prepare; meeting: with the administration. Personal data: no.';
comment on column meetings.title is 'With whom or about what, in one line. Personal data: no.';
comment on column meetings.place is 'The hall, school or house where it is. Personal data: no.';
comment on column meetings.address is 'How to get there. Personal data: no.';
comment on column meetings.lat is 'Point on the map, degrees WGS 84. Personal data: no.';
comment on column meetings.lon is 'Point on the map, degrees WGS 84. Personal data: no.';
comment on column meetings.starts_at is 'When it begins. Personal data: no.';
comment on column meetings.ends_at is 'When it ends. Personal data: no.';
comment on column meetings.agenda is 'What will be talked about, a point a line. Personal data: no.';
comment on column meetings.state is 'planned; held: it took place; published: its minutes are public; cancelled: with a public reason. Personal data: no.';
comment on column meetings.cancel_reason is 'Why it does not take place, for the public. Personal data: no.';
comment on column meetings.people is 'How many people were counted in the room; empty until somebody counted. Published from five up. Personal data: no.';
comment on column meetings.held_at is 'When somebody said that it took place. Personal data: no.';
comment on column meetings.slip_key is 'Key of the codes of its paper slips: a sheet that the printer spoiled is printed again with the same codes. Personal data: no.';
comment on column meetings.created_by is 'Who called it. Personal data: pseudonymous.';
comment on column meetings.created_at is 'When it was called. Personal data: no.';

create table meeting_hosts (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_hosts_meeting_fkey references meetings (id),
  agency_code text constraint meeting_hosts_agency_fkey references agencies (code),
  organisation_id bigint constraint meeting_hosts_organisation_fkey references organisations (id),
  constraint meeting_hosts_one check ((agency_code is null) <> (organisation_id is null))
);
create index meeting_hosts_meeting_idx on meeting_hosts (meeting_id);
comment on table meeting_hosts is 'Who organises a meeting. Owner: meetings. Personal data: no. Kept: for ever.';
comment on column meeting_hosts.id is 'Key. Personal data: no.';
comment on column meeting_hosts.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_hosts.agency_code is 'An agency of the entity, or Personal data: no.';
comment on column meeting_hosts.organisation_id is 'an organisation of the people. Personal data: no.';

create table meeting_officials (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_officials_meeting_fkey references meetings (id),
  agency_code text not null constraint meeting_officials_agency_fkey references agencies (code),
  position text not null,
  name text,
  constraint meeting_officials_position_length check (char_length(position) between 3 and 160),
  constraint meeting_officials_name_length check (char_length(name) between 3 and 120)
);
create index meeting_officials_meeting_idx on meeting_officials (meeting_id);
comment on table meeting_officials is 'Who of the administration was there: people in function, whose presence is public. Owner: meetings. Personal data: names of officials in function. Kept: for ever.';
comment on column meeting_officials.id is 'Key. Personal data: no.';
comment on column meeting_officials.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_officials.agency_code is 'Agency they work for. Personal data: no.';
comment on column meeting_officials.position is 'Their position. Personal data: no.';
comment on column meeting_officials.name is 'Their name, if they want it said. Personal data: name of an official in function.';

create table meeting_groups (
  meeting_id bigint not null constraint meeting_groups_meeting_fkey references meetings (id),
  group_code text not null constraint meeting_groups_group_fkey references population_groups (code),
  people integer not null,
  primary key (meeting_id, group_code),
  constraint meeting_groups_people_range check (people between 0 and 100000)
);
comment on table meeting_groups is 'Attendance in counts by group: groups overlap and are never added. Published from five up. Owner: meetings. Personal data: no. Kept: for ever.';
comment on column meeting_groups.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_groups.group_code is 'Which group. Personal data: no.';
comment on column meeting_groups.people is 'How many raised their hand or were counted on the sheet. Personal data: no.';

create table meeting_people (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_people_meeting_fkey references meetings (id),
  name text not null,
  organisation text,
  consent text not null,
  consented_at timestamptz not null,
  written_by bigint constraint meeting_people_written_by_fkey references accounts (id),
  forget_after date not null,
  constraint meeting_people_name_length check (char_length(name) between 3 and 120),
  constraint meeting_people_organisation_length check (char_length(organisation) between 2 and 120),
  constraint meeting_people_consent_known check (consent in ('spoken', 'signed'))
);
create index meeting_people_meeting_idx on meeting_people (meeting_id);
create index meeting_people_forget_idx on meeting_people (forget_after);
comment on table meeting_people is 'Names of people who were there and said yes, each one, to being listed. Never published. Owner: meetings. Personal data: yes. Kept: until forget_after, a year after the meeting at most.';
comment on column meeting_people.id is 'Key. Personal data: no.';
comment on column meeting_people.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_people.name is 'Name as the person says it. Personal data: yes.';
comment on column meeting_people.organisation is 'In whose name they came, if in somebody''s. Personal data: yes.';
comment on column meeting_people.consent is 'spoken: they said yes to the facilitator; signed: on the sheet. Personal data: no.';
comment on column meeting_people.consented_at is 'When the yes was written down. Personal data: no.';
comment on column meeting_people.written_by is 'Who heard the yes. Personal data: pseudonymous.';
comment on column meeting_people.forget_after is 'Day after which the row is deleted. Personal data: no.';

create table meeting_slips (
  meeting_id bigint not null constraint meeting_slips_meeting_fkey references meetings (id),
  number integer not null,
  code_hash bytea not null constraint meeting_slips_code_key unique,
  printed_by bigint constraint meeting_slips_printed_by_fkey references accounts (id),
  printed_at timestamptz not null,
  primary key (meeting_id, number),
  constraint meeting_slips_number_range check (number between 1 and 1000)
);
comment on table meeting_slips is 'Paper slips on which people write a need: the code of the slip becomes the receipt of who keeps its stub. Owner: meetings. Personal data: no. Kept: as long as the meeting.';
comment on column meeting_slips.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_slips.number is 'Number on the slip, which is what is typed. Personal data: no.';
comment on column meeting_slips.code_hash is 'SHA-256 of its code. Personal data: no.';
comment on column meeting_slips.printed_by is 'Who prepared it. Personal data: pseudonymous.';
comment on column meeting_slips.printed_at is 'When. Personal data: no.';

create table meeting_files (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_files_meeting_fkey references meetings (id),
  file_id bigint not null constraint meeting_files_file_fkey references files (id),
  kind text not null,
  caption text not null,
  faces text,
  added_by bigint constraint meeting_files_added_by_fkey references accounts (id),
  added_at timestamptz not null,
  removed_by bigint constraint meeting_files_removed_by_fkey references accounts (id),
  removed_at timestamptz,
  constraint meeting_files_kind_known check (kind in ('photo', 'sheet')),
  constraint meeting_files_faces_known check (faces in ('none', 'consented')),
  constraint meeting_files_faces_said check ((kind = 'photo') = (faces is not null)),
  constraint meeting_files_caption_length check (char_length(caption) between 3 and 200),
  constraint meeting_files_once unique (meeting_id, kind, file_id)
);
comment on table meeting_files is 'Photos for everybody, and pictures of paper sheets that only staff see. Owner: meetings. Personal data: possibly. Kept: photos as long as the meeting, unless removed; sheets too, as evidence.';
comment on column meeting_files.id is 'Key. Personal data: no.';
comment on column meeting_files.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_files.file_id is 'The picture, drawn again without place nor phone. Personal data: possibly.';
comment on column meeting_files.kind is 'photo: public; sheet: evidence of what was typed, for staff. Personal data: no.';
comment on column meeting_files.caption is 'What is seen, for who does not see it. Personal data: no.';
comment on column meeting_files.faces is 'What who added it confirmed: no face can be recognised, or each person said yes. Personal data: no.';
comment on column meeting_files.added_by is 'Who. Personal data: pseudonymous.';
comment on column meeting_files.added_at is 'When. Personal data: no.';
comment on column meeting_files.removed_by is 'Who took it down. Personal data: pseudonymous.';
comment on column meeting_files.removed_at is 'When it was taken down. Personal data: no.';

create table meeting_minutes (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_minutes_meeting_fkey references meetings (id),
  version integer not null,
  text text not null,
  made_by bigint constraint meeting_minutes_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint meeting_minutes_version_key unique (meeting_id, version),
  constraint meeting_minutes_version_range check (version >= 1),
  constraint meeting_minutes_text_length check (char_length(text) between 20 and 40000)
);
revoke update, delete, truncate on meeting_minutes from sigesi_program;
comment on table meeting_minutes is 'Every version of the minutes. Append only. Owner: meetings. Personal data: what the text names. Kept: for ever.';
comment on column meeting_minutes.id is 'Key. Personal data: no.';
comment on column meeting_minutes.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_minutes.version is '1 is the generated draft. Personal data: no.';
comment on column meeting_minutes.text is 'The minutes. Personal data: officials in function.';
comment on column meeting_minutes.made_by is 'Who wrote this version. Personal data: pseudonymous.';
comment on column meeting_minutes.made_at is 'When. Personal data: no.';

create table meeting_representatives (
  id bigint generated always as identity primary key,
  meeting_id bigint not null constraint meeting_representatives_meeting_fkey references meetings (id),
  name text not null,
  organisation text not null,
  code_hash bytea not null constraint meeting_representatives_code_key unique,
  made_by bigint constraint meeting_representatives_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  constraint meeting_representatives_name_length check (char_length(name) between 3 and 120),
  constraint meeting_representatives_organisation_length check (char_length(organisation) between 3 and 120)
);
comment on table meeting_representatives is 'Whom the room chose to review the minutes, with their consent to be named. Owner: meetings. Personal data: name. Kept: as long as the minutes.';
comment on column meeting_representatives.id is 'Key. Personal data: no.';
comment on column meeting_representatives.meeting_id is 'Which meeting. Personal data: no.';
comment on column meeting_representatives.name is 'Name, which the minutes show. Personal data: yes.';
comment on column meeting_representatives.organisation is 'For whom they speak. Personal data: no.';
comment on column meeting_representatives.code_hash is 'SHA-256 of the code with which they open the draft. Personal data: no.';
comment on column meeting_representatives.made_by is 'Who wrote them down. Personal data: pseudonymous.';
comment on column meeting_representatives.made_at is 'When. Personal data: no.';

create table meeting_opinions (
  id bigint generated always as identity primary key,
  minutes_id bigint not null constraint meeting_opinions_minutes_fkey references meeting_minutes (id),
  side text not null,
  opinion text not null,
  text text,
  account_id bigint constraint meeting_opinions_account_fkey references accounts (id),
  representative_id bigint constraint meeting_opinions_representative_fkey references meeting_representatives (id),
  at timestamptz not null,
  constraint meeting_opinions_side_known check (side in ('administration', 'community')),
  constraint meeting_opinions_opinion_known check (opinion in ('approved', 'objected')),
  constraint meeting_opinions_text_length check (char_length(text) between 5 and 2000),
  constraint meeting_opinions_objection check ((opinion = 'objected') = (text is not null)),
  constraint meeting_opinions_who check ((side = 'administration') = (account_id is not null) and (side = 'community') = (representative_id is not null))
);
create unique index meeting_opinions_account_key on meeting_opinions (minutes_id, account_id) where account_id is not null;
create unique index meeting_opinions_representative_key on meeting_opinions (minutes_id, representative_id) where representative_id is not null;
revoke update, delete, truncate on meeting_opinions from sigesi_program;
comment on table meeting_opinions is 'Approvals and objections to one version of the minutes: a new version asks both sides again. Append only. Owner: meetings. Personal data: pseudonymous. Kept: for ever.';
comment on column meeting_opinions.id is 'Key. Personal data: no.';
comment on column meeting_opinions.minutes_id is 'Which version. Personal data: no.';
comment on column meeting_opinions.side is 'administration or community. Personal data: no.';
comment on column meeting_opinions.opinion is 'approved or objected. Personal data: no.';
comment on column meeting_opinions.text is 'What is not right, in their words; published with the minutes. Personal data: possibly.';
comment on column meeting_opinions.account_id is 'The official. Personal data: pseudonymous.';
comment on column meeting_opinions.representative_id is 'The representative. Personal data: pseudonymous.';
comment on column meeting_opinions.at is 'When. Personal data: no.';
