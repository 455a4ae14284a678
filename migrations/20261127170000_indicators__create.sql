-- Indicators: what is measured (sheets), what was measured (observations, append-only), how it came in (loads) and what looks wrong in it.

create table indicators (
  id bigint primary key constraint indicators_thing_fkey references things (id),
  code text not null constraint indicators_code_unique unique,
  created_at timestamptz not null,
  constraint indicators_code_shape check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) <= 80)
);
comment on table indicators is 'Something about life that is measured again and again. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicators.id is 'Its thing. Personal data: no.';
comment on column indicators.code is 'Fixed for ever: it is in its address. Personal data: no.';
comment on column indicators.created_at is 'When it was first described. Personal data: no.';

create table indicator_sheets (
  indicator_id bigint not null constraint indicator_sheets_indicator_fkey references indicators (id),
  version integer not null,
  name text not null,
  definition text not null,
  unit text not null,
  better text,
  source text not null,
  sdg_target text,
  caveat text,
  rule text not null,
  scale double precision not null,
  age_from smallint,
  age_to smallint,
  generated boolean not null,
  comparable boolean not null,
  note text,
  made_by bigint constraint indicator_sheets_made_by_fkey references accounts (id),
  at timestamptz not null,
  primary key (indicator_id, version),
  constraint indicator_sheets_version_positive check (version >= 1),
  constraint indicator_sheets_better_known check (better in ('up', 'down')),
  constraint indicator_sheets_rule_known check (rule in ('sum', 'mean', 'weighted', 'ratio', 'none')),
  constraint indicator_sheets_scale_positive check (scale > 0),
  constraint indicator_sheets_ages check ((age_from is null) = (age_to is null) and age_from <= age_to),
  constraint indicator_sheets_name_length check (char_length(name) between 3 and 200)
);
comment on table indicator_sheets is 'How an indicator is defined, a row a version: the last one is in force and the others stay. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicator_sheets.indicator_id is 'Of which indicator. Personal data: no.';
comment on column indicator_sheets.version is 'From 1. Personal data: no.';
comment on column indicator_sheets.name is 'What people call it. Personal data: no.';
comment on column indicator_sheets.definition is 'How it is computed, in words. Personal data: no.';
comment on column indicator_sheets.unit is 'Unit of its values; a series may have its own. Personal data: no.';
comment on column indicator_sheets.better is 'Which way is better: up, down, or empty where nobody said. Personal data: no.';
comment on column indicator_sheets.source is 'Who measures it. Personal data: no.';
comment on column indicator_sheets.sdg_target is 'Target of the sustainable development goals that it looks at. Personal data: no.';
comment on column indicator_sheets.caveat is 'What to know before reading it. Personal data: no.';
comment on column indicator_sheets.rule is 'How territories are put together: sum, mean, weighted, ratio (of sums) or none (not aggregable). Personal data: no.';
comment on column indicator_sheets.scale is 'Of a ratio: 100, 1,000, 100,000… Personal data: no.';
comment on column indicator_sheets.age_from is 'First age of the population under a rate; empty when it is not a rate of people. Personal data: no.';
comment on column indicator_sheets.age_to is 'Last age of the population under a rate. Personal data: no.';
comment on column indicator_sheets.generated is 'Made up for the demonstration, and shown as such. Personal data: no.';
comment on column indicator_sheets.comparable is 'Whether its values can be compared with those of the version before. Personal data: no.';
comment on column indicator_sheets.note is 'What changed in this version and why. Personal data: no.';
comment on column indicator_sheets.made_by is 'Who; empty for the command line. Personal data: pseudonymous.';
comment on column indicator_sheets.at is 'Since when it is in force. Personal data: no.';
revoke update, delete, truncate on indicator_sheets from sigesi_program;

create table indicator_series (
  id bigint generated always as identity primary key,
  indicator_id bigint not null constraint indicator_series_indicator_fkey references indicators (id),
  sex text not null,
  age_group text not null,
  breakdown text not null,
  unit text not null,
  constraint indicator_series_unique unique (indicator_id, sex, age_group, breakdown)
);
comment on table indicator_series is 'The breakdowns of an indicator: one row each crossing that has values. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicator_series.id is 'Its number. Personal data: no.';
comment on column indicator_series.indicator_id is 'Of which indicator. Personal data: no.';
comment on column indicator_series.sex is 'Empty: all. Personal data: no.';
comment on column indicator_series.age_group is 'Empty: all. Personal data: no.';
comment on column indicator_series.breakdown is 'Any other breakdown, name=value; empty: none. Personal data: no.';
comment on column indicator_series.unit is 'Unit of its values. Personal data: no.';

