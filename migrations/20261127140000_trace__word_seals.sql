-- The public log keeps a salted digest of what people say and not their words: whoever withdraws theirs takes them back from
-- everywhere. What waits for its place in the log is put right here, once, by the owner of the tables.

create table word_seals (
  id bigint generated always as identity primary key,
  thing_id bigint not null constraint word_seals_thing_fkey references things (id),
  salt bytea not null,
  digest text not null,
  constraint word_seals_salt_length check (octet_length(salt) = 16),
  constraint word_seals_digest_shape check (digest ~ '^[0-9a-f]{64}$')
);
create index word_seals_thing_idx on word_seals (thing_id, id);
revoke update, truncate on word_seals from sigesi_program;
comment on table word_seals is 'What opens the digests of words that the public log holds. Owner: trace. Personal data: no. Kept: as long as the words; erased when their author withdraws them, and then the entry says nothing and nobody can try words against it.';
comment on column word_seals.id is 'Order. Personal data: no.';
comment on column word_seals.thing_id is 'Whose words: a need, the note of a question. Personal data: no.';
comment on column word_seals.salt is '16 random bytes. Personal data: no.';
comment on column word_seals.digest is 'SHA-256(salt, words in UTF-8) in hexadecimal, as the log has it. Personal data: no.';

create temporary table sealing on commit drop as
  select id as entry, coalesce(content ->> 'news', content ->> 'id')::bigint as thing, content ->> 'text' as text,
    uuid_send(gen_random_uuid()) as salt
  from ledger_pending
  where kind in ('need', 'need-edit', 'need-corrected', 'question') and content ? 'text';
insert into word_seals (thing_id, salt, digest)
  select s.thing, s.salt, encode(sha256(s.salt || convert_to(s.text, 'UTF8')), 'hex')
  from sealing s left join demands d on d.id = s.thing where s.text <> '' and d.withdrawn_at is null order by s.entry;
update ledger_pending l
  set content = (l.content - 'text') || jsonb_build_object('words',
    case when s.text = '' then null else encode(sha256(s.salt || convert_to(s.text, 'UTF8')), 'hex') end)
  from sealing s where s.entry = l.id;

-- What was corrected in a meeting is kept with the versions of the need, which its author can erase; the history never forgets.
insert into demand_versions (demand_id, version, text, replaced_at)
  select h.thing_id,
    coalesce((select max(v.version) from demand_versions v where v.demand_id = h.thing_id), 0)
      + row_number() over (partition by h.thing_id order by h.id),
    h.data ->> 'before', h.at
  from history h join demands d on d.id = h.thing_id and d.withdrawn_at is null
  where h.event = 'demands.corrected' and h.data ? 'before';
update history set data = data - 'before' - 'after' where event = 'demands.corrected';
