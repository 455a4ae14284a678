-- A form that makes something carries a random word. Sent twice (two taps, an answer that was lost) it makes one thing.
create table sent_forms (
  sent bytea constraint sent_forms_pkey primary key,
  answer text not null,
  at timestamptz not null,
  constraint sent_forms_sent_length check (octet_length(sent) = 32)
);
create index sent_forms_at_idx on sent_forms (at);
comment on table sent_forms is 'Forms that made something: the same one, sent again, is taken to what the first made. Owner: platform. No personal data. Kept: two days.';
comment on column sent_forms.sent is 'SHA-256 of the browser, the address, the random word of the form and all that it said. Personal data: no, it cannot be turned back.';
comment on column sent_forms.answer is 'Path to which the first one was taken. Personal data: no.';
comment on column sent_forms.at is 'When it was sent. Personal data: no.';
