-- Themes as folders, coding by a second person who does not see the first, and the answer to each author.

create table demand_themes (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint demand_themes_process_fkey references processes (id),
  parent_id bigint constraint demand_themes_parent_fkey references demand_themes (id),
  name text not null,
  about text,
  made_by bigint constraint demand_themes_made_by_fkey references accounts (id),
  made_at timestamptz not null,
  closed_at timestamptz,
  constraint demand_themes_name_length check (char_length(name) between 3 and 120),
  constraint demand_themes_about_length check (char_length(about) between 3 and 1000),
  constraint demand_themes_not_in_itself check (parent_id <> id)
);
create unique index demand_themes_name_key on demand_themes (process_id, lower(name)) where closed_at is null;
create index demand_themes_parent_idx on demand_themes (parent_id) where parent_id is not null;
comment on table demand_themes is 'A folder of needs about the same, in a tree of two levels. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_themes.id is 'Key. Personal data: no.';
comment on column demand_themes.process_id is 'Of which process. Personal data: no.';
comment on column demand_themes.parent_id is 'The theme it is within; that one is within none. Personal data: no.';
comment on column demand_themes.name is 'Its name. Personal data: no.';
comment on column demand_themes.about is 'What goes in it, for those who read and for those who put needs in. Personal data: no.';
comment on column demand_themes.made_by is 'Who made it. Personal data: pseudonymous.';
comment on column demand_themes.made_at is 'When. Personal data: no.';
comment on column demand_themes.closed_at is 'When it was closed, empty; its history stays. Personal data: no.';

create table demand_theme_members (
  id bigint generated always as identity primary key,
  theme_id bigint not null constraint demand_theme_members_theme_fkey references demand_themes (id),
  demand_id bigint not null constraint demand_theme_members_demand_fkey references demands (id),
  put_by bigint constraint demand_theme_members_put_by_fkey references accounts (id),
  put_at timestamptz not null,
  taken_by bigint constraint demand_theme_members_taken_by_fkey references accounts (id),
  taken_at timestamptz
);
create unique index demand_theme_members_live_key on demand_theme_members (demand_id) where taken_at is null;
create index demand_theme_members_theme_idx on demand_theme_members (theme_id, demand_id) where taken_at is null;
comment on table demand_theme_members is 'Which needs are in a theme, and which were: a need is in one theme at a time. Owner: demands. Personal data: no. Kept: for ever.';
comment on column demand_theme_members.id is 'Key. Personal data: no.';
comment on column demand_theme_members.theme_id is 'Which theme. Personal data: no.';
comment on column demand_theme_members.demand_id is 'Which need. Personal data: no.';
comment on column demand_theme_members.put_by is 'Who put it in. Personal data: pseudonymous.';
comment on column demand_theme_members.put_at is 'When. Personal data: no.';
comment on column demand_theme_members.taken_by is 'Who took it out. Personal data: pseudonymous.';
comment on column demand_theme_members.taken_at is 'When it was taken out; empty while it is in. Personal data: no.';

create table coding_samples (
  id bigint generated always as identity primary key,
  process_id bigint not null constraint coding_samples_process_fkey references processes (id),
  seed text not null,
  drawn_by bigint constraint coding_samples_drawn_by_fkey references accounts (id),
  drawn_at timestamptz not null
);
create index coding_samples_process_idx on coding_samples (process_id, id desc);
comment on table coding_samples is 'Coded needs drawn to be coded again by somebody who does not see the first codes. Owner: demands. Personal data: no. Kept: for ever.';
comment on column coding_samples.id is 'Key. Personal data: no.';
comment on column coding_samples.process_id is 'Of which process. Personal data: no.';
comment on column coding_samples.seed is 'Seed of the draw, so that anybody can repeat it. Personal data: no.';
comment on column coding_samples.drawn_by is 'Who asked for it. Personal data: pseudonymous.';
comment on column coding_samples.drawn_at is 'When. Personal data: no.';

