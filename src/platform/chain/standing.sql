-- What belongs to the server and not to one database, so that no clean database shows how it should be: the roles, what they are
-- members of, and settings under which nothing is as it was written. Whoever administers the server is named apart from that: there
-- is always somebody.
with ours as (
  select r.* from pg_roles r where r.rolname in ('yttrande_owner', 'yttrande_bridge', 'yttrande_app', 'app_board', 'app_audit', 'app_council', 'app_admin', 'app_auth', 'app_worker')
)
select 'role' as kind, r.rolname::text as name, 'changed' as how from ours r
where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
  or r.rolcanlogin <> (r.rolname = 'yttrande_app') or r.rolname = 'yttrande_app' and r.rolinherit
union all
select 'membership', format('of %s in %s', member.rolname, role.rolname),
  case when is_ours then 'changed' else 'strange' end
from pg_auth_members m
join pg_roles role on role.oid = m.roleid
join pg_roles member on member.oid = m.member
cross join lateral (
  select member.rolname = 'yttrande_app' and role.rolname in ('app_board', 'app_audit', 'app_council', 'app_admin', 'app_auth', 'app_worker')
    or member.rolname = 'yttrande_owner' and role.rolname = 'yttrande_bridge' as is_ours
) x
where (m.roleid in (select o.oid from ours o) or m.member in (select o.oid from ours o))
  and case when is_ours then m.admin_option or member.rolname = 'yttrande_app' and coalesce(to_jsonb(m) ->> 'inherit_option' = 'true', false)
    -- Whoever may make roles is made a member of those that she makes, from PostgreSQL 16 on.
    else not (m.roleid in (select o.oid from ours o) and (member.rolsuper or member.rolcreaterole)) end
union all
select 'setting', format('%s of %s', split_part(s.setting, '=', 1), coalesce(pg_get_userbyid(nullif(d.setrole, 0)), 'the database')), 'strange'
from pg_db_role_setting d cross join lateral unnest(d.setconfig) s (setting)
where d.setdatabase in (0, (select b.oid from pg_database b where b.datname = current_database()))
  and (d.setrole = 0 or d.setrole in (select o.oid from ours o))
  and split_part(s.setting, '=', 1) ~ '^(search_path|session_replication_role|row_security|role|session_authorization|(session|local)_preload_libraries|check_function_bodies|app\..*|plpgsql\..*|transform_null_equals|array_nulls|standard_conforming_strings)$'
union all
select 'setting', s.name || ' of the server', 'strange' from pg_settings s
where s.name in ('session_replication_role', 'search_path', 'row_security', 'session_preload_libraries', 'local_preload_libraries', 'transform_null_equals')
  and s.reset_val is distinct from s.boot_val
  and s.source in ('configuration file', 'command line', 'environment variable', 'global', 'default')
union all
-- Told, and no fault.
select 'superuser', r.rolname, 'told' from pg_roles r where r.rolsuper and r.rolname not in (select o.rolname from ours o)
union all
select 'administrator', r.rolname, 'told' from pg_roles r where not r.rolsuper and r.rolcreaterole and r.rolname not in (select o.rolname from ours o)
union all
select 'extension', e.extname, 'told' from pg_extension e where e.extname <> 'plpgsql'
union all
select 'database', d.datname || ', which a verify that was ended has left, unless one runs now', 'told' from pg_database d where d.datname ~ '^yttrande_clean_[0-9a-f]{16}$'
order by 1, 2
