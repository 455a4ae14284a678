-- Statements of conversations and the words of meetings are sealed in the log as needs are. What waits for its place in the log is
-- put right here, once, by the owner of the tables; the digest of minutes had no salt, and is sealed anew from their words.

create temporary table sealing on commit drop as
  select l.id as entry, (l.content ->> 'id')::bigint as thing,
    case l.kind
      when 'statement' then l.content ->> 'text'
      when 'meeting' then concat_ws(E'\n', l.content ->> 'title', l.content ->> 'place')
      when 'meeting-change' then concat_ws(E'\n', l.content #>> '{after,title}', l.content #>> '{after,place}')
      else m.text
    end as text,
    uuid_send(gen_random_uuid()) as salt,
    case l.kind
      when 'statement' then l.content - 'text'
      when 'meeting' then l.content - 'title' - 'place'
      when 'meeting-change' then jsonb_build_object('id', l.content -> 'id', 'startsAt', l.content #> '{after,startsAt}',
        'endsAt', l.content #> '{after,endsAt}')
      else l.content - 'sha256'
    end as rest
  from ledger_pending l
  left join meeting_minutes m on l.kind = 'minutes' and m.meeting_id = (l.content ->> 'id')::bigint
    and m.version = (l.content ->> 'version')::integer
  where l.kind in ('statement', 'meeting', 'meeting-change', 'minutes') and not l.content ? 'words';
insert into word_seals (thing_id, salt, digest)
  select thing, salt, encode(sha256(salt || convert_to(text, 'UTF8')), 'hex') from sealing where text is not null order by entry;
update ledger_pending l
  set content = s.rest || jsonb_build_object('words', encode(sha256(s.salt || convert_to(s.text, 'UTF8')), 'hex'))
  from sealing s where s.entry = l.id;
update history set data = data - 'sha256' where event = 'meetings.published';

comment on column word_seals.thing_id is 'Whose words: a need, the note of a question, a statement, a meeting. Personal data: no.';
