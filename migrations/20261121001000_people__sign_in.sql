-- Ways in: codes by mail, one-time links, second factors; and the history of authority.

create table sign_in_attempts (
  token_hash bytea primary key,
  email text not null,
  code_hash bytea not null,
  network_key bytea not null,
  back text not null,
  failures integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_attempts_failures_positive check (failures >= 0)
);
create index sign_in_attempts_email_idx on sign_in_attempts (email, created_at);
create index sign_in_attempts_network_idx on sign_in_attempts (network_key, created_at);
comment on table sign_in_attempts is 'Somebody wrote an address to sign in and was sent a code. Owner: people. Personal data: yes. Kept: two days.';
comment on column sign_in_attempts.token_hash is 'SHA-256 of the token in the cookie of the browser that asked: the code only works there. Personal data: no.';
comment on column sign_in_attempts.email is 'Address written, in small letters, whether or not it has an account. Personal data: yes.';
comment on column sign_in_attempts.code_hash is 'HMAC of the six digits with the token as key; the code itself is nowhere. Personal data: no.';
comment on column sign_in_attempts.network_key is 'HMAC of the network address, to limit how many codes one network asks for. Personal data: pseudonymous.';
comment on column sign_in_attempts.back is 'Path of the page to go back to. Personal data: no.';
comment on column sign_in_attempts.failures is 'Wrong codes typed; five end it. Personal data: no.';
comment on column sign_in_attempts.created_at is 'When the code was asked for. Personal data: no.';
comment on column sign_in_attempts.expires_at is 'Until when the code works. Personal data: no.';
comment on column sign_in_attempts.used_at is 'When the right code was typed; it works once. Personal data: no.';

