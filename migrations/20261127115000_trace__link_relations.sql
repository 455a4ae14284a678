-- The relations between things, one row each: a module that brings a new one adds its row, instead of writing the list of all of them again.

create table link_relations (
  code text primary key,
  meaning text not null
);
comment on table link_relations is 'What a link may say. Filled by migrations only. Owner: trace. Personal data: no. Kept: for ever.';
comment on column link_relations.code is 'Key. Personal data: no.';
comment on column link_relations.meaning is 'What the link says of the two things, the earlier first. Personal data: no.';
revoke insert, update, delete, truncate on link_relations from sigesi_program;

insert into link_relations (code, meaning) values
  ('joined_into', 'a need was merged into another'),
  ('became', 'a need is the origin of an initiative'),
  ('promised_as', 'an initiative or need became a commitment'),
  ('heard', 'a need was said in a meeting'),
  ('agreed', 'a commitment was agreed in a meeting'),
  ('told_in', 'a note tells what was decided about it');

alter table links drop constraint links_relation_known,
  add constraint links_relation_fkey foreign key (relation) references link_relations (code);
comment on column links.relation is 'What it says; each is explained in link_relations. Personal data: no.';
