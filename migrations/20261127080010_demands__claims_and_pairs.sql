-- Several analysts at once: who has which needs in hands, and which pairs a person has read and found different.

create table demand_claims (
  demand_id bigint primary key constraint demand_claims_demand_fkey references demands (id),
  account_id bigint not null constraint demand_claims_account_fkey references accounts (id),
  claimed_at timestamptz not null,
  expires_at timestamptz not null,
  constraint demand_claims_time check (expires_at > claimed_at)
);
create index demand_claims_account_idx on demand_claims (account_id, expires_at);
comment on table demand_claims is 'Needs that an analyst has in hands for a while, so that two do not do the same. Released by deleting; over when it expires. Owner: demands. Personal data: pseudonymous. Kept: until released or taken by another after it expired.';
comment on column demand_claims.demand_id is 'Which need; one pair of hands at a time. Personal data: no.';
comment on column demand_claims.account_id is 'Whose hands. Personal data: pseudonymous.';
comment on column demand_claims.claimed_at is 'Since when. Personal data: no.';
comment on column demand_claims.expires_at is 'Until when; then anybody may take it. Personal data: no.';

create table demand_differences (
  id bigint generated always as identity primary key,
  first_id bigint not null constraint demand_differences_first_fkey references demands (id),
  second_id bigint not null constraint demand_differences_second_fkey references demands (id),
  said_by bigint constraint demand_differences_said_by_fkey references accounts (id),
  said_at timestamptz not null,
  undone_by bigint constraint demand_differences_undone_by_fkey references accounts (id),
  undone_at timestamptz,
  constraint demand_differences_order check (first_id < second_id)
);
create unique index demand_differences_live_key on demand_differences (first_id, second_id) where undone_at is null;
create index demand_differences_second_idx on demand_differences (second_id) where undone_at is null;
comment on table demand_differences is 'Pairs of needs that the program found alike and a person found different: they are not proposed again. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_differences.id is 'Key. Personal data: no.';
comment on column demand_differences.first_id is 'The older need. Personal data: no.';
comment on column demand_differences.second_id is 'The newer need. Personal data: no.';
comment on column demand_differences.said_by is 'Who read both. Personal data: pseudonymous.';
comment on column demand_differences.said_at is 'When. Personal data: no.';
comment on column demand_differences.undone_by is 'Who took it back. Personal data: pseudonymous.';
comment on column demand_differences.undone_at is 'When it was taken back; empty while it stands. Personal data: no.';
