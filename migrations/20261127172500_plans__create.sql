-- What was planned, and how far it went: plans, their tree, what is programmed each year, what is reported, and what stands below a goal.

insert into link_relations (code, meaning) values ('planned_in', 'a commitment is part of a goal of a plan');

create table plans (
  id bigint primary key constraint plans_thing_fkey references things (id),
  code text not null constraint plans_code_unique unique,
  name text not null,
  year_from smallint not null,
  year_to smallint not null,
  state text not null,
  cut_off date not null,
  generated boolean not null default false,
  created_at timestamptz not null,
  constraint plans_code_plain check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  constraint plans_name_length check (char_length(name) between 3 and 200),
  constraint plans_years check (year_from between 1990 and 2100 and year_to between year_from and year_from + 29),
  constraint plans_state_known check (state in ('draft', 'in_force', 'closed')),
  constraint plans_cut_off_within check (extract(year from cut_off) between year_from and year_to)
);
create unique index plans_one_in_force on plans (state) where state = 'in_force';
comment on table plans is 'A plan of the government. Owner: plans. Personal data: no. Kept: for ever.';
comment on column plans.id is 'Thing that it is. Personal data: no.';
comment on column plans.code is 'What it is called in addresses and files. Personal data: no.';
comment on column plans.name is 'What people call it. Personal data: no.';
comment on column plans.year_from is 'First year. Personal data: no.';
comment on column plans.year_to is 'Last year. Personal data: no.';
comment on column plans.state is 'draft (being written), in_force (one at most) or closed. Personal data: no.';
comment on column plans.cut_off is 'Day up to which progress is computed; its year is the year that is looked at. Personal data: no.';
comment on column plans.generated is 'Made up for the demonstration, and shown as such. Personal data: no.';
comment on column plans.created_at is 'When it was written here. Personal data: no.';

create table plan_nodes (
  id bigint primary key constraint plan_nodes_thing_fkey references things (id),
  plan_id bigint not null constraint plan_nodes_plan_fkey references plans (id),
  code text not null,
  parent_id bigint,
  depth smallint not null,
  parent_depth smallint generated always as (depth - 1) stored,
  level text not null,
  name text not null,
  behaviour text,
  unit text,
  baseline double precision,
  goal double precision,
  weight double precision,
  agency_code text constraint plan_nodes_agency_fkey references agencies (code),
  body text,
  row_key bytea,
  constraint plan_nodes_code_unique unique (plan_id, code),
  constraint plan_nodes_place_unique unique (plan_id, id, depth),
  constraint plan_nodes_parent_fkey foreign key (plan_id, parent_id, parent_depth) references plan_nodes (plan_id, id, depth),
  constraint plan_nodes_top check ((parent_id is null) = (depth = 1) and depth between 1 and 12),
  constraint plan_nodes_code_plain check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  constraint plan_nodes_name_length check (char_length(name) between 1 and 1000),
  constraint plan_nodes_behaviour_known check (behaviour in ('incremento_acumulado', 'incremento_flujo', 'incremento_capacidad', 'mantenimiento_stock', 'reduccion')),
  constraint plan_nodes_numbers check (baseline between -1e300 and 1e300 and goal between -1e300 and 1e300),
  constraint plan_nodes_weight_positive check (weight between 0 and 1e300)
);
create index plan_nodes_parent_idx on plan_nodes (parent_id);
comment on table plan_nodes is 'The tree of a plan: what has nothing below is a goal. A node is one level below its parent, so no tree can bite its tail. Owner: plans. Personal data: no. Kept: for ever.';
comment on column plan_nodes.id is 'Thing that it is. Personal data: no.';
comment on column plan_nodes.plan_id is 'Of which plan. Personal data: no.';
comment on column plan_nodes.code is 'As the plan numbers it: what it is known by, never its name. Personal data: no.';
comment on column plan_nodes.parent_id is 'What it is part of; empty at the top. Personal data: no.';
comment on column plan_nodes.depth is '1 at the top. Personal data: no.';
comment on column plan_nodes.parent_depth is 'Computed: depth of the parent, for the key that forbids cycles. Personal data: no.';
comment on column plan_nodes.level is 'What the plan calls this level. Personal data: no.';
comment on column plan_nodes.name is 'What it says. Personal data: no.';
comment on column plan_nodes.behaviour is 'Of a goal: how its progress is computed (see analysis/progress); empty when nobody said. Personal data: no.';
comment on column plan_nodes.unit is 'Of a goal: what is counted. Personal data: no.';
comment on column plan_nodes.baseline is 'Of a goal: from where it begins. Personal data: no.';
comment on column plan_nodes.goal is 'Of a goal: where it wants to be at the end of the plan. Personal data: no.';
comment on column plan_nodes.weight is 'What it weighs among its sisters; empty: all the same. Personal data: no.';
comment on column plan_nodes.agency_code is 'Agency that answers for it, when it is one of the catalogue. Personal data: no.';
comment on column plan_nodes.body is 'Who answers for it, as the file says. Personal data: no.';
comment on column plan_nodes.row_key is 'SHA-256 of the last row that said it: how a second load knows it. Personal data: no.';

