-- How many needs concern each group of people, counted once for all when nothing more is said nor coded.

create table demand_group_counts (
  process_id bigint not null constraint demand_group_counts_process_fkey references processes (id),
  territory_code text not null constraint demand_group_counts_territory_fkey references territories (code),
  group_code text constraint demand_group_counts_group_fkey references population_groups (code),
  needs integer not null,
  counted_at timestamptz not null,
  constraint demand_group_counts_key unique nulls not distinct (process_id, territory_code, group_code),
  constraint demand_group_counts_positive check (needs > 0)
);
comment on table demand_group_counts is 'Needs of a place that concern a group, counted once when the analysis of the process ends: a count that moved with each need would tell the group of the last one. Read it only through what may be published. Owner: demands. Personal data: no, but counts of 1 to 4 may point to somebody and are not published. Kept: for ever.';
comment on column demand_group_counts.process_id is 'Process. Personal data: no.';
comment on column demand_group_counts.territory_code is 'Where they were said. Personal data: no.';
comment on column demand_group_counts.group_code is 'Population group; empty: all the needs of the place. Personal data: no.';
comment on column demand_group_counts.needs is 'How many. Personal data: no.';
comment on column demand_group_counts.counted_at is 'When they were counted. Personal data: no.';
revoke update, delete, truncate on demand_group_counts from sigesi_program;
