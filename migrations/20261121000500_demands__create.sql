-- Needs: what people say, in their words, and what analysts do with them.

create table demands (
  id bigint primary key constraint demands_thing_fkey references things (id),
  process_id bigint not null constraint demands_process_fkey references processes (id),
  territory_code text not null constraint demands_territory_fkey references territories (code),
  sub_code text constraint demands_sub_fkey references territories (code),
  place text,
  text text not null,
  organisation_id bigint constraint demands_organisation_fkey references organisations (id),
  channel text not null,
  state text not null default 'received',
  sector_code text constraint demands_sector_fkey references sectors (code),
  right_code text constraint demands_right_fkey references rights (code),
  merged_into_id bigint constraint demands_merged_fkey references demands (id),
  reason text,
  supports integer not null default 0,
  import_key bytea,
  said_at timestamptz not null,
  folded text generated always as (sigesi_fold(text)) stored,
  search tsvector generated always as (sigesi_search_vector(text || ' ' || coalesce(place, ''))) stored,
  constraint demands_text_length check (char_length(text) between 3 and 4000),
  constraint demands_place_length check (char_length(place) between 1 and 200),
  constraint demands_channel_known check (channel in ('web', 'meeting', 'paper', 'phone', 'import')),
  constraint demands_state_known check (state in ('received', 'read', 'merged', 'taken', 'discarded')),
  constraint demands_merged check ((state = 'merged') = (merged_into_id is not null)),
  constraint demands_discarded check ((state = 'discarded') = (reason is not null)),
  constraint demands_not_into_itself check (merged_into_id <> id)
);
create unique index demands_import_key on demands (process_id, import_key) where import_key is not null;
create index demands_place_idx on demands (process_id, territory_code, id);
create index demands_merged_idx on demands (merged_into_id) where merged_into_id is not null;
create index demands_search_idx on demands using gin (search);
comment on table demands is 'Something that a person or a group asks for, in their words. Owner: demands. Personal data: the text may hold some, and is moderated. Kept: for ever.';
comment on column demands.id is 'The thing. Personal data: no.';
comment on column demands.process_id is 'Which process received it. Personal data: no.';
comment on column demands.territory_code is 'Municipality, or the root for the whole entity. Personal data: no.';
comment on column demands.sub_code is 'Comuna or corregimiento, where the entity has them. Personal data: no.';
comment on column demands.place is 'Neighbourhood or vereda as people call it. Personal data: possibly.';
comment on column demands.text is 'What was said. Personal data: possibly.';
comment on column demands.organisation_id is 'In whose name, if in somebody''s. Personal data: no.';
comment on column demands.channel is 'Door by which it came. Personal data: no.';
comment on column demands.state is 'received: nobody has read it; read; merged: says the same as another; taken: part of an initiative; discarded: with a public reason. Personal data: no.';
comment on column demands.sector_code is 'Sector, coded by an analyst. Personal data: no.';
comment on column demands.right_code is 'Right at stake, coded by an analyst. Personal data: no.';
comment on column demands.merged_into_id is 'The need that speaks for it while merged. Personal data: no.';
comment on column demands.reason is 'Public reason of a discard. Personal data: no.';
comment on column demands.supports is 'How many people said me too; kept equal to the rows of demand_supports by the commands that add them. Personal data: no.';
comment on column demands.import_key is 'Digest of the row of a file it came from: a second import of the file adds nothing. Personal data: no.';
comment on column demands.said_at is 'When it was said. Personal data: no.';
comment on column demands.folded is 'The text without accents nor capitals, to find similar ones. Personal data: no.';
comment on column demands.search is 'Spanish full-text index. Personal data: no.';

create table demand_groups (
  demand_id bigint not null constraint demand_groups_demand_fkey references demands (id),
  group_code text not null constraint demand_groups_group_fkey references population_groups (code),
  primary key (demand_id, group_code)
);
comment on table demand_groups is 'Who would be helped most, as said by who asked or by the analyst. Owner: demands. Personal data: no, it is about the need. Kept: as long as the need.';
comment on column demand_groups.demand_id is 'Which need. Personal data: no.';
comment on column demand_groups.group_code is 'Which group. Personal data: no.';

create table demand_supports (
  demand_id bigint not null constraint demand_supports_demand_fkey references demands (id),
  participant_id bigint not null constraint demand_supports_participant_fkey references participants (id),
  at timestamptz not null,
  primary key (demand_id, participant_id)
);
create index demand_supports_participant_idx on demand_supports (participant_id);
comment on table demand_supports is 'Who said me too. Owner: demands. Personal data: pseudonymous. Kept: as long as the need.';
comment on column demand_supports.demand_id is 'Which need. Personal data: no.';
comment on column demand_supports.participant_id is 'Who. Personal data: pseudonymous.';
comment on column demand_supports.at is 'When. Personal data: no.';

create table demand_merges (
  id bigint generated always as identity primary key,
  target_id bigint not null constraint demand_merges_target_fkey references demands (id),
  made_by bigint constraint demand_merges_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  undone_by bigint constraint demand_merges_undone_by_fkey references accounts (id),
  undone_at timestamptz
);
comment on table demand_merges is 'One act of merging needs that say the same; it can be undone. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_merges.id is 'Key. Personal data: no.';
comment on column demand_merges.target_id is 'The need that speaks for the others. Personal data: no.';
comment on column demand_merges.made_by is 'Who merged. Personal data: pseudonymous.';
comment on column demand_merges.made_at is 'When. Personal data: no.';
comment on column demand_merges.undone_by is 'Who undid it. Personal data: pseudonymous.';
comment on column demand_merges.undone_at is 'When it was undone. Personal data: no.';

create table demand_merge_members (
  merge_id bigint not null constraint demand_merge_members_merge_fkey references demand_merges (id),
  demand_id bigint not null constraint demand_merge_members_demand_fkey references demands (id),
  state_before text not null,
  primary key (merge_id, demand_id),
  constraint demand_merge_members_state_known check (state_before in ('received', 'read', 'taken'))
);
create index demand_merge_members_demand_idx on demand_merge_members (demand_id);
comment on table demand_merge_members is 'Which needs an act of merging took, and how they were before. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_merge_members.merge_id is 'Which act. Personal data: no.';
comment on column demand_merge_members.demand_id is 'Which need. Personal data: no.';
comment on column demand_merge_members.state_before is 'State to return to when undone. Personal data: no.';
