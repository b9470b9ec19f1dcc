-- Draws the data model of the database that it is run on, as Markdown with Mermaid diagrams. The caller has filled
-- `pg_temp.area (n, file, says)` and `pg_temp.made (name, file, says)` with what the migrations say; everything else is
-- asked of the catalogue, so that the picture cannot differ from what is there. For psql -At.

create temp view side as
select n, role, name from (values
  (1, 'app_board', 'board'), (2, 'app_audit', 'auditors'), (3, 'app_council', 'council'),
  (4, 'app_admin', 'administrator'), (5, 'app_auth', 'sign-in'), (6, 'app_worker', 'jobs')) as side (n, role, name);

-- What a table is: told by the triggers that guard it, and for a projection by its name.
create temp view entity as
select c.oid, c.relname as name, made.file, made.says, c.relrowsecurity as own_rows,
  case
    when c.relname ~ '_(now|then)$' then 'projection'
    when exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'append_only') then 'record'
    when exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'must_be_logged') then 'state'
    else 'material'
  end as kind
from pg_class c left join made on made.name = c.relname
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like '\_%';

-- What a side may do with a table: read, add, change, delete; in brackets what it may only do with some columns.
create temp view reach as
select e.oid, s.n,
  coalesce(string_agg(case
      when has_table_privilege(s.role, e.oid, act.verb) then act.letter
      when act.verb <> 'delete' and has_any_column_privilege(s.role, e.oid, act.verb) then '(' || act.letter || ')'
    end, '' order by act.n), '') as letters
from entity e cross join side s
cross join (values (1, 'select', 'r'), (2, 'insert', 'a'), (3, 'update', 'c'), (4, 'delete', 'd')) as act (n, verb, letter)
group by e.oid, s.n;

create temp view key as
select con.conrelid as child, con.confrelid as parent,
  (select string_agg(a.attname, ', ' order by k.n) from unnest(con.conkey) with ordinality k (attnum, n)
     join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.attnum) as columns,
  con.conkey
from pg_constraint con where con.contype = 'f';

create temp view line as
select a.n as area, 0 as part, ''::text as entity, 0 as row, format(E'\n## %s\n\n%s\n\n```mermaid\nerDiagram', initcap(replace(substr(a.file, 6), '_', ' ')), a.says) as said from area a
union all
select ar.n, 1, e.name, c.n, c.said
from entity e join area ar on ar.file = e.file
cross join lateral (
  select 0 as n, format('  %s {', e.name) as said
  union all
  select a.attnum, format('    %s %s%s', regexp_replace(replace(format_type(a.atttypid, null), 'timestamp with time zone', 'timestamptz'), '[^a-z0-9_]+', '_', 'g'), a.attname,
      case
        when p.is and f.is then ' PK, FK'
        when p.is then ' PK'
        when f.is then ' FK'
        else ''
      end)
    from pg_attribute a
    cross join lateral (select exists (select from pg_constraint p where p.conrelid = e.oid and p.contype = 'p' and a.attnum = any (p.conkey)) as is) p
    cross join lateral (select exists (select from key k where k.child = e.oid and a.attnum = any (k.conkey)) as is) f
    where a.attrelid = e.oid and a.attnum > 0 and not a.attisdropped
  union all
  select 9999, '  }'
) c
union all
select ar.n, 2, e.name, 0, format('  %s }o--|| %s : "%s"', e.name, k.parent::regclass, k.columns)
from key k join entity e on e.oid = k.child join area ar on ar.file = e.file
union all
select a.n, 3, '', 0, E'```\n\n| table | is | '
  || (select string_agg(s.name, ' | ' order by s.n) from side s) || E' | what it holds |\n| --- | --- | '
  || (select string_agg('---', ' | ' order by s.n) from side s) || ' | --- |'
from area a
union all
select ar.n, 4, e.name, 0, format('| `%s` | %s%s | %s | %s |', e.name, e.kind, case when e.own_rows then ', own rows' else '' end,
  (select string_agg(r.letters, ' | ' order by r.n) from reach r where r.oid = e.oid), coalesce(e.says, ''))
from entity e join area ar on ar.file = e.file;

select $$# The data model

Drawn by `./dev picture` from the tables that the migrations make and what the walls give. Do not edit it: `./dev check` draws it again and compares.

A **record** is only ever added to. **State** changes, and every change is in the log. **Material** is what somebody works on, or what the machine keeps for itself. A **projection** is worked out from records, kept by the database, and could be thrown away. **Own rows**: row security shows a side only what is its own.

A side may **r**ead, **a**dd, **c**hange or **d**elete; in brackets only some columns. The council reads views alone, and so do the others where something is official.$$;

select said from line where area in (select ar.n from area ar join entity e on e.file = ar.file) order by area, part, entity, row, said;

select format(E'\n## Views\n\nWhat several sides read, made of the tables above.\n\n| view | %s |\n| --- | %s |',
  (select string_agg(s.name, ' | ' order by s.n) from side s), (select string_agg('---', ' | ' order by s.n) from side s));
select format('| `%s.%s` | %s |', c.relnamespace::regnamespace, c.relname,
  (select string_agg(case when has_table_privilege(s.role, c.oid, 'select') then 'r' else '' end, ' | ' order by s.n) from side s))
from pg_class c where c.relkind = 'v' and c.relnamespace::regnamespace::text in ('published', 'addressed')
order by c.relnamespace::regnamespace::text, c.relname;