create table coding_items (
  sample_id bigint not null constraint coding_items_sample_fkey references coding_samples (id),
  demand_id bigint not null constraint coding_items_demand_fkey references demands (id),
  first_sector text constraint coding_items_first_sector_fkey references sectors (code),
  first_right text constraint coding_items_first_right_fkey references rights (code),
  first_by bigint constraint coding_items_first_by_fkey references accounts (id),
  second_sector text constraint coding_items_second_sector_fkey references sectors (code),
  second_right text constraint coding_items_second_right_fkey references rights (code),
  second_by bigint constraint coding_items_second_by_fkey references accounts (id),
  second_at timestamptz,
  final_sector text constraint coding_items_final_sector_fkey references sectors (code),
  final_right text constraint coding_items_final_right_fkey references rights (code),
  resolved_by bigint constraint coding_items_resolved_by_fkey references accounts (id),
  resolved_how text,
  resolved_at timestamptz,
  primary key (sample_id, demand_id),
  constraint coding_items_two_people check (second_by <> first_by),
  constraint coding_items_second check ((second_by is null) = (second_at is null)),
  constraint coding_items_resolved check ((resolved_by is null) = (resolved_at is null) and (resolved_how is null) = (resolved_at is null)),
  constraint coding_items_how_known check (resolved_how in ('third', 'jointly')),
  constraint coding_items_third check (resolved_how <> 'third' or (resolved_by is distinct from first_by and resolved_by is distinct from second_by)),
  constraint coding_items_order check (resolved_at is null or second_at is not null)
);
create index coding_items_demand_idx on coding_items (demand_id);
comment on table coding_items is 'One need coded by two people, and by a third or by both together where they differ. Owner: demands. Personal data: pseudonymous. Kept: for ever.';
comment on column coding_items.sample_id is 'Which draw. Personal data: no.';
comment on column coding_items.demand_id is 'Which need. Personal data: no.';
comment on column coding_items.first_sector is 'Sector that the need had when it was drawn. Personal data: no.';
comment on column coding_items.first_right is 'Right that it had. Personal data: no.';
comment on column coding_items.first_by is 'Who coded it first; empty if it came coded in a file. Personal data: pseudonymous.';
comment on column coding_items.second_sector is 'Sector of the second coder; empty: none fits. Personal data: no.';
comment on column coding_items.second_right is 'Right of the second coder; empty: none fits. Personal data: no.';
comment on column coding_items.second_by is 'Who coded it without seeing the first; never the same person. Personal data: pseudonymous.';
comment on column coding_items.second_at is 'When. Personal data: no.';
comment on column coding_items.final_sector is 'Sector after resolving. Personal data: no.';
comment on column coding_items.final_right is 'Right after resolving. Personal data: no.';
comment on column coding_items.resolved_by is 'Who wrote down the agreement, or the third who decided. Personal data: pseudonymous.';
comment on column coding_items.resolved_how is 'third: somebody else decided; jointly: both coders talked. Personal data: no.';
comment on column coding_items.resolved_at is 'When. Personal data: no.';

create table answer_templates (
  process_id bigint not null constraint answer_templates_process_fkey references processes (id),
  decision text not null,
  locale text not null,
  text text not null,
  edited_by bigint constraint answer_templates_edited_by_fkey references accounts (id),
  edited_at timestamptz not null,
  primary key (process_id, decision, locale),
  constraint answer_templates_decision_known check (decision in ('merged', 'discarded', 'taken')),
  constraint answer_templates_locale_known check (locale in ('es', 'en')),
  constraint answer_templates_text_length check (char_length(text) between 20 and 2000)
);
comment on table answer_templates is 'How authors are answered in a process, by decision and language, where it was changed from the words of the program. Owner: demands. Personal data: no. Kept: as long as the process.';
comment on column answer_templates.process_id is 'Which process. Personal data: no.';
comment on column answer_templates.decision is 'What was decided of the need. Personal data: no.';
comment on column answer_templates.locale is 'Language. Personal data: no.';
comment on column answer_templates.text is 'The words, with {need}, {reason}, {place} and {link} where they go. Personal data: no.';
comment on column answer_templates.edited_by is 'Who wrote it. Personal data: pseudonymous.';
comment on column answer_templates.edited_at is 'When. Personal data: no.';

create table demand_answers (
  id bigint generated always as identity primary key,
  demand_id bigint not null constraint demand_answers_demand_fkey references demands (id),
  decision text not null,
  text_es text not null,
  text_en text not null,
  sent_by bigint constraint demand_answers_sent_by_fkey references accounts (id),
  sent_at timestamptz not null,
  constraint demand_answers_decision_known check (decision in ('merged', 'discarded', 'taken'))
);
create index demand_answers_demand_idx on demand_answers (demand_id, id desc);
revoke update, delete, truncate on demand_answers from sigesi_program;
comment on table demand_answers is 'What each author was answered, as they read it. Append only. Owner: demands. Personal data: possibly, the words of the need. Kept: for ever.';
comment on column demand_answers.id is 'Key, in order of time. Personal data: no.';
comment on column demand_answers.demand_id is 'To whose need. Personal data: no.';
comment on column demand_answers.decision is 'What had been decided. Personal data: no.';
comment on column demand_answers.text_es is 'The answer in Spanish. Personal data: possibly.';
comment on column demand_answers.text_en is 'The answer in English. Personal data: possibly.';
comment on column demand_answers.sent_by is 'Who signed it. Personal data: pseudonymous.';
comment on column demand_answers.sent_at is 'When. Personal data: no.';
