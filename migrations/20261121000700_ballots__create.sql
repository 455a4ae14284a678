-- Voting: one ballot per process, one vote per person in it, counted once and for all when a territory closes.

create table ballots (
  id bigint primary key constraint ballots_thing_fkey references things (id),
  process_id bigint not null constraint ballots_process_fkey references processes (id) constraint ballots_process_key unique
);
comment on table ballots is 'The vote of a process. Owner: ballots. Personal data: no. Kept: for ever.';
comment on column ballots.id is 'The thing. Personal data: no.';
comment on column ballots.process_id is 'Which process: one ballot each. Personal data: no.';

create table ballot_territories (
  ballot_id bigint not null constraint ballot_territories_ballot_fkey references ballots (id),
  territory_code text not null constraint ballot_territories_territory_fkey references territories (code),
  closed_at timestamptz,
  ballots integer,
  primary key (ballot_id, territory_code),
  constraint ballot_territories_counted check ((closed_at is null) = (ballots is null))
);
comment on table ballot_territories is 'A territory in a vote. Each vote holds this row in share mode and closing takes it alone: an acknowledged vote is counted, and nothing lands after the close. Owner: ballots. Personal data: no. Kept: for ever.';
comment on column ballot_territories.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_territories.territory_code is 'Where. Personal data: no.';
comment on column ballot_territories.closed_at is 'When it was closed and counted. Personal data: no.';
comment on column ballot_territories.ballots is 'People whose vote was counted here. Personal data: no.';

create table votes (
  ballot_id bigint not null constraint votes_ballot_fkey references ballots (id),
  voter bytea not null,
  territory_code text not null,
  choices bigint[] not null,
  primary key (ballot_id, voter),
  constraint votes_voter_length check (octet_length(voter) = 32),
  constraint votes_choices_count check (cardinality(choices) between 1 and 20),
  constraint votes_territory_fkey foreign key (ballot_id, territory_code) references ballot_territories (ballot_id, territory_code)
);
create index votes_territory_idx on votes (ballot_id, territory_code);
comment on table votes is 'What each person chose. One row per person and process; without time. Owner: ballots. Personal data: pseudonymous, secret. Kept: until a year after the close; the published file and the counts stay.';
comment on column votes.ballot_id is 'Which vote. Personal data: no.';
comment on column votes.voter is 'HMAC of what identifies the voter (browser, e-mail or paper code) with the key of the process. Personal data: pseudonymous.';
comment on column votes.territory_code is 'Municipality that the person chose. Personal data: no.';
comment on column votes.choices is 'Initiatives chosen. Secret. Personal data: no.';

create table ballot_counts (
  ballot_id bigint not null,
  territory_code text not null,
  initiative_id bigint not null constraint ballot_counts_initiative_fkey references initiatives (id),
  position integer not null,
  votes integer not null,
  won boolean not null,
  primary key (ballot_id, territory_code, initiative_id),
  constraint ballot_counts_territory_fkey foreign key (ballot_id, territory_code) references ballot_territories (ballot_id, territory_code)
);
comment on table ballot_counts is 'The count of a closed territory. Owner: ballots. Personal data: no. Kept: for ever.';
comment on column ballot_counts.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_counts.territory_code is 'Where. Personal data: no.';
comment on column ballot_counts.initiative_id is 'Which initiative. Personal data: no.';
comment on column ballot_counts.position is 'Place in the published order: votes, then the lot. Personal data: no.';
comment on column ballot_counts.votes is 'Votes counted. Personal data: no.';
comment on column ballot_counts.won is 'Whether it is among the winners. Personal data: no.';

create table ballot_email_codes (
  ballot_id bigint not null constraint ballot_email_codes_ballot_fkey references ballots (id),
  voter bytea not null,
  code_hash bytea not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  primary key (ballot_id, voter)
);
comment on table ballot_email_codes is 'Codes sent to the e-mail of a voter. Owner: ballots. Personal data: pseudonymous. Kept: one day.';
comment on column ballot_email_codes.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_email_codes.voter is 'HMAC of the address, as in votes. Personal data: pseudonymous.';
comment on column ballot_email_codes.code_hash is 'SHA-256 of the code. Personal data: no.';
comment on column ballot_email_codes.expires_at is 'Until when it works. Personal data: no.';
comment on column ballot_email_codes.attempts is 'Wrong tries so far; at five it is dead. Personal data: no.';

create table ballot_paper_codes (
  ballot_id bigint not null constraint ballot_paper_codes_ballot_fkey references ballots (id),
  code_hash bytea not null,
  batch text not null,
  territory_code text constraint ballot_paper_codes_territory_fkey references territories (code),
  printed_at timestamptz not null,
  printed_by bigint constraint ballot_paper_codes_printed_by_fkey references accounts (id),
  voided_at timestamptz,
  primary key (ballot_id, code_hash)
);
comment on table ballot_paper_codes is 'Single-use codes printed in batches. Owner: ballots. Personal data: no. Kept: for ever, as hashes.';
comment on column ballot_paper_codes.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_paper_codes.code_hash is 'SHA-256 of the code. Personal data: no.';
comment on column ballot_paper_codes.batch is 'Name of the printed batch. Personal data: no.';
comment on column ballot_paper_codes.territory_code is 'Where it may be used; empty: anywhere. Personal data: no.';
comment on column ballot_paper_codes.printed_at is 'When the batch was made. Personal data: no.';
comment on column ballot_paper_codes.printed_by is 'Who made it. Personal data: pseudonymous.';
comment on column ballot_paper_codes.voided_at is 'When the batch was cancelled. Personal data: no.';
