-- A need said better: photos, a point on the map, a sheet of causes; corrected within an hour; withdrawn at any time.

alter table demands
  add column lat double precision,
  add column lon double precision,
  add column edited_at timestamptz,
  add column withdrawn_at timestamptz,
  drop constraint demands_text_length;
alter table demands
  add constraint demands_text_length check (case when withdrawn_at is null then char_length(text) between 3 and 4000 else text = '' and place is null end),
  add constraint demands_withdrawn check (withdrawn_at is null or (hidden_reason is not null and lat is null)),
  add constraint demands_point check ((lat is null) = (lon is null) and lat between -90 and 90 and lon between -180 and 180),
  add constraint demands_point_rounded check (lat = round(lat::numeric, 3)::double precision and lon = round(lon::numeric, 3)::double precision);
create index demands_point_idx on demands (process_id, territory_code) where lat is not null and hidden_reason is null;
comment on column demands.lat is 'Latitude of the place, rounded to a thousandth of a degree (some 100 m) so that it does not point to a house. Personal data: no.';
comment on column demands.lon is 'Longitude, rounded as the latitude. Personal data: no.';
comment on column demands.edited_at is 'When its author corrected it last. Personal data: no.';
comment on column demands.withdrawn_at is 'When its author withdrew it: the words are erased, the mark stays. Personal data: no.';

create table demand_versions (
  demand_id bigint not null constraint demand_versions_demand_fkey references demands (id),
  version integer not null,
  text text not null,
  place text,
  lat double precision,
  lon double precision,
  replaced_at timestamptz not null,
  primary key (demand_id, version),
  constraint demand_versions_version_range check (version between 1 and 100)
);
comment on table demand_versions is 'What a need said before its author corrected it. Owner: demands. Personal data: possibly. Kept: as long as the need; erased with its words when the author withdraws it.';
comment on column demand_versions.demand_id is 'Which need. Personal data: no.';
comment on column demand_versions.version is 'Order, from 1. Personal data: no.';
comment on column demand_versions.text is 'What it said. Personal data: possibly.';
comment on column demand_versions.place is 'Neighbourhood as it was written. Personal data: possibly.';
comment on column demand_versions.lat is 'Latitude, rounded. Personal data: no.';
comment on column demand_versions.lon is 'Longitude, rounded. Personal data: no.';
comment on column demand_versions.replaced_at is 'When the next version took its place. Personal data: no.';

create table demand_sheets (
  demand_id bigint primary key constraint demand_sheets_demand_fkey references demands (id),
  problem text,
  symptoms text,
  causes text,
  consequences text,
  tried text,
  constraint demand_sheets_length check (greatest(char_length(problem), char_length(symptoms), char_length(causes), char_length(consequences), char_length(tried)) <= 2400),
  constraint demand_sheets_something check (num_nonnulls(problem, symptoms, causes, consequences, tried) > 0)
);
comment on table demand_sheets is 'The sheet of causes of who wanted to explain more. Owner: demands. Personal data: possibly. Kept: as long as the need.';
comment on column demand_sheets.demand_id is 'Which need. Personal data: no.';
comment on column demand_sheets.problem is 'The problem in a sentence. Personal data: possibly.';
comment on column demand_sheets.symptoms is 'How it is noticed. Personal data: possibly.';
comment on column demand_sheets.causes is 'Why it happens. Personal data: possibly.';
comment on column demand_sheets.consequences is 'What it brings. Personal data: possibly.';
comment on column demand_sheets.tried is 'What has been tried. Personal data: possibly.';

create table demand_photos (
  id bigint generated always as identity primary key,
  demand_id bigint not null constraint demand_photos_demand_fkey references demands (id),
  position integer not null,
  file_id bigint not null constraint demand_photos_file_fkey references files (id),
  state text not null default 'waiting',
  reason text,
  decided_by bigint constraint demand_photos_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  constraint demand_photos_position_key unique (demand_id, position),
  constraint demand_photos_position_range check (position between 1 and 3),
  constraint demand_photos_state_known check (state in ('waiting', 'shown', 'hidden')),
  constraint demand_photos_hidden check ((state = 'hidden') = (reason is not null)),
  constraint demand_photos_reason_length check (char_length(reason) between 3 and 1000)
);
create index demand_photos_file_idx on demand_photos (file_id);
comment on table demand_photos is 'Photos sent with a need. Nobody sees one until a moderator has. Owner: demands. Personal data: a photo may show people. Kept: as long as the need.';
comment on column demand_photos.id is 'Address of the photo for whoever moderates it. Personal data: no.';
comment on column demand_photos.demand_id is 'Which need. Personal data: no.';
comment on column demand_photos.position is 'Order in which they were sent. Personal data: no.';
comment on column demand_photos.file_id is 'The photo, drawn again without what the camera wrote in it. Personal data: no.';
comment on column demand_photos.state is 'waiting: nobody has seen it; shown; hidden, with its reason. Personal data: no.';
comment on column demand_photos.reason is 'Why it is not shown, in words for the public. Personal data: no.';
comment on column demand_photos.decided_by is 'Who decided. Personal data: pseudonymous.';
comment on column demand_photos.decided_at is 'When. Personal data: no.';

create table demand_uploads (
  id bigint generated always as identity primary key,
  owner bytea not null,
  form_key text not null,
  file_id bigint not null constraint demand_uploads_file_fkey references files (id),
  at timestamptz not null,
  constraint demand_uploads_owner_length check (octet_length(owner) = 32),
  constraint demand_uploads_once unique (owner, form_key, file_id)
);
create index demand_uploads_at_idx on demand_uploads (at);
create index demand_uploads_file_idx on demand_uploads (file_id);
comment on table demand_uploads is 'Files of a form that was sent and has not become a need yet (something was missing, or others said the same): nobody sends a photo twice. Owner: demands. Personal data: pseudonymous; the file may show people. Kept: two days.';
comment on column demand_uploads.id is 'Order. Personal data: no.';
comment on column demand_uploads.owner is 'Pseudonym of the browser in the process. Personal data: pseudonymous.';
comment on column demand_uploads.form_key is 'Random word of the form. Personal data: no.';
comment on column demand_uploads.file_id is 'The file. Personal data: no.';
comment on column demand_uploads.at is 'When it was sent. Personal data: no.';