create table indicator_loads (
  id bigint generated always as identity primary key,
  name text not null,
  state text not null,
  rows_read integer not null,
  rows_loaded integer not null,
  rows_repeated integer not null,
  rows_rejected integer not null,
  loaded_by bigint constraint indicator_loads_loaded_by_fkey references accounts (id),
  loaded_at timestamptz not null,
  approved_by bigint constraint indicator_loads_approved_by_fkey references accounts (id),
  approved_at timestamptz,
  undone_by bigint constraint indicator_loads_undone_by_fkey references accounts (id),
  undone_at timestamptz,
  undone_reason text,
  constraint indicator_loads_state_known check (state in ('loaded', 'approved', 'undone')),
  constraint indicator_loads_approved_when check (state <> 'approved' or approved_at is not null),
  constraint indicator_loads_undone_when check ((state = 'undone') = (undone_at is not null) and (state = 'undone') = (undone_reason is not null)),
  constraint indicator_loads_rows check (rows_loaded + rows_repeated + rows_rejected <= rows_read)
);
create index indicator_loads_state_idx on indicator_loads (state, id);
comment on table indicator_loads is 'A file that came in. Its observations are public while it is approved; undoing it takes them out and deletes nothing. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicator_loads.id is 'Its number. Personal data: no.';
comment on column indicator_loads.name is 'Of the file. Personal data: no.';
comment on column indicator_loads.state is 'loaded (nobody else sees it), approved (public) or undone. Personal data: no.';
comment on column indicator_loads.rows_read is 'Rows of the file. Personal data: no.';
comment on column indicator_loads.rows_loaded is 'Rows that became observations. Personal data: no.';
comment on column indicator_loads.rows_repeated is 'Rows that said what was known already. Personal data: no.';
comment on column indicator_loads.rows_rejected is 'Rows that cannot be. Personal data: no.';
comment on column indicator_loads.loaded_by is 'Who; empty for the command line. Personal data: pseudonymous.';
comment on column indicator_loads.loaded_at is 'When. Personal data: no.';
comment on column indicator_loads.approved_by is 'Who; empty for the command line. Personal data: pseudonymous.';
comment on column indicator_loads.approved_at is 'When its values became public; it stays when the load is undone, so that one can ask what was public on a day. Personal data: no.';
comment on column indicator_loads.undone_by is 'Who. Personal data: pseudonymous.';
comment on column indicator_loads.undone_at is 'When. Personal data: no.';
comment on column indicator_loads.undone_reason is 'Why, for everybody. Personal data: no.';

create table indicator_rejections (
  id bigint generated always as identity primary key,
  load_id bigint not null constraint indicator_rejections_load_fkey references indicator_loads (id),
  line integer not null,
  "column" text not null,
  value text not null,
  reason text not null
);
create index indicator_rejections_load_idx on indicator_rejections (load_id, line);
comment on table indicator_rejections is 'Rows of a file that were left out. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicator_rejections.id is 'Order. Personal data: no.';
comment on column indicator_rejections.load_id is 'Of which load. Personal data: no.';
comment on column indicator_rejections.line is 'Of the file. Personal data: no.';
comment on column indicator_rejections."column" is 'Of the file; empty when the whole row is broken. Personal data: no.';
comment on column indicator_rejections.value is 'What it said, cut short. Personal data: no.';
comment on column indicator_rejections.reason is 'Code of the reason, or words. Personal data: no.';
revoke update, delete, truncate on indicator_rejections from sigesi_program;

