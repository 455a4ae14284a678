-- A date of the entity is corrected by saying it anew: the row that it replaces keeps its mark, and its number in calendars stays.

alter table calendar_dates add column first_id bigint constraint calendar_dates_first_fkey references calendar_dates (id);
comment on column calendar_dates.first_id is 'The row with which this date was first said, when this one corrects it: its number for calendars and open data. Personal data: no.';
create index calendar_dates_first_idx on calendar_dates (first_id) where first_id is not null;
alter table calendar_dates add column removed_by bigint constraint calendar_dates_removed_by_fkey references accounts (id);
comment on column calendar_dates.removed_by is 'Who took it back or corrected it. Personal data: pseudonymous.';
