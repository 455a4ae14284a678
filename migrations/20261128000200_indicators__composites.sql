-- Composite indices: how each is made, and its editions, which nobody can change once published.

create table composites (
  id bigint generated always as identity primary key,
  code text not null constraint composites_code_unique unique,
  name text not null,
  purpose text not null,
  method jsonb not null,
  made_by bigint not null constraint composites_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  changed_by bigint not null constraint composites_changed_by_fkey references accounts (id),
  changed_at timestamptz not null,
  constraint composites_code_shape check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) <= 80),
  constraint composites_name_length check (char_length(name) between 3 and 200)
);
comment on table composites is 'An index made here of several indicators: how its next edition would be computed. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column composites.id is 'Its number. Personal data: no.';
comment on column composites.code is 'Fixed for ever: it is in its address. Personal data: no.';
comment on column composites.name is 'What people call it. Personal data: no.';
comment on column composites.purpose is 'What it is for. Personal data: no.';
comment on column composites.method is 'Year, measures with their goalposts and weights, mean and treatment of gaps, as the next edition would take them. Personal data: no.';
comment on column composites.made_by is 'Who began it. Personal data: pseudonymous.';
comment on column composites.made_at is 'When. Personal data: no.';
comment on column composites.changed_by is 'Who changed the method last. Personal data: pseudonymous.';
comment on column composites.changed_at is 'When. Personal data: no.';

create table composite_editions (
  composite_id bigint not null constraint composite_editions_composite_fkey references composites (id),
  number integer not null,
  year smallint not null,
  content jsonb not null,
  note text not null,
  published_by bigint not null constraint composite_editions_published_by_fkey references accounts (id),
  published_at timestamptz not null,
  primary key (composite_id, number),
  constraint composite_editions_number_positive check (number >= 1)
);
comment on table composite_editions is 'An edition of an index as it was published: values, goalposts, weights, results and ranges. Later corrections of its indicators do not change it. Owner: indicators. Personal data: no. Kept: for ever.';
comment on column composite_editions.composite_id is 'Of which index. Personal data: no.';
comment on column composite_editions.number is 'From 1. Personal data: no.';
comment on column composite_editions.year is 'Year that it speaks of. Personal data: no.';
comment on column composite_editions.content is 'All that its page says, so that anybody can compute it again. Personal data: no.';
comment on column composite_editions.note is 'Why it was made, or what changed since the one before. Personal data: no.';
comment on column composite_editions.published_by is 'Who. Personal data: pseudonymous.';
comment on column composite_editions.published_at is 'When. Personal data: no.';
revoke update, delete, truncate on composite_editions from sigesi_program;
