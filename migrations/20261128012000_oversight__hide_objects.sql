-- What an organisation watches for can be reported and hidden as what it finds: its words stand nowhere but in their row.

alter table oversights add column hidden_reason text;
comment on table oversights is 'An organisation that watches something of the government during a time. Owner: oversight. Personal data: pseudonymous (who made it); its words may hold some, people can report them and moderators hide them. Kept: for ever.';
comment on column oversights.object is 'What for, in its words. Personal data: possibly.';
comment on column oversights.hidden_reason is 'Why moderation hides what for. Personal data: no.';

update links set reason = null where relation = 'watched_by';
