-- What voting needs besides votes: a name for each vote in the published file, and counters that stop guessing.

-- The name is drawn for the row and derives from nothing: nobody, not even with the keys of the process, can compute it
-- from a person. Its order is the shuffled order of the file, and it lets the file be read in pages by an index.
alter table votes add column file_id uuid not null default gen_random_uuid();
create unique index votes_file_key on votes (ballot_id, file_id);
comment on column votes.file_id is 'Name and place of this vote in the published file, drawn at random. Personal data: no.';

create table ballot_tries (
  ballot_id bigint not null constraint ballot_tries_ballot_fkey references ballots (id),
  kind text not null constraint ballot_tries_kind check (kind in ('mail-browser', 'mail-address', 'paper')),
  who bytea not null,
  tries integer not null,
  since timestamptz not null,
  primary key (ballot_id, kind, who)
);
comment on table ballot_tries is 'How often somebody asked for a code or mistyped one lately, so that codes cannot be guessed nor mailboxes filled. Owner: ballots. Personal data: pseudonymous. Kept: one day.';
comment on column ballot_tries.ballot_id is 'Which vote. Personal data: no.';
comment on column ballot_tries.kind is 'What is counted: codes sent to a browser or to an address, paper codes mistyped in a browser. Personal data: no.';
comment on column ballot_tries.who is 'Pseudonym of the browser or of the address. Personal data: pseudonymous.';
comment on column ballot_tries.tries is 'How many since the first one of the window. Personal data: no.';
comment on column ballot_tries.since is 'When the window began. Personal data: no.';
create index ballot_tries_since_idx on ballot_tries (since);

create index ballot_paper_codes_batch_idx on ballot_paper_codes (ballot_id, batch);
