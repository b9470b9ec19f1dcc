-- Work that is divided: who is to answer what, and who stands in for whom (ADR 0046).

alter type notice_kind add value 'parts_assigned';
alter type notice_kind add value 'response_locked';

-- Who is to write a part of a response; none of an item: the summary. The newest word counts, and the log has them all.
create table desk_assignment (
  round_id round_id not null,
  item_id item_id,
  board_id board_id not null,
  person_id person_id not null references person,
  assigned_at timestamptz not null,
  assigned_by person_id not null references person,
  constraint desk_assignment_key unique nulls not distinct (round_id, item_id),
  foreign key (round_id, board_id) references round (id, board_id),
  foreign key (item_id, board_id) references item_board
);
create index desk_assignment_person on desk_assignment (person_id);
create index desk_assignment_item on desk_assignment (item_id);
create trigger refuse_after_submission before insert or update or delete on desk_assignment
  for each row execute function refuse_after_submission();
select signed_by('desk_assignment', 'assigned_by');
select must_be_logged('desk_assignment');

-- ---- substitutes -------------------------------------------------------------------------------------------------------

-- Somebody holds a role for a time, in place of whoever holds it otherwise and has named her.
alter table role_grant add column stands_in_for grant_id references role_grant;
create index role_grant_stands_in_for on role_grant (stands_in_for) where stands_in_for is not null;

-- She stands in no longer than the other one could stand herself.
create function substitutes_end_with_their_role() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update role_grant s set valid_to = greatest(s.valid_from - 1, new.valid_to)
  where s.stands_in_for = new.id and s.valid_to > new.valid_to;
  return null;
end $$;
create trigger substitutes_end_with_their_role after update of valid_to on role_grant
  for each row when (new.stands_in_for is null) execute function substitutes_end_with_their_role();
create function substitutes_end_with_a_person() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update role_grant s set valid_to = greatest(s.valid_from - 1, stockholm_day(new.ended_at) - 1)
  where s.stands_in_for in (select g.id from role_grant g where g.person_id = new.id)
    and s.valid_to >= stockholm_day(new.ended_at);
  return null;
end $$;
create trigger substitutes_end_with_a_person after update of ended_at on person
  for each row when (new.ended_at is not null and old.ended_at is null) execute function substitutes_end_with_a_person();

-- Who works for one's own boards, and in whose place.
create view published.colleague as
select g.board_id, p.id as person_id, p.name, g.role, g.valid_from, g.valid_to, g.id as grant_id, g.stands_in_for, o.person_id as instead_of,
  q.name as instead_of_name
from role_grant g
join person p on p.id = g.person_id and p.ended_at is null
left join role_grant o on o.id = g.stands_in_for
left join person q on q.id = o.person_id
where g.board_id = any (my_boards());
