-- Commitments: promises with an owner, a date, evidence, and the judgement of those who asked.

create table commitments (
  id bigint primary key constraint commitments_thing_fkey references things (id),
  process_id bigint not null constraint commitments_process_fkey references processes (id),
  territory_code text not null constraint commitments_territory_fkey references territories (code),
  title text not null,
  text text not null,
  place text,
  sector_code text constraint commitments_sector_fkey references sectors (code),
  agency_code text not null constraint commitments_agency_fkey references agencies (code),
  responsible text not null,
  due_date date not null,
  money bigint,
  state text not null default 'proposed',
  import_key bytea,
  created_by bigint constraint commitments_created_by_fkey references accounts (id),
  created_at timestamptz not null,
  constraint commitments_title_length check (char_length(title) between 5 and 200),
  constraint commitments_text_length check (char_length(text) between 5 and 4000),
  constraint commitments_responsible_length check (char_length(responsible) between 3 and 160),
  constraint commitments_money_range check (money > 0),
  constraint commitments_state_known check (state in ('proposed', 'agreed', 'in_progress', 'met', 'partly_met', 'not_met'))
);
create index commitments_place_idx on commitments (territory_code, due_date, id);
create index commitments_process_idx on commitments (process_id, id);
create unique index commitments_import_key on commitments (process_id, import_key) where import_key is not null;
comment on table commitments is 'A promise. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitments.id is 'The thing. Personal data: no.';
comment on column commitments.process_id is 'Process it came from. Personal data: no.';
comment on column commitments.territory_code is 'Main territory. Personal data: no.';
comment on column commitments.title is 'What is promised, in one line. Personal data: no.';
comment on column commitments.text is 'What is promised, in full. Personal data: no.';
comment on column commitments.place is 'Neighbourhoods or veredas. Personal data: no.';
comment on column commitments.sector_code is 'Sector. Personal data: no.';
comment on column commitments.agency_code is 'Agency that answers for it. Personal data: no.';
comment on column commitments.responsible is 'Position of the person who answers for it, never a private name. Personal data: no.';
comment on column commitments.due_date is 'Promised date as it stands today; earlier ones are in commitment_dates. Personal data: no.';
comment on column commitments.money is 'Money promised, in whole units of the currency; empty: none stated. Personal data: no.';
comment on column commitments.state is 'Last state told by the agency; whether it is late is computed from the date. Personal data: no.';
comment on column commitments.import_key is 'Digest of the row of a file it came from. Personal data: no.';
comment on column commitments.created_by is 'Who wrote it down. Personal data: pseudonymous.';
comment on column commitments.created_at is 'When. Personal data: no.';

create table commitment_territories (
  commitment_id bigint not null constraint commitment_territories_commitment_fkey references commitments (id),
  territory_code text not null constraint commitment_territories_territory_fkey references territories (code),
  primary key (commitment_id, territory_code)
);
create index commitment_territories_territory_idx on commitment_territories (territory_code);
comment on table commitment_territories is 'Municipalities that a commitment covers besides the main one. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitment_territories.commitment_id is 'Which commitment. Personal data: no.';
comment on column commitment_territories.territory_code is 'Where. Personal data: no.';

create table commitment_partners (
  id bigint generated always as identity primary key,
  commitment_id bigint not null constraint commitment_partners_commitment_fkey references commitments (id),
  agency_code text constraint commitment_partners_agency_fkey references agencies (code),
  actor text,
  constraint commitment_partners_one check ((agency_code is null) <> (actor is null)),
  constraint commitment_partners_actor_length check (char_length(actor) between 2 and 160)
);
create index commitment_partners_commitment_idx on commitment_partners (commitment_id);
comment on table commitment_partners is 'Who answers with the lead agency: other agencies and outside actors. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitment_partners.id is 'Key. Personal data: no.';
comment on column commitment_partners.commitment_id is 'Which commitment. Personal data: no.';
comment on column commitment_partners.agency_code is 'A co-responsible agency, or Personal data: no.';
comment on column commitment_partners.actor is 'an actor outside the entity, by its name. Personal data: no.';

