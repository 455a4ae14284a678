-- The result of an ended conversation stands; what is hidden or withdrawn afterwards loses its words, and must not change what anybody
-- recomputes from the published files.
alter table conversation_statements
  add column moderated_at_freeze smallint constraint conversation_statements_moderated_at_freeze check (moderated_at_freeze between -1 and 1);
comment on column conversation_statements.moderated_at_freeze is 'What moderation said when the result was frozen (1 accepted, 0 not reviewed, -1 rejected): the published files say it for ever; empty until then. Personal data: no.';

update conversation_statements s set moderated_at_freeze = s.moderated
  where exists (select from conversation_results r where r.conversation_id = s.conversation_id and r.final);
