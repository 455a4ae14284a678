-- The list of a whole process with the most supported first read every need of it to sort them: six times the cost of the newest.
create index demands_most_idx on demands (process_id, supports desc, id desc) where hidden_reason is null;
