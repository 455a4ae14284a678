-- Lines of history that those who follow have not been told yet. Written with the line, taken by the job that tells.

create table untold_history (
  history_id bigint primary key constraint untold_history_history_fkey references history (id),
  to_authors boolean not null default false
);
comment on table untold_history is 'Lines of history waiting to be told to those who follow. Owner: trace. Personal data: no. Kept: until they are told, about a minute.';
comment on column untold_history.history_id is 'Which line. Personal data: no.';
comment on column untold_history.to_authors is 'Whether those who made the thing are told too, also when they do not follow it. Personal data: no.';
