-- Who rates signed in is one on every telephone, and several people of one telephone are several: the browser tells apart only those
-- of whom no account is known.

alter table project_ratings drop constraint project_ratings_browser_once;
create unique index project_ratings_browser_once on project_ratings (project_id, key) where account_key is null;
comment on column project_ratings.key is 'Pseudonym of a browser for this project alone: of who never signed in to rate, who they are. Personal data: pseudonymous.';
comment on column project_ratings.account_key is 'Pseudonym of an account for this project alone, of who signed in or had done so there before: two telephones are one person. Personal data: pseudonymous.';
