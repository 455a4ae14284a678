-- A request joins the thread of what answers it for good.

insert into link_relations (code, meaning) values
  ('asked', 'a request asked for what a need says or a commitment promises');
