-- Beside a frozen result the one without what is in doubt is published too, with bytes that anybody recomputes; it is not
-- frozen, because what is in doubt may be decided later.

alter table conversation_results drop constraint conversation_results_published,
  add constraint conversation_results_published check (case when final then published is not null
    else published is null or variant = 'undoubted' end);
comment on column conversation_results.published is 'The exact bytes (gzip) that recomputing the published votes gives, once the conversation closed. Personal data: pseudonymous, with numbers of that file alone.';
