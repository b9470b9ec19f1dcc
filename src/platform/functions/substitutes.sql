-- Somebody stands in for another one for a time: named by whoever holds the role, among those who work for the board already.

-- Gives one's own role at a board to a colleague, for some days. It ends by itself. Whoever stands in names nobody herself.
create or replace function name_substitute(in_grant uuid, in_board uuid, in_person uuid, in_from date, in_to date, in_today date) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  own role_grant%rowtype;
begin
  perform 1 from person where id = in_person for update;
  -- Whoever answers for a board that has ceased gives the role in its heir, by which she does.
  select g.* into own from role_held h join role_grant g on g.id = h.id
  where h.person_id = myself() and h.board_id = in_board and h.role in ('secretary', 'approver') and g.stands_in_for is null
    and h.valid_from <= in_today and (h.valid_to is null or h.valid_to >= in_today)
  order by h.role, h.id
  limit 1;
  if not found then
    raise exception 'who holds no role of her own gives none' using errcode = 'check_violation', constraint = 'substitutes_stand_in_for_somebody';
  end if;
  if in_person = own.person_id or not exists (
    select 1 from role_held h join person p on p.id = h.person_id
    where h.person_id = in_person and h.board_id = in_board and p.ended_at is null
      and h.valid_from <= in_today and (h.valid_to is null or h.valid_to >= in_today)
  ) then
    raise exception 'a substitute works for the board already' using errcode = 'check_violation', constraint = 'substitutes_work_for_the_board';
  end if;
  if in_from < in_today or in_to < in_from or in_to > in_from + 366 or in_to > own.valid_to then
    raise exception 'a substitute has days' using errcode = 'check_violation', constraint = 'substitutes_have_days';
  end if;
  insert into role_grant (id, person_id, role, board_id, valid_from, valid_to, stands_in_for)
  values (in_grant, in_person, own.role, own.board_id, in_from, in_to, own.id);
end $$;

-- Ends it before its last day: by whoever named her. Says whether there was anything to end.
create or replace function end_substitute(in_grant uuid, in_today date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update role_grant s set valid_to = greatest(s.valid_from, in_today) - 1
  where s.id = in_grant and s.valid_to >= in_today
    and exists (select 1 from role_grant o where o.id = s.stands_in_for and o.person_id = myself());
  return found;
end $$;