create table plan_years (
  node_id bigint not null constraint plan_years_node_fkey references plan_nodes (id),
  year smallint not null,
  original double precision,
  programmed double precision,
  primary key (node_id, year),
  constraint plan_years_year check (year between 1990 and 2130),
  constraint plan_years_numbers check (original between -1e300 and 1e300 and programmed between -1e300 and 1e300)
);
comment on table plan_years is 'What a goal wants to reach each year. Owner: plans. Personal data: no. Kept: for ever.';
comment on column plan_years.node_id is 'Of which goal. Personal data: no.';
comment on column plan_years.year is 'Year. Personal data: no.';
comment on column plan_years.original is 'What was programmed first. Personal data: no.';
comment on column plan_years.programmed is 'What is programmed now. Empty: not programmed (NP), which is not zero. Personal data: no.';

create table plan_reports (
  id bigint generated always as identity primary key,
  node_id bigint not null constraint plan_reports_node_fkey references plan_nodes (id),
  year smallint not null,
  value double precision not null,
  as_of date not null,
  note text not null,
  reported_by bigint constraint plan_reports_reported_by_fkey references accounts (id),
  at timestamptz not null,
  constraint plan_reports_year check (extract(year from as_of) = year),
  constraint plan_reports_value_finite check (value between -1e300 and 1e300),
  constraint plan_reports_note_length check (char_length(note) between 3 and 2000)
);
create index plan_reports_node_idx on plan_reports (node_id, year, id);
comment on table plan_reports is 'What was achieved of a goal, as somebody reported it. Append-only: the last one of a year counts and the others stay. Owner: plans. Personal data: pseudonymous (who). Kept: for ever.';
comment on column plan_reports.id is 'Order in which they came in. Personal data: no.';
comment on column plan_reports.node_id is 'Of which goal. Personal data: no.';
comment on column plan_reports.year is 'Of which year. Personal data: no.';
comment on column plan_reports.value is 'What was achieved of that year until that day. Personal data: no.';
comment on column plan_reports.as_of is 'Up to which day. Personal data: no.';
comment on column plan_reports.note is 'What it says, and where it can be seen. Personal data: no.';
comment on column plan_reports.reported_by is 'Who. Personal data: pseudonymous.';
comment on column plan_reports.at is 'When it was reported. Personal data: no.';
revoke update, delete, truncate on plan_reports from sigesi_program;

create table plan_products (
  id bigint generated always as identity primary key,
  node_id bigint not null constraint plan_products_node_fkey references plan_nodes (id),
  year smallint not null,
  code text not null,
  name text not null,
  project_code text not null,
  target double precision,
  executed double precision,
  weight double precision,
  progress double precision,
  row_key bytea not null,
  constraint plan_products_unique unique (node_id, year, code, project_code),
  constraint plan_products_code_shape check (code ~ '^\d{7}$'),
  constraint plan_products_project_shape check (project_code ~ '^\d{13}$'),
  constraint plan_products_numbers check (target between -1e300 and 1e300 and executed between -1e300 and 1e300 and progress between -1e300 and 1e300),
  constraint plan_products_weight_positive check (weight between 0 and 1e300)
);
comment on table plan_products is 'What a project delivers of a goal in a year. Owner: plans. Personal data: no. Kept: for ever.';
comment on column plan_products.id is 'Its number. Personal data: no.';
comment on column plan_products.node_id is 'Of which goal. Personal data: no.';
comment on column plan_products.year is 'Year. Personal data: no.';
comment on column plan_products.code is 'Code of the product in the catalogue of the country: seven digits, with their zeros. Personal data: no.';
comment on column plan_products.name is 'What is delivered. Personal data: no.';
comment on column plan_products.project_code is 'Code of the project that delivers it: thirteen digits. Personal data: no.';
comment on column plan_products.target is 'How much was programmed. Personal data: no.';
comment on column plan_products.executed is 'How much was delivered, as the file says. Personal data: no.';
comment on column plan_products.weight is 'What it weighs in its goal. Personal data: no.';
comment on column plan_products.progress is 'Progress as the file says it, 1 = whole. Personal data: no.';
comment on column plan_products.row_key is 'SHA-256 of the last row that said it. Personal data: no.';

create table plan_activities (
  id bigint generated always as identity primary key,
  node_id bigint not null constraint plan_activities_node_fkey references plan_nodes (id),
  code text not null,
  name text not null,
  project_code text not null,
  product_code text,
  weight double precision,
  progress double precision,
  starts date,
  ends date,
  row_key bytea not null,
  constraint plan_activities_unique unique (node_id, code),
  constraint plan_activities_project_shape check (project_code ~ '^\d{13}$'),
  constraint plan_activities_product_shape check (product_code ~ '^\d{7}$'),
  constraint plan_activities_numbers check (weight between 0 and 1e300 and progress between -1e300 and 1e300)
);
comment on table plan_activities is 'What is done to deliver, as the plan of action says. Owner: plans. Personal data: no. Kept: for ever.';
comment on column plan_activities.id is 'Its number. Personal data: no.';
comment on column plan_activities.node_id is 'Of which goal. Personal data: no.';
comment on column plan_activities.code is 'As the plan of action numbers it. Personal data: no.';
comment on column plan_activities.name is 'What is done. Personal data: no.';
comment on column plan_activities.project_code is 'Of which project. Personal data: no.';
comment on column plan_activities.product_code is 'Of which product. Personal data: no.';
comment on column plan_activities.weight is 'What it weighs, 1 = whole. Personal data: no.';
comment on column plan_activities.progress is 'Progress as the file says it, 1 = whole. Personal data: no.';
comment on column plan_activities.starts is 'First day; empty when the file says none that can be. Personal data: no.';
comment on column plan_activities.ends is 'Last day. Personal data: no.';
comment on column plan_activities.row_key is 'SHA-256 of the last row that said it. Personal data: no.';
