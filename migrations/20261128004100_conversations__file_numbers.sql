-- Who takes part here has no number in a file: without an entry each in this index, answers are taken faster, and no plan made
-- while the table was small goes through everybody of a conversation to find one.
alter table conversation_voters drop constraint conversation_voters_file_number_key;
create unique index conversation_voters_file_number_key on conversation_voters (conversation_id, file_number)
  where file_number is not null;
