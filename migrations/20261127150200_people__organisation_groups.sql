-- For whom an organisation speaks: what an invitation by population group needs.

create table organisation_groups (
  organisation_id bigint not null constraint organisation_groups_organisation_fkey references organisations (id),
  group_code text not null constraint organisation_groups_group_fkey references population_groups (code),
  primary key (organisation_id, group_code)
);
comment on table organisation_groups is 'Population groups for which an organisation says that it speaks. Owner: people. Personal data: no. Kept: as long as the organisation.';
comment on column organisation_groups.organisation_id is 'Which organisation. Personal data: no.';
comment on column organisation_groups.group_code is 'Which group. Personal data: no.';
