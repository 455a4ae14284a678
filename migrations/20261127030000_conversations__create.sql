-- Conversations: short statements with which people agree or disagree. The keys of what grows lead with the conversation, so
-- that a large one may be kept apart from the rest.

create table conversations (
  id bigint primary key constraint conversations_thing_fkey references things (id),
  process_id bigint not null constraint conversations_process_fkey references processes (id),
  slug text not null constraint conversations_slug_key unique,
  title text not null,
  intro text not null default '',
  language text not null default 'es',
  state text not null default 'draft',
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  moderation text not null default 'post',
  statement_letters smallint not null default 140,
  statements_each smallint not null default 5,
  created_by bigint constraint conversations_created_by_fkey references accounts (id),
  opened_at timestamptz,
  closed_at timestamptz,
  constraint conversations_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 80),
  constraint conversations_title_length check (char_length(title) between 5 and 160),
  constraint conversations_intro_length check (char_length(intro) <= 2000),
  constraint conversations_language_form check (language ~ '^[a-z]{2,3}$'),
  constraint conversations_state_known check (state in ('draft', 'open', 'closed')),
  constraint conversations_dates_order check (opens_at < closes_at),
  constraint conversations_moderation_known check (moderation in ('pre', 'post')),
  constraint conversations_letters_range check (statement_letters between 140 and 280),
  constraint conversations_each_range check (statements_each between 0 and 20),
  constraint conversations_opened check ((state = 'draft') = (opened_at is null)),
  constraint conversations_closed check ((state = 'closed') = (closed_at is not null))
);
create index conversations_process_idx on conversations (process_id, id);
comment on table conversations is 'A conversation of a process. Each batch of answers holds its row in share mode and closing takes it alone: an acknowledged answer is in the result, and nothing lands after the close. Owner: conversations. Personal data: no. Kept: for ever.';
comment on column conversations.id is 'The thing. Personal data: no.';
comment on column conversations.process_id is 'Which process. Personal data: no.';
comment on column conversations.slug is 'Part of the address. Personal data: no.';
comment on column conversations.title is 'The question, as people read it. Personal data: no.';
comment on column conversations.intro is 'What for, and what will be done with it. Personal data: no.';
comment on column conversations.language is 'Language in which it is held (ISO 639); statements without another are in it. Personal data: no.';
comment on column conversations.state is 'draft: staff only; open: answers are received between its dates; closed: nothing more is received and its result is frozen. Personal data: no.';
comment on column conversations.opens_at is 'First instant in which answers are received. Personal data: no.';
comment on column conversations.closes_at is 'First instant in which they no longer are, also if nobody has closed it yet. Personal data: no.';
comment on column conversations.moderation is 'pre: a statement is shown once somebody accepted it; post: at once, and may be hidden later. Personal data: no.';
comment on column conversations.statement_letters is 'Most letters of a statement that somebody writes. Personal data: no.';
comment on column conversations.statements_each is 'Most statements that one person may write; 0: only those of the staff. Personal data: no.';
comment on column conversations.created_by is 'Who prepared it. Personal data: pseudonymous.';
comment on column conversations.opened_at is 'When it was published. Personal data: no.';
comment on column conversations.closed_at is 'When it was closed. Personal data: no.';

create table conversation_territories (
  conversation_id bigint not null constraint conversation_territories_conversation_fkey references conversations (id),
  territory_code text not null constraint conversation_territories_territory_fkey references territories (code),
  primary key (conversation_id, territory_code)
);
create index conversation_territories_territory_idx on conversation_territories (territory_code);
comment on table conversation_territories is 'Where a conversation is held. Where there are several, each has its own result beside that of all. Owner: conversations. Personal data: no. Kept: for ever.';
comment on column conversation_territories.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_territories.territory_code is 'Where. Personal data: no.';

