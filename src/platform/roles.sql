-- The roles of the cluster: made once per PostgreSQL server, by somebody who may create roles. Safe to run again: what is
-- there already is not written anew. `yttrande roles` runs this; `yttrande roles --print` prints it for a database
-- administrator.
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
  foreach wanted in array array['app_board', 'app_audit', 'app_council', 'app_admin', 'app_auth', 'app_worker'] loop
    if not pg_has_role('yttrande_app', wanted, 'member') then
      execute format('grant %I to yttrande_app', wanted);
    end if;
  end loop;
  if not pg_has_role('yttrande_owner', 'yttrande_bridge', 'member') then
    grant yttrande_bridge to yttrande_owner;
  end if;
end $$;
