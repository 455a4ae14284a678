-- Which transaction changed a request last: each process keeps some numbers of every request in memory and reads, before it counts, those
-- that changed since it last looked. By transaction and not by time, because one that began earlier may commit later.

alter table cases add column changed_in xid8 not null default pg_current_xact_id();
comment on column cases.changed_in is 'Transaction that wrote the row last; after a restore, of the database that it came from.';
create index cases_changed_idx on cases (changed_in);

create function cases_mark_changed() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
create trigger cases_changed before update on cases for each row execute function cases_mark_changed();

-- The lists of the desk, in their order: open, closed.
create index cases_open_order_idx on cases (coalesce(due_on, '9999-12-31'::date), id) where closed_at is null;
create index cases_closed_order_idx on cases (coalesce(due_on, '9999-12-31'::date), id) where closed_at is not null;
create index cases_open_agency_order_idx on cases (agency_code, coalesce(due_on, '9999-12-31'::date), id) where closed_at is null;
create index cases_assigned_order_idx on cases (assigned_to, coalesce(due_on, '9999-12-31'::date), id);
drop index cases_assigned_idx;
-- Open311 gives what everybody may read, the newest first.
create index cases_public_received_idx on cases (received_at desc, id desc) where public_text is not null;
