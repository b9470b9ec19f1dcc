-- The roles of the cluster: made once per PostgreSQL server, by somebody who may create roles. Safe to run again.
-- `yttrande roles` runs this; `yttrande roles --print` prints it for a database administrator.
select pg_advisory_lock(5933201);

do $$
declare
  wanted text;
begin
  foreach wanted in array array['yttrande_owner', 'yttrande_bridge', 'app_board', 'app_audit', 'app_council', 'app_admin', 'app_auth', 'app_worker'] loop
    if not exists (select 1 from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
  -- The program logs in as this one. It owns nothing and inherits nothing: it must choose a side.
  if not exists (select 1 from pg_roles where rolname = 'yttrande_app') then
    create role yttrande_app login noinherit;
  end if;
end $$;

grant app_board, app_audit, app_council, app_admin, app_auth, app_worker to yttrande_app;
grant yttrande_bridge to yttrande_owner;

select pg_advisory_unlock(5933201);