create table observations (
  id bigint generated always as identity primary key,
  series_id bigint not null constraint observations_series_fkey references indicator_series (id),
  territory_code text not null constraint observations_territory_fkey references territories (code),
  period smallint not null,
  status smallint not null,
  value double precision,
  numerator double precision,
  denominator double precision,
  revision integer not null,
  source text not null,
  load_id bigint not null constraint observations_load_fkey references indicator_loads (id),
  line integer not null,
  row_key bytea not null,
  constraint observations_period_year check (period between 1900 and 2100),
  constraint observations_status_known check (status between 0 and 8),
  constraint observations_value_when check ((status between 1 and 5) = (value is not null)),
  constraint observations_value_finite check (value between -1e300 and 1e300),
  constraint observations_revision_positive check (revision >= 1),
  constraint observations_row_key_length check (octet_length(row_key) = 32)
);
create index observations_cell_idx on observations (series_id, territory_code, period, id);
create index observations_load_idx on observations (load_id);
create index observations_row_key_idx on observations using hash (row_key);
comment on table observations is 'What was measured: a value of a series in a territory and a year. Append-only: a correction is another revision, and the last one of a load that is not undone counts. Owner: indicators. Personal data: no (counts that could point to somebody are suppressed before). Kept: for ever.';
comment on column observations.id is 'Order in which they came in. Personal data: no.';
comment on column observations.series_id is 'Indicator and breakdown. Personal data: no.';
comment on column observations.territory_code is 'Where. Personal data: no.';
comment on column observations.period is 'Year. Personal data: no.';
comment on column observations.status is '0 missing, 1 normal, 2 provisional, 3 estimated, 4 imputed, 5 break, 6 not programmed, 7 suppressed, 8 confidential. Personal data: no.';
comment on column observations.value is 'The number; empty where the status says that there is none. Personal data: no.';
comment on column observations.numerator is 'Of a ratio, when it is known. Personal data: no.';
comment on column observations.denominator is 'Of a ratio, or its weight, when it is known. Personal data: no.';
comment on column observations.revision is '1 the first time that the cell was measured. Personal data: no.';
comment on column observations.source is 'As the file says it. Personal data: no.';
comment on column observations.load_id is 'In which file it came. Personal data: no.';
comment on column observations.line is 'In which line of it. Personal data: no.';
comment on column observations.row_key is 'SHA-256 of the row: how a second load knows it. Personal data: no.';
revoke update, delete, truncate on observations from sigesi_program;

create table indicator_findings (
  id bigint generated always as identity primary key,
  load_id bigint not null constraint indicator_findings_load_fkey references indicator_loads (id),
  indicator_id bigint not null constraint indicator_findings_indicator_fkey references indicators (id),
  territory_code text not null constraint indicator_findings_territory_fkey references territories (code),
  period smallint not null,
  line integer not null,
  kind text not null,
  value double precision not null,
  state text not null default 'open',
  note text,
  decided_by bigint constraint indicator_findings_decided_by_fkey references accounts (id),
  decided_at timestamptz,
  constraint indicator_findings_kind_known check (kind in ('outside_percent', 'negative')),
  constraint indicator_findings_state_known check (state in ('open', 'explained', 'closed')),
  constraint indicator_findings_decided_when check ((state = 'open') = (decided_at is null) and (state = 'open') = (note is null))
);
create index indicator_findings_load_idx on indicator_findings (load_id, line);
create index indicator_findings_indicator_idx on indicator_findings (indicator_id, id);
comment on table indicator_findings is 'A value that looks wrong. It is shown as it came, with this beside it: nothing is corrected in silence. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column indicator_findings.id is 'Its number. Personal data: no.';
comment on column indicator_findings.load_id is 'In which load. Personal data: no.';
comment on column indicator_findings.indicator_id is 'Of which indicator. Personal data: no.';
comment on column indicator_findings.territory_code is 'Where. Personal data: no.';
comment on column indicator_findings.period is 'Year. Personal data: no.';
comment on column indicator_findings.line is 'Line of the file. Personal data: no.';
comment on column indicator_findings.kind is 'outside_percent: a percentage below 0 or above 100; negative: a count below 0. Personal data: no.';
comment on column indicator_findings.value is 'What it says. Personal data: no.';
comment on column indicator_findings.state is 'open, explained (it is right, and the note says why) or closed (it was corrected). Personal data: no.';
comment on column indicator_findings.note is 'What the person who looked at it says. Personal data: no.';
comment on column indicator_findings.decided_by is 'Who. Personal data: pseudonymous.';
comment on column indicator_findings.decided_at is 'When. Personal data: no.';

create table populations (
  territory_code text not null constraint populations_territory_fkey references territories (code),
  year smallint not null,
  sex text not null,
  age smallint not null,
  people integer not null,
  row_key bytea not null,
  primary key (territory_code, year, sex, age),
  constraint populations_sex_known check (sex in ('F', 'M')),
  constraint populations_age_range check (age between 0 and 120),
  constraint populations_people_positive check (people >= 0)
);
comment on table populations is 'How many people of each age and sex live in a territory each year: what rates are divided by. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column populations.territory_code is 'Where. Personal data: no.';
comment on column populations.year is 'Year. Personal data: no.';
comment on column populations.sex is 'F or M, as the statistics office publishes it. Personal data: no.';
comment on column populations.age is 'In years; the last one is that age and over. Personal data: no.';
comment on column populations.people is 'Projection of the statistics office. Personal data: no.';
comment on column populations.row_key is 'SHA-256 of the row: how a second load knows it. Personal data: no.';
