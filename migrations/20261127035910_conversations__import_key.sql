-- A conversation that was held elsewhere and came in files: the same files twice are one conversation, and its people keep the
-- numbers that they already had in public, so that its result is that of the files.
alter table conversations
  add column import_key bytea constraint conversations_import_key unique,
  add constraint conversations_import_key_length check (octet_length(import_key) = 32);
comment on column conversations.import_key is 'SHA-256 of the files from which it was loaded; empty for one that was held here. Personal data: no.';

alter table conversation_voters
  add column file_number integer,
  add constraint conversation_voters_file_number_range check (file_number >= 0),
  add constraint conversation_voters_file_number_key unique (conversation_id, file_number);
comment on column conversation_voters.file_number is 'Number that they had in the files from which the conversation was loaded, and keep in those that are published; empty for who took part here. Personal data: pseudonymous.';
