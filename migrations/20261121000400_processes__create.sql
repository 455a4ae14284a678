-- Participation processes: rules published beforehand, and each territory's own dates.

create table processes (
  id bigint primary key constraint processes_thing_fkey references things (id),
  slug text not null constraint processes_slug_key unique,
  title text not null,
  purpose text not null,
  level text not null,
  cycle_phase text not null,
  state text not null,
  choices integer not null,
  winners integer not null,
  verification text not null,
  rules text not null default '',
  lot_seed text not null,
  participant_key bytea not null,
  created_by bigint constraint processes_created_by_fkey references accounts (id),
  published_at timestamptz,
  closed_at timestamptz,
  constraint processes_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 80),
  constraint processes_title_length check (char_length(title) between 5 and 160),
  constraint processes_level_known check (level in ('information', 'consultation', 'planning', 'control', 'execution')),
  constraint processes_cycle_known check (cycle_phase in ('diagnosis', 'formulation', 'implementation', 'monitoring', 'evaluation')),
  constraint processes_state_known check (state in ('draft', 'published', 'closed')),
  constraint processes_choices_range check (choices between 1 and 20),
  constraint processes_winners_range check (winners between 1 and 50),
  constraint processes_verification_known check (verification in ('none', 'email', 'paper')),
  constraint processes_published check ((state = 'draft') = (published_at is null)),
  constraint processes_closed check ((state = 'closed') = (closed_at is not null))
);
comment on table processes is 'A participation process; a conversatorio is one. Owner: processes. Personal data: no. Kept: for ever.';
comment on column processes.id is 'The thing. Personal data: no.';
comment on column processes.slug is 'Part of the address. Personal data: no.';
comment on column processes.title is 'Title. Personal data: no.';
comment on column processes.purpose is 'What for, in plain words. Personal data: no.';
comment on column processes.level is 'Declared level of participation: what people can decide here. Personal data: no.';
comment on column processes.cycle_phase is 'Phase of the public cycle that it feeds. Personal data: no.';
comment on column processes.state is 'draft: staff only; published: its rules no longer change; closed: nothing more is received, what was promised is followed. Personal data: no.';
comment on column processes.choices is 'Most initiatives that one person may choose. Personal data: no.';
comment on column processes.winners is 'Initiatives that win in each territory, declared before voting. Personal data: no.';
comment on column processes.verification is 'How a voter is known: none (one per browser), email (a code), paper (printed single-use codes). Personal data: no.';
comment on column processes.rules is 'The rules in plain words, besides the ones above. Personal data: no.';
comment on column processes.lot_seed is 'Seed of the lot that breaks ties; its SHA-256 is published with the rules and the seed when the count is. Personal data: no.';
comment on column processes.participant_key is 'Key of the pseudonyms of this process. Personal data: no.';
comment on column processes.created_by is 'Who prepared it. Personal data: pseudonymous.';
comment on column processes.published_at is 'When its rules were published. Personal data: no.';
comment on column processes.closed_at is 'When it was closed. Personal data: no.';

create table process_phases (
  process_id bigint not null constraint process_phases_process_fkey references processes (id),
  territory_code text not null constraint process_phases_territory_fkey references territories (code),
  phase text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  primary key (process_id, territory_code, phase),
  constraint process_phases_phase_known check (phase in ('gather', 'analyse', 'vote', 'commit', 'follow')),
  constraint process_phases_order check (opens_at < closes_at)
);
create index process_phases_territory_idx on process_phases (territory_code);
comment on table process_phases is 'When each phase is open in each territory of a process. Owner: processes. Personal data: no. Kept: as long as the process.';
comment on column process_phases.process_id is 'Which process. Personal data: no.';
comment on column process_phases.territory_code is 'Where; the root of the entity holds the dates for what concerns all of it. Personal data: no.';
comment on column process_phases.phase is 'gather, analyse, vote, commit or follow. Personal data: no.';
comment on column process_phases.opens_at is 'First instant in which it is open. Personal data: no.';
comment on column process_phases.closes_at is 'First instant in which it is closed again. Personal data: no.';
