-- The analyst's desk counts 100,000 needs by state, sector, place and door at every click: it reads an index that holds those
-- columns and nothing else. Whether a need is hidden is kept beside it for the same reason: asking `things` row by row
-- cost more than the count itself. `things.visibility` stays the truth for the thread; one command writes both.

alter table demands add column hidden_reason text;
alter table demands add constraint demands_hidden_reason_length check (char_length(hidden_reason) between 3 and 1000);
comment on column demands.hidden_reason is 'Public reason why a moderator hid it; empty while everybody may read it. Always together with visibility hidden of its thing. Personal data: no.';

create index demands_desk_idx on demands (process_id, state, territory_code, sector_code, channel, sub_code) where hidden_reason is null;
create index demands_newest_idx on demands (process_id, id desc) where hidden_reason is null;
create index demands_supports_idx on demands (process_id, territory_code, supports desc, id desc) where hidden_reason is null and merged_into_id is null;
create index demand_merges_made_idx on demand_merges (target_id, id desc);
