-- The entity (one database is one government), its territories and its catalogues. The rows come from the entity folder
-- and are only changed by loading it; a code that leaves the folder is retired here, never deleted, because needs, votes and
-- commitments were recorded under it.

create table entity (
  singleton boolean constraint entity_pkey primary key default true constraint entity_singleton_check check (singleton),
  code text not null,
  loaded_at timestamptz not null
);
comment on table entity is 'Whose database this is: one row. Starting with another entity is refused. Owner: territory. No personal data. Kept for ever.';
comment on column entity.singleton is 'Always true: it makes a second row impossible.';
comment on column entity.code is 'Name of the entity folder that this database was first loaded with.';
comment on column entity.loaded_at is 'When the folder was first loaded.';

create table territories (
  code text constraint territories_pkey primary key,
  level text not null,
  kind text not null,
  parent_code text constraint territories_parent_code_fkey references territories,
  name text not null,
  short_name text,
  lat double precision constraint territories_lat_check check (lat between -90 and 90),
  lon double precision constraint territories_lon_check check (lon between -180 and 180),
  population bigint constraint territories_population_check check (population >= 0),
  grid_x integer,
  grid_y integer,
  position integer not null,
  retired_at timestamptz,
  constraint territories_parent_code_check check (parent_code <> code)
);
create index territories_parent_code_idx on territories (parent_code);
comment on table territories is 'The tree of territories that the entity governs. Owner: territory. No personal data. Kept for ever: a code that leaves the entity folder is retired.';
comment on column territories.code is 'Code of the national statistics office (DIVIPOLA, CUT…), with a suffix of ours for what it does not code.';
comment on column territories.level is 'Rung of the tree; one of them is where people take part and votes are counted.';
comment on column territories.kind is 'What people call it; the entity folder gives its name in both languages.';
comment on column territories.parent_code is 'The territory that holds it; null for the root alone.';
comment on column territories.name is 'Official name.';
comment on column territories.short_name is 'Name people use, and the source of its address; null when it is the official one.';
comment on column territories.lat is 'Degrees north, WGS 84, of its seat or of a point inside.';
comment on column territories.lon is 'Degrees east, WGS 84, of its seat or of a point inside.';
comment on column territories.population is 'Inhabitants; the year and source are in the texts of the entity.';
comment on column territories.grid_x is 'Hand-placed column of the tile map, from the west; null to let the program place it.';
comment on column territories.grid_y is 'Hand-placed row of the tile map, from the north; null to let the program place it.';
comment on column territories.position is 'Order in the file.';
comment on column territories.retired_at is 'When its code left the entity folder; null while it is there.';

create table groupings (
  code text constraint groupings_pkey primary key,
  kind text not null,
  name_es text not null,
  name_en text not null,
  position integer not null,
  retired_at timestamptz
);
comment on table groupings is 'Sets of territories that are not rungs of the tree and may overlap (subregions, provinces). Owner: territory. No personal data. Kept for ever.';
comment on column groupings.code is 'Its code in the entity folder.';
comment on column groupings.kind is 'What people call it; the entity folder gives its name in both languages.';
comment on column groupings.name_es is 'Name in Spanish.';
comment on column groupings.name_en is 'Name in English.';
comment on column groupings.position is 'Order in the file.';
comment on column groupings.retired_at is 'When its code left the entity folder; null while it is there.';

create table grouping_members (
  grouping_code text constraint grouping_members_grouping_code_fkey references groupings,
  territory_code text constraint grouping_members_territory_code_fkey references territories,
  position integer not null,
  retired_at timestamptz,
  constraint grouping_members_pkey primary key (grouping_code, territory_code)
);
create index grouping_members_territory_code_idx on grouping_members (territory_code);
comment on table grouping_members is 'Which territories a grouping holds. Owner: territory. No personal data. Kept for ever.';
comment on column grouping_members.grouping_code is 'The grouping.';
comment on column grouping_members.territory_code is 'A territory in it.';
comment on column grouping_members.position is 'Order in the cell of the file.';
comment on column grouping_members.retired_at is 'When it left the grouping; null while it is in.';

