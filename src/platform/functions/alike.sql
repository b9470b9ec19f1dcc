-- Items of other audits that ask for nearly the same (ADR 0093).

-- The sent items of its kind in other audits that share a third of their pieces with it, the most alike first.
create or replace function likes_of(in_item uuid) returns table (item_id uuid, likeness real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  of_audit uuid;
  of_kind item_kind;
  own text[];
  own_marks bigint[];
begin
  select i.audit_id, i.kind, text_pieces(coalesce(v.heading, i.heading) || ' ' || coalesce(v.body, i.body)), m.marks
  into of_audit, of_kind, own, own_marks
  from item i
  join item_marks m on m.item_id = i.id
  left join lateral (select c.heading, c.body from item_version c where c.item_id = i.id order by c.n desc limit 1) v on true
  where i.id = in_item;
  return query
  with near as (
    -- Of those that have a mark in common, those with most: as many as are worth holding against each other.
    select c.item_id
    from (
      select m.item_id, row_number() over (order by (select count(*) from unnest(m.marks) x where x = any (own_marks)) desc, m.item_id desc) as nth
      from item_marks m
      where m.marks && own_marks and m.item_id <> in_item
    ) c
    where c.nth <= 40
  ), held as (
    select i.id, (
      select (count(*) filter (where p = any (own)) / nullif(count(*) + cardinality(own) - count(*) filter (where p = any (own)), 0)::real)::real
      from unnest(text_pieces(coalesce(v.heading, i.heading) || ' ' || coalesce(v.body, i.body))) p
    ) as likeness
    from near
    join item i on i.id = near.item_id
    join dispatch d on d.audit_id = i.audit_id
    left join lateral (select w.heading, w.body from item_version w where w.item_id = i.id order by w.n desc limit 1) v on true
    where i.kind = of_kind and i.audit_id <> of_audit
  )
  select h.id::uuid, h.likeness from held h where h.likeness >= 0.35 order by h.likeness desc, h.id desc;
end $$;

-- Of an item that has been sent: everybody reads it, and those like it.
create or replace function alike_to(in_item uuid) returns table (item_id uuid, likeness real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select 1 from item i join dispatch d on d.audit_id = i.audit_id where i.id = in_item) then
    return query select l.item_id, l.likeness from likes_of(in_item) l;
  end if;
end $$;

-- Of the items that the auditors are writing.
create or replace function alike_in(in_audit uuid) returns table (item_id uuid, alike_id uuid, likeness real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  return query select i.id::uuid, l.item_id, l.likeness from item i cross join lateral likes_of(i.id) l where i.audit_id = in_audit;
end $$;
