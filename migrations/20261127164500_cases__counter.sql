-- Requests that an official writes down for somebody: what the law asks to record of a spoken one, and where one of a network came from.

alter table cases
  add column reasons text,
  add column annexes text,
  add column origin text,
  add column filed_by bigint constraint cases_filed_by_fkey references accounts (id),
  drop constraint cases_channel_known,
  add constraint cases_channel_known
    check (channel in ('web', 'counter', 'telephone', 'email', 'paper', 'social', 'api')),
  add constraint cases_reasons_length check (char_length(reasons) <= 5000),
  add constraint cases_origin_of_social check ((channel = 'social') = (origin is not null));
create index cases_channel_idx on cases (channel, received_at);
comment on column cases.reasons is 'Why it is asked for, when it was written apart. Personal data: may tell who asks.';
comment on column cases.annexes is 'What was handed over with it, in words. Personal data: may tell who asks.';
comment on column cases.origin is 'Of a social network: which one and the address of the message. Personal data: may tell who asks.';
comment on column cases.filed_by is 'Official who wrote it down for who asks. Personal data: pseudonymous.';

alter table case_people add column document text, add column address text;
comment on column case_people.document is 'Number of their identity document, when they say it. Personal data: yes.';
comment on column case_people.address is 'Where they read letters. Personal data: yes.';
