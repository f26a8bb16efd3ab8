-- Roles of the check-ins' own cluster. Run once as its superuser after `python -m inspect_app.cli migrate --only checkin`,
-- which alone changes tables: at every new version it runs first, as the owner, before any service starts.
-- The opener owns the tables and alone reads boxes. Web prints cards and reads bands. Checkin puts boxes in
-- and marks cards. Jobs reads which bands a night changed, for the scores, and nothing else.
create role spotcheck_opener login;
create role spotcheck_web login;
create role spotcheck_checkin login;
create role spotcheck_jobs login;
grant execute on function pg_switch_wal() to spotcheck_opener;
grant pg_checkpoint to spotcheck_opener;

do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I owner to spotcheck_opener', name);
  end loop;
end $$;
grant create, usage on schema public to spotcheck_opener;
grant usage on schema public to spotcheck_web, spotcheck_checkin, spotcheck_jobs;

-- Cards and boxes are made anew each night; the opener calls this after it has made them.
create or replace function spotcheck_grants() returns void language sql as $$
  grant select, insert, update on runs, cards to spotcheck_web;
  grant select (h, run, used), update (used) on cards to spotcheck_checkin;
  grant select (id, point, pile), insert, update (c) on boxes to spotcheck_checkin;
$$;
alter function spotcheck_grants() owner to spotcheck_opener;
set role spotcheck_opener;
select spotcheck_grants();
-- Each process looks whether the schema is the newest, and refuses to start on an older one.
grant select on alembic_version to spotcheck_web, spotcheck_checkin, spotcheck_jobs;
grant select, insert, update on points to spotcheck_web;
grant select on points, snapshots to spotcheck_jobs;
grant select on snapshots, regional_totals, periods to spotcheck_web;
grant update (held) on periods to spotcheck_web;
grant select, update on urgent to spotcheck_web;
grant select, insert, update, delete on duty, offered to spotcheck_web;
grant select on points, runs, periods, duty, offered to spotcheck_checkin;
grant select, insert, update on urgent to spotcheck_checkin;
-- A lent handset says when it has sent everything, and when it is put away.
grant update (sent, state) on runs to spotcheck_checkin;
reset role;
