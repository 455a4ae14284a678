-- Messages that became requests or were added to one: the same message twice is taken once.

create table case_mails (
  id_hash bytea primary key,
  case_id bigint not null constraint case_mails_case_fkey references cases (id),
  at timestamptz not null,
  constraint case_mails_hash_length check (octet_length(id_hash) = 32)
);
create index case_mails_case_idx on case_mails (case_id);
comment on table case_mails is 'Messages that were taken, so that none is taken twice. Owner: cases. Personal data: no. Kept: with the request.';
comment on column case_mails.id_hash is 'Digest of its Message-ID and its sender. Personal data: no.';
comment on column case_mails.case_id is 'The request that it became, or to which it was added. Personal data: no.';
comment on column case_mails.at is 'When it arrived. Personal data: no.';
