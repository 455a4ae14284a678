-- What an official has done so far is asked on their first page: the program says what comes next.
create index history_actor_idx on history (actor_id, event) where actor_id is not null;