create table commitment_updates (
  id bigint generated always as identity primary key,
  commitment_id bigint not null constraint commitment_updates_commitment_fkey references commitments (id),
  state text not null,
  text text not null,
  figure_done bigint,
  figure_of bigint,
  figure_unit text,
  link_url text,
  file_id bigint constraint commitment_updates_file_fkey references files (id),
  made_by bigint constraint commitment_updates_made_by_fkey references accounts (id),
  at timestamptz not null,
  constraint commitment_updates_text_length check (char_length(text) between 3 and 4000),
  constraint commitment_updates_state_known check (state in ('proposed', 'agreed', 'in_progress', 'met', 'partly_met', 'not_met')),
  constraint commitment_updates_figure check ((figure_done is null) = (figure_unit is null) and figure_done >= 0 and figure_of > 0),
  constraint commitment_updates_link_scheme check (link_url ~ '^https?://')
);
create index commitment_updates_commitment_idx on commitment_updates (commitment_id, id);
revoke update, delete, truncate on commitment_updates from sigesi_program;
comment on table commitment_updates is 'What the responsible told, with evidence. Append only. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitment_updates.id is 'Key. Personal data: no.';
comment on column commitment_updates.commitment_id is 'Which commitment. Personal data: no.';
comment on column commitment_updates.state is 'State from this update on. Personal data: no.';
comment on column commitment_updates.text is 'What was done or happened. Personal data: no.';
comment on column commitment_updates.figure_done is 'Evidence as a figure: how many are done, Personal data: no.';
comment on column commitment_updates.figure_of is 'of how many, Personal data: no.';
comment on column commitment_updates.figure_unit is 'of what. Personal data: no.';
comment on column commitment_updates.link_url is 'Evidence elsewhere. Personal data: no.';
comment on column commitment_updates.file_id is 'Evidence as a photo or document. Personal data: no.';
comment on column commitment_updates.made_by is 'Who told it. Personal data: pseudonymous.';
comment on column commitment_updates.at is 'When. Personal data: no.';

create table commitment_dates (
  id bigint generated always as identity primary key,
  commitment_id bigint not null constraint commitment_dates_commitment_fkey references commitments (id),
  from_date date not null,
  to_date date not null,
  reason text not null,
  made_by bigint constraint commitment_dates_made_by_fkey references accounts (id),
  at timestamptz not null,
  constraint commitment_dates_change check (from_date <> to_date),
  constraint commitment_dates_reason_length check (char_length(reason) between 3 and 1000)
);
create index commitment_dates_commitment_idx on commitment_dates (commitment_id, id);
revoke update, delete, truncate on commitment_dates from sigesi_program;
comment on table commitment_dates is 'Promised dates that were changed; the old one stays in sight. Append only. Owner: commitments. Personal data: no. Kept: for ever.';
comment on column commitment_dates.id is 'Key. Personal data: no.';
comment on column commitment_dates.commitment_id is 'Which commitment. Personal data: no.';
comment on column commitment_dates.from_date is 'Date before. Personal data: no.';
comment on column commitment_dates.to_date is 'Date after. Personal data: no.';
comment on column commitment_dates.reason is 'Public reason. Personal data: no.';
comment on column commitment_dates.made_by is 'Who changed it. Personal data: pseudonymous.';
comment on column commitment_dates.at is 'When. Personal data: no.';

create table judgements (
  commitment_id bigint not null constraint judgements_commitment_fkey references commitments (id),
  participant_id bigint not null constraint judgements_participant_fkey references participants (id),
  answer text not null,
  comment text,
  at timestamptz not null,
  primary key (commitment_id, participant_id),
  constraint judgements_answer_known check (answer in ('yes', 'partly', 'no')),
  constraint judgements_comment_length check (char_length(comment) between 1 and 600)
);
comment on table judgements is 'Whether those who asked say that it was met. Owner: commitments. Personal data: pseudonymous. Kept: as long as the commitment.';
comment on column judgements.commitment_id is 'Which commitment. Personal data: no.';
comment on column judgements.participant_id is 'Who, one answer each. Personal data: pseudonymous.';
comment on column judgements.answer is 'yes, partly or no. Personal data: no.';
comment on column judgements.comment is 'In their words. Personal data: possibly, moderated.';
comment on column judgements.at is 'When it was last changed. Personal data: no.';
