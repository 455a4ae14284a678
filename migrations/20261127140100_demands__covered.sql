-- Personal data that was found in what is public already is covered by a moderator: what it said before is kept for them alone.

alter table demand_versions
  add column covered boolean not null default false,
  add column sheet jsonb;
comment on column demand_versions.covered is 'It was replaced because it said who somebody is: only moderators read it. Personal data: no.';
comment on column demand_versions.sheet is 'The sheet of causes as it was, when it changed too. Personal data: possibly.';
