-- Initiatives: what is put to the vote, built from needs.

create table initiatives (
  id bigint primary key constraint initiatives_thing_fkey references things (id),
  process_id bigint not null constraint initiatives_process_fkey references processes (id),
  territory_code text not null constraint initiatives_territory_fkey references territories (code),
  title text not null,
  text text not null,
  place text,
  sector_code text not null constraint initiatives_sector_fkey references sectors (code),
  right_code text constraint initiatives_right_fkey references rights (code),
  cost bigint,
  agency_code text not null constraint initiatives_agency_fkey references agencies (code),
  feasibility text not null,
  feasibility_note text,
  state text not null default 'draft',
  reason text,
  created_by bigint constraint initiatives_created_by_fkey references accounts (id),
  created_at timestamptz not null,
  constraint initiatives_title_length check (char_length(title) between 5 and 160),
  constraint initiatives_text_length check (char_length(text) between 10 and 4000),
  constraint initiatives_cost_range check (cost > 0),
  constraint initiatives_feasibility_known check (feasibility in ('viable', 'conditional', 'studying', 'not_viable')),
  constraint initiatives_state_known check (state in ('draft', 'published', 'withdrawn')),
  constraint initiatives_withdrawn check ((state = 'withdrawn') = (reason is not null))
);
create index initiatives_place_idx on initiatives (process_id, territory_code, id);
comment on table initiatives is 'What is put to the vote, built from one or many needs (links ''became''). Owner: initiatives. Personal data: no. Kept: for ever.';
comment on column initiatives.id is 'The thing. Personal data: no.';
comment on column initiatives.process_id is 'Which process. Personal data: no.';
comment on column initiatives.territory_code is 'Where it would be done and voted. Personal data: no.';
comment on column initiatives.title is 'Title on the ballot. Personal data: no.';
comment on column initiatives.text is 'What would be done. Personal data: no.';
comment on column initiatives.place is 'Neighbourhoods or veredas, as people call them. Personal data: no.';
comment on column initiatives.sector_code is 'Sector. Personal data: no.';
comment on column initiatives.right_code is 'Right at stake. Personal data: no.';
comment on column initiatives.cost is 'Estimated cost in whole units of the currency; empty: not known. Personal data: no.';
comment on column initiatives.agency_code is 'Agency that would lead it. Personal data: no.';
comment on column initiatives.feasibility is 'Whether it can be done, according to that agency. Personal data: no.';
comment on column initiatives.feasibility_note is 'Why, or under which conditions. Personal data: no.';
comment on column initiatives.state is 'draft: staff only; published: on the ballot; withdrawn: with a public reason. Personal data: no.';
comment on column initiatives.reason is 'Public reason of a withdrawal. Personal data: no.';
comment on column initiatives.created_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column initiatives.created_at is 'When. Personal data: no.';
