-- Who stands at the gate: one question, asked before any side is chosen, for everything that every page needs.
drop function actor_of_session(bytea, timestamptz, date);
drop function touch_session(bytea, timestamptz);

-- Who stands behind a session token, what that person may be today, how many notices she has not read, and whose house
-- it is. Idle limit 45 minutes and the absolute limit are judged against the program's clock, passed in.
-- What a user does renews the idle clock, at most once a minute, so that reading pages writes little. A session that has
-- been idle too long, or is over, is not brought back.
-- In plpgsql, because PostgreSQL plans such a function once per connection; one in SQL it plans anew at each call.
create function stand_at_gate(in_token_hash bytea, in_at timestamptz, in_today date)
  returns table (person_id person_id, name text, roles grant_role[], boards uuid[], unread bigint,
    organisation text, auditors text, contact text)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  seen_at timestamptz;
begin
  select p.id, p.name, s.seen_at into person_id, name, seen_at
  from session s
  join person p on p.id = s.person_id
  where s.token_hash = in_token_hash
    and s.ended_at is null
    and s.expires_at > in_at
    and s.seen_at > in_at - interval '45 minutes'
    and p.ended_at is null;
  if found then
    if seen_at < in_at - interval '1 minute' then
      update session s set seen_at = in_at
      where s.token_hash = in_token_hash and s.ended_at is null and s.seen_at < in_at;
    end if;
    select array_agg(g.role order by g.id), array_agg(g.board_id::uuid order by g.id) into roles, boards
    from role_grant g
    where g.person_id = stand_at_gate.person_id
      and g.valid_from <= in_today
      and (g.valid_to is null or g.valid_to >= in_today);
    select count(*) into unread from notice n where n.person_id = stand_at_gate.person_id and n.read_at is null;
  end if;
  select o.name, o.auditors_name, o.contact into organisation, auditors, contact from organisation o;
  return next;
end $$;

grant select on organisation, notice to yttrande_bridge;
grant create on schema public to yttrande_bridge;
alter function stand_at_gate(bytea, timestamptz, date) owner to yttrande_bridge;
revoke create on schema public from yttrande_bridge;
revoke execute on function stand_at_gate(bytea, timestamptz, date) from public;
grant execute on function stand_at_gate(bytea, timestamptz, date) to yttrande_app;
