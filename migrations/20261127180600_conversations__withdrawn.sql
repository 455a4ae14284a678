-- Who wrote a statement may withdraw it at any time: its words are erased, and its mark and the answers that it had stay.

alter table conversation_statements
  add column withdrawn_at timestamptz,
  drop constraint conversation_statements_text_length,
  add constraint conversation_statements_text_length check (
    case when withdrawn_at is null then char_length(text) between 3 and 2000 else text = '' and moderated = -1 end);
comment on column conversation_statements.withdrawn_at is 'When its author withdrew it and its words were erased; empty while they have not. Personal data: no.';

-- What a statement became said its words once more, as the reason of the link.
update links l set reason = null from conversation_statements s
  where l.relation = 'became' and l.reason = s.text and (l.to_id = s.id or l.from_id = s.id);