create table agencies (
  code text constraint agencies_pkey primary key,
  name_es text not null,
  name_en text not null,
  parent_code text constraint agencies_parent_code_fkey references agencies,
  position integer not null,
  retired_at timestamptz,
  constraint agencies_parent_code_check check (parent_code <> code)
);
create index agencies_parent_code_idx on agencies (parent_code);
comment on table agencies is 'Units of the entity, which answer for commitments and hold roles. Owner: territory. No personal data. Kept for ever.';
comment on column agencies.code is 'Its code in the entity folder.';
comment on column agencies.name_es is 'Name in Spanish.';
comment on column agencies.name_en is 'Name in English.';
comment on column agencies.parent_code is 'The unit it depends on, if any.';
comment on column agencies.position is 'Order in the file.';
comment on column agencies.retired_at is 'When its code left the entity folder; null while it is there.';

create table sectors (
  code text constraint sectors_pkey primary key,
  name_es text not null,
  name_en text not null,
  position integer not null,
  retired_at timestamptz
);
comment on table sectors is 'Sectors with which needs, initiatives and commitments are coded. Owner: territory. No personal data. Kept for ever.';
comment on column sectors.code is 'Its code in the entity folder.';
comment on column sectors.name_es is 'Name in Spanish.';
comment on column sectors.name_en is 'Name in English.';
comment on column sectors.position is 'Order in the file.';
comment on column sectors.retired_at is 'When its code left the entity folder; null while it is there.';

create table rights (
  code text constraint rights_pkey primary key,
  name_es text not null,
  name_en text not null,
  position integer not null,
  retired_at timestamptz
);
comment on table rights is 'Rights with which needs are coded: the rights-based approach. Owner: territory. No personal data. Kept for ever.';
comment on column rights.code is 'Its code in the entity folder.';
comment on column rights.name_es is 'Name in Spanish.';
comment on column rights.name_en is 'Name in English.';
comment on column rights.position is 'Order in the file.';
comment on column rights.retired_at is 'When its code left the entity folder; null while it is there.';

create table population_groups (
  code text constraint population_groups_pkey primary key,
  kind text not null constraint population_groups_kind_check check (kind in ('life-course', 'other')),
  name_es text not null,
  name_en text not null,
  age_from integer,
  age_to integer,
  position integer not null,
  retired_at timestamptz,
  constraint population_groups_age_check check (age_to >= age_from)
);
comment on table population_groups is 'For whom a need is said. They overlap, also those of the life course: never add them. Owner: territory. No personal data. Kept for ever.';
comment on column population_groups.code is 'Its code in the entity folder.';
comment on column population_groups.kind is 'life-course for groups made of ages, other for the rest.';
comment on column population_groups.name_es is 'Name in Spanish.';
comment on column population_groups.name_en is 'Name in English.';
comment on column population_groups.age_from is 'First age in years; null where age is not what makes the group.';
comment on column population_groups.age_to is 'Last age in years, included; null for no end.';
comment on column population_groups.position is 'Order in the file.';
comment on column population_groups.retired_at is 'When its code left the entity folder; null while it is there.';

create table differential_answers (
  dimension text,
  code text,
  name_es text not null,
  name_en text not null,
  position integer not null,
  retired_at timestamptz,
  constraint differential_answers_pkey primary key (dimension, code)
);
comment on table differential_answers is 'What a person may answer, if they want, to the questions of the differential approach. The list is not personal; what people answered lives elsewhere. Owner: territory. Kept for ever.';
comment on column differential_answers.dimension is 'The question: ethnic group, disability…';
comment on column differential_answers.code is 'Code of the answer within its question.';
comment on column differential_answers.name_es is 'Answer in Spanish.';
comment on column differential_answers.name_en is 'Answer in English.';
comment on column differential_answers.position is 'Order in the file.';
comment on column differential_answers.retired_at is 'When it left the entity folder; null while it is there.';

create table territory_outlines (
  territory_code text constraint territory_outlines_pkey primary key
    constraint territory_outlines_territory_code_fkey references territories,
  scope_code text not null constraint territory_outlines_scope_code_fkey references territories,
  view_box text not null,
  path text not null,
  imported_at timestamptz not null
);
create index territory_outlines_scope_code_idx on territory_outlines (scope_code);
comment on table territory_outlines is 'Simplified drawing of each territory, derived from a boundary file; one import replaces those of its scope. Owner: territory. No personal data. Kept until the next import.';
comment on column territory_outlines.territory_code is 'The territory drawn.';
comment on column territory_outlines.scope_code is 'The territory that the whole map shows: its outlines share one drawing.';
comment on column territory_outlines.view_box is 'Value of viewBox, the same for the whole scope.';
comment on column territory_outlines.path is 'Value of the d attribute of an SVG path, in whole units.';
comment on column territory_outlines.imported_at is 'When the file was imported.';
