-- What was put in a theme or taken out of it at once has the same way back as what was coded or discarded.

alter table demand_bulk_acts drop constraint demand_bulk_acts_act_known;
alter table demand_bulk_acts add constraint demand_bulk_acts_act_known check (act in ('code', 'discard', 'theme', 'untheme'));
comment on table demand_bulk_acts is 'An analyst coded, discarded, put in a theme or took out of one several needs at once: the chosen ones or all that some filters found. Owner: demands. Personal data: pseudonymous. Kept: for ever.';
comment on column demand_bulk_acts.act is 'code, discard, theme or untheme. Personal data: no.';

alter table demand_bulk_members add column theme_before bigint constraint demand_bulk_members_theme_before_fkey references demand_themes (id);
comment on column demand_bulk_members.theme_before is 'The theme it was in before; empty if none. Personal data: no.';