create table conversation_statements (
  id bigint primary key constraint conversation_statements_thing_fkey references things (id),
  conversation_id bigint not null constraint conversation_statements_conversation_fkey references conversations (id),
  number integer not null,
  text text not null,
  language text not null,
  seed boolean not null,
  participant_id bigint constraint conversation_statements_participant_fkey references participants (id),
  moderated smallint not null default 0,
  is_meta boolean not null default false,
  hidden_reason text,
  duplicate_of_id bigint,
  said_at timestamptz not null,
  folded text generated always as (sigesi_fold(text)) stored,
  constraint conversation_statements_number_key unique (conversation_id, number),
  constraint conversation_statements_conversation_key unique (conversation_id, id),
  constraint conversation_statements_number_range check (number >= 0),
  constraint conversation_statements_text_length check (char_length(text) between 3 and 2000),
  constraint conversation_statements_language_form check (language ~ '^[a-z]{2,3}$'),
  constraint conversation_statements_seed check (not seed or participant_id is null),
  constraint conversation_statements_moderated_known check (moderated in (-1, 0, 1)),
  constraint conversation_statements_hidden check ((moderated = -1) = (hidden_reason is not null)),
  constraint conversation_statements_reason_length check (char_length(hidden_reason) between 3 and 1000),
  constraint conversation_statements_duplicate check (duplicate_of_id is null or (moderated = -1 and duplicate_of_id <> id)),
  constraint conversation_statements_duplicate_fkey foreign key (conversation_id, duplicate_of_id) references conversation_statements (conversation_id, id)
);
create index conversation_statements_author_idx on conversation_statements (participant_id) where participant_id is not null;
comment on table conversation_statements is 'One sentence of a conversation. Owner: conversations. Personal data: the text may hold some, and is moderated. Kept: for ever.';
comment on column conversation_statements.id is 'The thing. Personal data: no.';
comment on column conversation_statements.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_statements.number is 'Its number in the conversation, in the order in which they came; that of open data and of imported files. Personal data: no.';
comment on column conversation_statements.text is 'What it says. Personal data: possibly.';
comment on column conversation_statements.language is 'Language in which it was written (ISO 639). Personal data: no.';
comment on column conversation_statements.seed is 'Written by the staff to begin with. Personal data: no.';
comment on column conversation_statements.participant_id is 'Who wrote it, when a person did. Never published. Personal data: pseudonymous.';
comment on column conversation_statements.moderated is '1 accepted, 0 not looked at yet, -1 rejected. Personal data: no.';
comment on column conversation_statements.is_meta is 'It asks about the person and is no opinion: it is shown to all and moves no group. Personal data: no.';
comment on column conversation_statements.hidden_reason is 'Public reason of a rejection. Personal data: no.';
comment on column conversation_statements.duplicate_of_id is 'The statement that says the same and stays, when that is why it was rejected. Personal data: no.';
comment on column conversation_statements.said_at is 'When it was written. Personal data: no.';
comment on column conversation_statements.folded is 'The text without accents nor capitals, to find similar ones. Personal data: possibly, as the text.';

create table conversation_translations (
  statement_id bigint not null constraint conversation_translations_statement_fkey references conversation_statements (id),
  language text not null,
  text text not null,
  written_by bigint constraint conversation_translations_written_by_fkey references accounts (id),
  written_at timestamptz not null,
  reviewed_by bigint constraint conversation_translations_reviewed_by_fkey references accounts (id),
  reviewed_at timestamptz,
  primary key (statement_id, language),
  constraint conversation_translations_language_form check (language ~ '^[a-z]{2,3}$'),
  constraint conversation_translations_text_length check (char_length(text) between 3 and 2000),
  constraint conversation_translations_reviewed check ((reviewed_at is null) = (reviewed_by is null))
);
comment on table conversation_translations is 'A statement in another language. Voters read it once a second pair of eyes reviewed it. Owner: conversations. Personal data: as the statement. Kept: for ever.';
comment on column conversation_translations.statement_id is 'Which statement. Personal data: no.';
comment on column conversation_translations.language is 'Into which language (ISO 639). Personal data: no.';
comment on column conversation_translations.text is 'What it says there. Personal data: possibly.';
comment on column conversation_translations.written_by is 'Who wrote it; empty when it came in a file. Personal data: pseudonymous.';
comment on column conversation_translations.written_at is 'When. Personal data: no.';
comment on column conversation_translations.reviewed_by is 'Who reviewed it. Personal data: pseudonymous.';
comment on column conversation_translations.reviewed_at is 'When it was reviewed; empty: voters do not see it. Personal data: no.';

