-- What is published of a conversation while it lives and once it ended: a computation, never the votes themselves.

create table conversation_results (
  id bigint generated always as identity primary key,
  conversation_id bigint not null constraint conversation_results_conversation_fkey references conversations (id),
  territory_code text constraint conversation_results_territory_fkey references territories (code),
  computed_at timestamptz not null,
  final boolean not null,
  people integer not null,
  answers integer not null,
  picture jsonb not null,
  published bytea,
  constraint conversation_results_key unique nulls not distinct (conversation_id, territory_code),
  constraint conversation_results_people check (people >= 0 and answers >= people),
  constraint conversation_results_published check (final = (published is not null))
);
comment on table conversation_results is 'The result of a conversation as it is published: one row for all, and one for each territory where there are several. Replaced whole at each computation; frozen when it closes. Owner: conversations. Personal data: no. Kept: for ever.';
comment on column conversation_results.id is 'Key. Personal data: no.';
comment on column conversation_results.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_results.territory_code is 'Of the people of which territory; empty: of all. Personal data: no.';
comment on column conversation_results.computed_at is 'Instant of the computation: it counts every vote committed before it began. Personal data: no.';
comment on column conversation_results.final is 'Frozen at the close: it is never computed again. Personal data: no.';
comment on column conversation_results.people is 'People with a vote that it counts. Personal data: no.';
comment on column conversation_results.answers is 'Votes that it counts, the latest of each person and statement. Personal data: no.';
comment on column conversation_results.picture is 'Groups, counts of each statement by group, marks of the map and loadings; nothing about one person. Personal data: no.';
comment on column conversation_results.published is 'The exact bytes (gzip) that recomputing the published votes gives, once frozen. Personal data: pseudonymous, with numbers of that file alone.';

create table conversation_result_days (
  conversation_id bigint not null constraint conversation_result_days_conversation_fkey references conversations (id),
  day date not null,
  people integer not null,
  answers integer not null,
  sizes integer[] not null,
  primary key (conversation_id, day),
  constraint conversation_result_days_people check (people >= 0 and answers >= people)
);
comment on table conversation_result_days is 'How a conversation stood at the end of some of its days, to show how it changed. Owner: conversations. Personal data: no. Kept: for ever.';
comment on column conversation_result_days.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_result_days.day is 'Day on the calendar of the entity. Personal data: no.';
comment on column conversation_result_days.people is 'People who had answered. Personal data: no.';
comment on column conversation_result_days.answers is 'Votes that there were. Personal data: no.';
comment on column conversation_result_days.sizes is 'People in each group, the largest first. Personal data: no.';
