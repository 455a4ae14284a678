-- An organisation that was not approved may be registered again: only one of a name waits or stands in a place.

drop index organisations_name_key;
create unique index organisations_name_key on organisations (territory_code, lower(name)) where refused_at is null;