create table conversation_voters (
  conversation_id bigint not null constraint conversation_voters_conversation_fkey references conversations (id),
  participant_id bigint not null constraint conversation_voters_participant_fkey references participants (id),
  territory_code text not null,
  joined_at timestamptz not null,
  network bytea,
  primary key (conversation_id, participant_id),
  constraint conversation_voters_territory_fkey foreign key (conversation_id, territory_code) references conversation_territories (conversation_id, territory_code),
  constraint conversation_voters_network_length check (octet_length(network) = 8)
);
create index conversation_voters_territory_idx on conversation_voters (conversation_id, territory_code);
comment on table conversation_voters is 'Who takes part in a conversation, since the first answer. Owner: conversations. Personal data: pseudonymous. Kept: as long as the process.';
comment on column conversation_voters.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_voters.participant_id is 'Who, as a pseudonym of the process. Personal data: pseudonymous.';
comment on column conversation_voters.territory_code is 'Where they take part, as they say. Personal data: no.';
comment on column conversation_voters.joined_at is 'First answer. Personal data: no.';
comment on column conversation_voters.network is 'Keyed digest of the network from which the first answer came, to notice many that come from one; erased after a week. Personal data: pseudonymous.';

create table conversation_votes (
  conversation_id bigint not null,
  participant_id bigint not null,
  statement_id bigint not null,
  value smallint not null,
  at timestamptz not null,
  primary key (conversation_id, participant_id, statement_id),
  constraint conversation_votes_voter_fkey foreign key (conversation_id, participant_id) references conversation_voters (conversation_id, participant_id),
  constraint conversation_votes_statement_fkey foreign key (conversation_id, statement_id) references conversation_statements (conversation_id, id),
  constraint conversation_votes_value_known check (value in (-1, 0, 1))
);
create index conversation_votes_at_idx on conversation_votes (conversation_id, at);
comment on table conversation_votes is 'What each person answers to each statement; the latest answer stands, and the log keeps a sealed entry of each. Owner: conversations. Personal data: pseudonymous. Kept: as long as the process.';
comment on column conversation_votes.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_votes.participant_id is 'Who, as a pseudonym of the process. Personal data: pseudonymous.';
comment on column conversation_votes.statement_id is 'To which statement. Personal data: no.';
comment on column conversation_votes.value is '1 agrees, -1 disagrees, 0 passes. Personal data: no.';
comment on column conversation_votes.at is 'Instant of the request that brought it, a little before its commit: who reads what is new looks back some seconds. Personal data: no.';

create table conversation_priorities (
  conversation_id bigint primary key constraint conversation_priorities_conversation_fkey references conversations (id),
  statements bigint[] not null,
  priorities double precision[] not null,
  computed_at timestamptz not null,
  constraint conversation_priorities_pairs check (cardinality(statements) = cardinality(priorities))
);
comment on table conversation_priorities is 'How much it helps to show each statement next, as the last computation left it. One row a conversation, replaced whole. Owner: conversations. Personal data: no. Kept: until the next computation.';
comment on column conversation_priorities.conversation_id is 'Which conversation. Personal data: no.';
comment on column conversation_priorities.statements is 'Statements; one that is missing has priority 1. Personal data: no.';
comment on column conversation_priorities.priorities is 'Their priorities, in the same order: the chance of being shown next is proportional to them. Personal data: no.';
comment on column conversation_priorities.computed_at is 'When. Personal data: no.';
