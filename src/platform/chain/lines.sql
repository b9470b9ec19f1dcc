-- What each side may write in which log, and tell: rows that are walls. The jobs may not read them, and do not list them.
select 'line' as kind, format('of %s that may append %s to the log of %s', m.side, m.kind, m.log) as name, '' as digest from public.may_append m
union all
select 'line', format('of %s that may tell %s', m.side, m.kind), '' from public.may_tell m
