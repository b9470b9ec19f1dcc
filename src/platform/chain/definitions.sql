-- What a database is built of, object by object: kind, name, and a digest of what PostgreSQL says of it. Read with search_path =
-- pg_catalog, so that every name is written out. Read by `verify` as a superuser and by the jobs as app_worker: the catalogue is
-- open to everybody, and nothing here asks a function of ours. Members of extensions are not the program's; those of plpgsql are
-- looked at all the same, so that nobody hides a function among them.
with schemas as (
  select n.oid, n.nspname, n.nspowner, n.nspacl from pg_namespace n where n.nspname in ('public', 'published', 'addressed')
), extended as (
  select d.classid, d.objid from pg_depend d join pg_extension e on e.oid = d.refobjid
  where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e' and e.extname <> 'plpgsql'
), relations as (
  select c.*, s.nspname, format('%I.%I', s.nspname, c.relname) as called
  from pg_class c join schemas s on s.oid = c.relnamespace
  where not exists (select 1 from extended x where x.classid = 'pg_class'::regclass and x.objid = c.oid)
), objects (kind, name, says) as (
  -- A schema of the name of a role would be looked into first by whoever has that role.
  select 'schema', n.nspname, case when n.nspname = 'public' then '' else pg_get_userbyid(n.nspowner) end || ' ' || coalesce((
      select string_agg(split_part(a::text, '/', 1), ' ' order by a::text collate "C") from unnest(n.nspacl) a), '')
  from pg_namespace n where n.nspname in ('public', 'published', 'addressed') or n.nspname ~ '^(app|yttrande)_'
  union all
  -- What version of the program it says to be of.
  select 'mark', 'of the schema published', coalesce(obj_description(s.oid, 'pg_namespace'), '') from schemas s where s.nspname = 'published'
  union all
  select case r.relkind when 'v' then 'view' when 'S' then 'sequence' when 'r' then 'table' else 'relation' end, r.called,
    concat_ws(' ', r.relkind, pg_get_userbyid(r.relowner), r.relpersistence, r.relrowsecurity, r.relforcerowsecurity, r.relispartition,
      -- Of a table they say how it is kept on disk, which is the administrator's.
      case when r.relkind in ('v', 'm') then concat_ws(' ', r.reloptions::text, pg_get_viewdef(r.oid)) end,
      (select concat_ws(' ', q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcycle, q.seqtypid::regtype) from pg_sequence q where q.seqrelid = r.oid))
  from relations r where r.relkind in ('r', 'v', 'm', 'S', 'p', 'f')
  union all
  select 'grants', 'on ' || r.called, coalesce((
      select string_agg(a::text, ' ' order by a::text collate "C")
      from unnest(coalesce(r.relacl, acldefault(case r.relkind when 'S' then 's' else 'r' end::"char", r.relowner))) a), '')
    || coalesce((
      select string_agg(format(' %I %s', c.attname, a), '' order by c.attname collate "C", a::text collate "C")
      from pg_attribute c cross join lateral unnest(c.attacl) a where c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped), '')
  from relations r where r.relkind in ('r', 'v', 'm', 'S', 'p', 'f')
  union all
  select 'column', format('%s.%I', r.called, c.attname),
    concat_ws(' ', format_type(c.atttypid, c.atttypmod), c.attnotnull, c.attidentity, c.attgenerated, (select o.collname from pg_collation o where o.oid = c.attcollation),
      (select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d where d.adrelid = c.attrelid and d.adnum = c.attnum))
  from relations r join pg_attribute c on c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped where r.relkind in ('r', 'v', 'm', 'p', 'f', 'c')
  union all
  select 'constraint', format('%I on %s', k.conname, r.called),
    concat_ws(' ', k.contype, pg_get_constraintdef(k.oid), k.convalidated, k.condeferrable, k.condeferred)
  from relations r join pg_constraint k on k.conrelid = r.oid where k.contype <> 't'
  union all
  -- One whose row says that it must not be asked, or holds nothing, is none.
  select 'index', format('%I on %s', i.relname, r.called), concat_ws(' ', pg_get_indexdef(i.oid), x.indisvalid, x.indisready, x.indislive, x.indisunique, x.indisprimary)
  from relations r join pg_index x on x.indrelid = r.oid join pg_class i on i.oid = x.indexrelid
  union all
  select 'trigger', format('%I on %s', t.tgname, r.called), concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled)
  from relations r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
  union all
  -- Those by which PostgreSQL holds foreign keys: they have numbers for names.
  select 'trigger', format('of the foreign key %I on %s', k.conname, r.called), string_agg(concat_ws(' ', t.tgfoid::regproc, t.tgtype, t.tgenabled), ', ' order by t.tgtype, t.tgfoid)
  from relations r join pg_trigger t on t.tgrelid = r.oid join pg_constraint k on k.oid = t.tgconstraint where t.tgisinternal group by k.conname, r.called
  union all
  select 'rule', format('%I on %s', w.rulename, r.called), concat_ws(' ', w.ev_type, w.is_instead, w.ev_enabled, case when w.rulename <> '_RETURN' then pg_get_ruledef(w.oid) end)
  from relations r join pg_rewrite w on w.ev_class = r.oid
  union all
  -- Whoever reads a table reads what inherits from it.
  select 'inheritance', format('of %s from %s', h.inhrelid::regclass, r.called), '' from relations r join pg_inherits h on h.inhparent = r.oid where r.relkind in ('r', 'p', 'f')
  union all
  select 'policy', format('%I on %s', p.polname, r.called),
    concat_ws(' ', p.polcmd, p.polpermissive, (select string_agg(case g when 0 then 'public' else pg_get_userbyid(g) end, ',' order by 1) from unnest(p.polroles) g),
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
  from relations r join pg_policy p on p.polrelid = r.oid
  union all
  -- Also one beside PostgreSQL's own, which would be found before them.
  select 'function', p.oid::regprocedure::text, concat_ws(' ', pg_get_userbyid(p.proowner), case when p.prokind in ('f', 'p', 'w') then pg_get_functiondef(p.oid) end,
      p.prokind, p.prosecdef, p.proleakproof, p.proconfig::text)
  from pg_proc p
  where (p.pronamespace in (select s.oid from schemas s) or p.pronamespace = 'pg_catalog'::regnamespace and p.oid >= 16384)
    and not exists (select 1 from extended x where x.classid = 'pg_proc'::regclass and x.objid = p.oid)
  union all
  select 'grants', 'on function ' || p.oid::regprocedure, (
      select string_agg(a::text, ' ' order by a::text collate "C") from unnest(coalesce(p.proacl, acldefault('f', p.proowner))) a)
  from pg_proc p join schemas s on s.oid = p.pronamespace
  where not exists (select 1 from extended x where x.classid = 'pg_proc'::regclass and x.objid = p.oid)
  union all
  select 'type', format('%I.%I', s.nspname, t.typname), concat_ws(' ', t.typtype, pg_get_userbyid(t.typowner), t.typnotnull, t.typdefault, nullif(t.typbasetype, 0)::regtype,
      (select string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
      (select string_agg(concat_ws(' ', k.conname, pg_get_constraintdef(k.oid), k.convalidated), ',' order by k.conname) from pg_constraint k where k.contypid = t.oid),
      (select string_agg(a::text, ' ' order by a::text collate "C") from unnest(t.typacl) a))
  from pg_type t join schemas s on s.oid = t.typnamespace
  where t.typtype in ('e', 'd', 'r') and not exists (select 1 from extended x where x.classid = 'pg_type'::regclass and x.objid = t.oid)
  union all
  select 'event trigger', v.evtname, concat_ws(' ', v.evtevent, v.evtfoid::regprocedure, v.evtenabled, v.evttags::text) from pg_event_trigger v
  where not exists (select 1 from extended x where x.classid = 'pg_event_trigger'::regclass and x.objid = v.oid)
  union all
  select 'grants', format('by default of %s in %s on %s', pg_get_userbyid(d.defaclrole), coalesce(nullif(d.defaclnamespace, 0)::regnamespace::text, 'all schemas'), d.defaclobjtype),
    d.defaclacl::text from pg_default_acl d
  union all
  -- Made by hand, and found before PostgreSQL's own or in their place.
  select 'operator', o.oid::regoperator::text, o.oprcode::text from pg_operator o
  where o.oid >= 16384 and not exists (select 1 from extended x where x.classid = 'pg_operator'::regclass and x.objid = o.oid)
  union all
  select 'cast', format('from %s to %s', c.castsource::regtype, c.casttarget::regtype), concat_ws(' ', c.castfunc::regprocedure, c.castcontext) from pg_cast c
  where c.oid >= 16384 and not exists (select 1 from extended x where x.classid = 'pg_cast'::regclass and x.objid = c.oid)
  union all
  select 'relation', format('pg_catalog.%I', c.relname), c.relkind::text from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.oid >= 16384
  union all
  -- PostgreSQL's own, which verify and pages stand on: those whose numbers are the same wherever it was set up.
  select 'built-in', 'functions of PostgreSQL', md5(string_agg(concat_ws(' ', p.oid, p.proname, p.prosrc, p.probin, p.prolang, p.proconfig::text), ',' order by p.oid))
  from pg_proc p where p.oid < 10000
  union all
  select 'built-in', 'operators of PostgreSQL', md5(string_agg(concat_ws(' ', o.oid, o.oprname, o.oprcode::oid), ',' order by o.oid)) from pg_operator o where o.oid < 10000
  union all
  select 'built-in', 'views of PostgreSQL', md5(string_agg(concat_ws(' ', c.relname, pg_get_viewdef(c.oid)), ',' order by c.relname collate "C"))
  from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'v' and c.oid < 16384
  union all
  select 'language', l.lanname, concat_ws(' ', l.lanpltrusted, l.lanplcallfoid::regprocedure, l.laninline::regprocedure, l.lanvalidator::regprocedure)
  from pg_language l where l.lanname in ('internal', 'c', 'sql', 'plpgsql')
)
select kind, name, string_agg(left(encode(sha256(convert_to(coalesce(says, ''), 'UTF8')), 'hex'), 32), ' ' order by says collate "C") as digest
from objects group by kind, name order by kind collate "C", name collate "C"