create table one_time_links (
  id bigint generated always as identity primary key,
  token_hash bytea not null,
  kind text not null,
  email text,
  name text,
  role text not null,
  agency_code text constraint one_time_links_agency_fkey references agencies (code),
  territory_code text constraint one_time_links_territory_fkey references territories (code),
  totp_secret bytea,
  failures integer not null default 0,
  made_by bigint constraint one_time_links_made_by_fkey references accounts (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by bigint constraint one_time_links_used_by_fkey references accounts (id),
  withdrawn_at timestamptz,
  constraint one_time_links_kind_known check (kind in ('first_administrator', 'invitation')),
  constraint one_time_links_role_known check (role in ('administrator', 'analyst', 'planner', 'facilitator', 'moderator', 'case_officer')),
  constraint one_time_links_name_length check (name is null or char_length(name) between 1 and 120)
);
create unique index one_time_links_token_key on one_time_links (token_hash);
comment on table one_time_links is 'A link that gives a role once: to the first administrator, printed at start, or by invitation, sent by mail. Owner: people. Personal data: yes. Kept: name and address are erased 30 days after it was used or ended; the rest for ever, as the history of authority.';
comment on column one_time_links.id is 'Key. Personal data: no.';
comment on column one_time_links.token_hash is 'SHA-256 of the token in the link; the token itself is nowhere. Personal data: no.';
comment on column one_time_links.kind is 'first_administrator or invitation. Personal data: no.';
comment on column one_time_links.email is 'Whose address. Personal data: yes.';
comment on column one_time_links.name is 'Name as the inviter or the person wrote it. Personal data: yes.';
comment on column one_time_links.role is 'Role that it gives. Personal data: no.';
comment on column one_time_links.agency_code is 'Within which agency; empty: in all. Personal data: no.';
comment on column one_time_links.territory_code is 'Within which territory; empty: in all. Personal data: no.';
comment on column one_time_links.totp_secret is 'Secret of the authenticator app while the first administrator confirms it. Personal data: no.';
comment on column one_time_links.failures is 'Wrong codes of the app typed on it. Personal data: no.';
comment on column one_time_links.made_by is 'Who invited; empty for the link printed at start. Personal data: pseudonymous.';
comment on column one_time_links.created_at is 'When it was made. Personal data: no.';
comment on column one_time_links.expires_at is 'Until when it works. Personal data: no.';
comment on column one_time_links.used_at is 'When it was used; it works once. Personal data: no.';
comment on column one_time_links.used_by is 'Account that used it. Personal data: pseudonymous.';
comment on column one_time_links.withdrawn_at is 'When it was taken back before use. Personal data: no.';

create table totp_factors (
  id bigint generated always as identity primary key,
  account_id bigint not null constraint totp_factors_account_fkey references accounts (id),
  secret bytea not null,
  last_step bigint not null default 0,
  failures integer not null default 0,
  failures_since timestamptz,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz
);
create unique index totp_factors_live_key on totp_factors (account_id, (confirmed_at is not null)) where ended_at is null;
comment on table totp_factors is 'An authenticator app as second factor. Owner: people. Personal data: pseudonymous. Kept: the secret is erased when it is removed.';
comment on column totp_factors.id is 'Key. Personal data: no.';
comment on column totp_factors.account_id is 'Whose. Personal data: pseudonymous.';
comment on column totp_factors.secret is 'Shared secret of RFC 6238; empty once removed. Personal data: no.';
comment on column totp_factors.last_step is 'Last interval of 30 s whose code was accepted: a code works once. Personal data: no.';
comment on column totp_factors.failures is 'Wrong codes since failures_since; five in 15 minutes close it for the rest of them. Personal data: no.';
comment on column totp_factors.failures_since is 'When the count of wrong codes began. Personal data: no.';
comment on column totp_factors.created_at is 'When its secret was shown. Personal data: no.';
comment on column totp_factors.confirmed_at is 'When a first code proved that the app has it; empty: not in use yet. Personal data: no.';
comment on column totp_factors.ended_at is 'When it was removed or replaced. Personal data: no.';

create table recovery_codes (
  account_id bigint not null constraint recovery_codes_account_fkey references accounts (id),
  code_hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (account_id, code_hash)
);
comment on table recovery_codes is 'Codes on paper for the day the phone is lost; each works once. Owner: people. Personal data: pseudonymous. Kept: until others replace them.';
comment on column recovery_codes.account_id is 'Whose. Personal data: pseudonymous.';
comment on column recovery_codes.code_hash is 'SHA-256 of the code; the code itself is nowhere. Personal data: no.';
comment on column recovery_codes.created_at is 'When it was printed. Personal data: no.';
comment on column recovery_codes.used_at is 'When it was used. Personal data: no.';

create table passkeys (
  id bigint generated always as identity primary key,
  account_id bigint not null constraint passkeys_account_fkey references accounts (id),
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  constraint passkeys_name_length check (char_length(name) between 1 and 60)
);
create unique index passkeys_credential_key on passkeys (credential_id);
create index passkeys_account_idx on passkeys (account_id);
comment on table passkeys is 'A passkey: the phone or computer of somebody signs for them. Owner: people. Personal data: pseudonymous. Kept: until the account is closed.';
comment on column passkeys.id is 'Key. Personal data: no.';
comment on column passkeys.account_id is 'Whose. Personal data: pseudonymous.';
comment on column passkeys.credential_id is 'Name that the device gave it, base64url. Personal data: pseudonymous.';
comment on column passkeys.public_key is 'Public half, COSE. Personal data: no.';
comment on column passkeys.counter is 'Uses told by the device: a lower one shows a copy. Personal data: no.';
comment on column passkeys.transports is 'How the browser reaches it. Personal data: no.';
comment on column passkeys.name is 'What the person calls it. Personal data: yes.';
comment on column passkeys.created_at is 'When it was added. Personal data: no.';
comment on column passkeys.used_at is 'Last use. Personal data: no.';
comment on column passkeys.ended_at is 'When it was removed. Personal data: no.';

create table passkey_challenges (
  challenge_hash bytea primary key,
  account_id bigint constraint passkey_challenges_account_fkey references accounts (id),
  purpose text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_challenges_purpose_known check (purpose in ('add', 'sign_in'))
);
comment on table passkey_challenges is 'What a device was asked to sign; each works once. Owner: people. Personal data: pseudonymous. Kept: two days.';
comment on column passkey_challenges.challenge_hash is 'SHA-256 of the challenge, which the browser keeps in a short cookie. Personal data: no.';
comment on column passkey_challenges.account_id is 'Whose, when a passkey is added. Personal data: pseudonymous.';
comment on column passkey_challenges.purpose is 'add or sign_in. Personal data: no.';
comment on column passkey_challenges.created_at is 'When. Personal data: no.';
comment on column passkey_challenges.expires_at is 'Until when. Personal data: no.';
comment on column passkey_challenges.used_at is 'When it was answered. Personal data: no.';

create table authority_events (
  id bigint generated always as identity primary key,
  account_id bigint constraint authority_events_account_fkey references accounts (id),
  organisation_id bigint constraint authority_events_organisation_fkey references organisations (id),
  event text not null,
  role text,
  agency_code text constraint authority_events_agency_fkey references agencies (code),
  territory_code text constraint authority_events_territory_fkey references territories (code),
  actor_id bigint constraint authority_events_actor_fkey references accounts (id),
  at timestamptz not null
);
create index authority_events_account_idx on authority_events (account_id, id);
comment on table authority_events is 'Who invited, gave, took back, added or removed what: appended and never edited. Owner: people. Personal data: pseudonymous. Kept: for ever, as the history of authority.';
comment on column authority_events.id is 'Order. Personal data: no.';
comment on column authority_events.account_id is 'About whom; empty while an invitation has no account. Personal data: pseudonymous.';
comment on column authority_events.organisation_id is 'About which organisation, if any. Personal data: no.';
comment on column authority_events.event is 'What happened: invited, granted, revoked, factor_added, factor_removed, signed_out, closed, registered, approved, refused. Personal data: no.';
comment on column authority_events.role is 'Which role, if any. Personal data: no.';
comment on column authority_events.agency_code is 'Within which agency. Personal data: no.';
comment on column authority_events.territory_code is 'Within which territory. Personal data: no.';
comment on column authority_events.actor_id is 'Who did it; empty for the link printed at start. Personal data: pseudonymous.';
comment on column authority_events.at is 'When. Personal data: no.';
revoke update, delete, truncate on authority_events from sigesi_program;

alter table organisations add column approved_by bigint constraint organisations_approved_by_fkey references accounts (id);
alter table organisations add column refused_at timestamptz;
alter table organisations add column refused_reason text;
alter table organisations add constraint organisations_one_answer check (approved_at is null or refused_at is null);
comment on column organisations.approved_by is 'Administrator who checked it. Personal data: pseudonymous.';
comment on column organisations.refused_at is 'When the entity said no. Personal data: no.';
comment on column organisations.refused_reason is 'Why, told to its representative. Personal data: no.';
