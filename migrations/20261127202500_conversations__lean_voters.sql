-- Each newcomer of a conversation is written at a peak of thousands a second: what nobody needs costs each of them. That a conversation
-- exists follows from the place in which it is held, and the people of one conversation are read whole, by its key.
alter table conversation_voters drop constraint conversation_voters_conversation_fkey;
drop index conversation_voters_territory_idx;
