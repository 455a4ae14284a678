-- People who sign in and what they may do.

create table accounts (
  id bigint generated always as identity primary key,
  name text not null,
  locale text not null default 'es',
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint accounts_name_length check (char_length(name) between 1 and 120),
  constraint accounts_locale_known check (locale in ('es', 'en'))
);
comment on table accounts is 'Somebody who signs in. Owner: people. Personal data: yes. Kept: until the person closes it; then name and addresses are erased and the mark stays.';
comment on column accounts.id is 'Key. Personal data: pseudonymous.';
comment on column accounts.name is 'Name as the person writes it. Personal data: yes.';
comment on column accounts.locale is 'Language of messages to the person. Personal data: no.';
comment on column accounts.created_at is 'When it was made. Personal data: no.';
comment on column accounts.closed_at is 'When the person closed it. Personal data: no.';

create table account_emails (
  account_id bigint primary key constraint account_emails_account_fkey references accounts (id),
  email text not null,
  verified_at timestamptz
);
create unique index account_emails_email_key on account_emails (lower(email));
comment on table account_emails is 'Where to write to an account; apart from what people said. Owner: people. Personal data: yes. Kept: until the account is closed.';
comment on column account_emails.account_id is 'Whose. Personal data: pseudonymous.';
comment on column account_emails.email is 'Address. Personal data: yes.';
comment on column account_emails.verified_at is 'When a code sent there came back. Personal data: no.';

create table sessions (
  token_hash bytea primary key,
  account_id bigint not null constraint sessions_account_fkey references accounts (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  strong_at timestamptz,
  ended_at timestamptz
);
create index sessions_account_idx on sessions (account_id);
comment on table sessions is 'A browser where somebody signed in. Owner: people. Personal data: pseudonymous. Kept: 90 days after its end.';
comment on column sessions.token_hash is 'SHA-256 of the 256-bit token in the cookie; the token itself is nowhere. Personal data: no.';
comment on column sessions.account_id is 'Who. Personal data: pseudonymous.';
comment on column sessions.created_at is 'When it began. Personal data: no.';
comment on column sessions.seen_at is 'Last use, to the hour. Personal data: no.';
comment on column sessions.expires_at is 'When it stops working by itself. Personal data: no.';
comment on column sessions.strong_at is 'When a second factor or passkey was shown in it; staff pages need one. Personal data: no.';
comment on column sessions.ended_at is 'When the person signed out, or was signed out everywhere. Personal data: no.';

create table role_grants (
  id bigint generated always as identity primary key,
  account_id bigint not null constraint role_grants_account_fkey references accounts (id),
  role text not null,
  agency_code text constraint role_grants_agency_fkey references agencies (code),
  territory_code text constraint role_grants_territory_fkey references territories (code),
  granted_by bigint constraint role_grants_granted_by_fkey references accounts (id),
  granted_at timestamptz not null,
  revoked_by bigint constraint role_grants_revoked_by_fkey references accounts (id),
  revoked_at timestamptz,
  constraint role_grants_role_known check (role in ('administrator', 'analyst', 'planner', 'facilitator', 'moderator', 'case_officer'))
);
create unique index role_grants_live_key on role_grants (account_id, role, coalesce(agency_code, ''), coalesce(territory_code, '')) where revoked_at is null;
comment on table role_grants is 'What somebody may do, and where. Owner: people. Personal data: pseudonymous. Kept: for ever, as the history of authority.';
comment on column role_grants.id is 'Key. Personal data: no.';
comment on column role_grants.account_id is 'Who holds it. Personal data: pseudonymous.';
comment on column role_grants.role is 'Which set of verbs. Personal data: no.';
comment on column role_grants.agency_code is 'Within which agency; empty: in all. Personal data: no.';
comment on column role_grants.territory_code is 'Within which territory and those inside it; empty: in all. Personal data: no.';
comment on column role_grants.granted_by is 'Who gave it; empty for the first administrator. Personal data: pseudonymous.';
comment on column role_grants.granted_at is 'Since when. Personal data: no.';
comment on column role_grants.revoked_by is 'Who took it back. Personal data: pseudonymous.';
comment on column role_grants.revoked_at is 'Until when. Personal data: no.';

create table organisations (
  id bigint generated always as identity primary key,
  name text not null,
  kind text not null,
  territory_code text not null constraint organisations_territory_fkey references territories (code),
  representative_id bigint constraint organisations_representative_fkey references accounts (id),
  created_at timestamptz not null,
  approved_at timestamptz,
  constraint organisations_name_length check (char_length(name) between 2 and 160),
  constraint organisations_kind_known check (kind in ('community_board', 'council', 'association', 'indigenous_reserve', 'community_council', 'university', 'company', 'other'))
);
create unique index organisations_name_key on organisations (territory_code, lower(name));
comment on table organisations is 'Actors outside the entity in whose name people may speak. Owner: people. Personal data: the representative. Kept: as long as they exist.';
comment on column organisations.id is 'Key. Personal data: no.';
comment on column organisations.name is 'Name. Personal data: no.';
comment on column organisations.kind is 'What it is: junta de acción comunal, council. Personal data: no.';
comment on column organisations.territory_code is 'Where it acts. Personal data: no.';
comment on column organisations.representative_id is 'Account that may speak in its name. Personal data: pseudonymous.';
comment on column organisations.created_at is 'When it was registered. Personal data: no.';
comment on column organisations.approved_at is 'When the entity checked that it exists. Personal data: no.';
