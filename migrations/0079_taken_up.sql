-- An item of a new audit that takes up an item of an earlier one that was not settled (ADR 0077).
create table item_taken_up (
  item_id item_id not null references item on delete cascade,
  earlier_id item_id not null references item,
  primary key (item_id, earlier_id),
  constraint takes_up_another check (item_id <> earlier_id)
);
create index item_taken_up_earlier on item_taken_up (earlier_id);
create trigger sent_stands before insert or update or delete on item_taken_up for each row execute function refuse_after_dispatch();
select must_be_logged('item_taken_up'), sealed('item_taken_up');

-- Only what has been asked can be asked again.
create function takes_up_what_was_sent() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select 1 from item i join dispatch d on d.audit_id = i.audit_id where i.id = new.earlier_id) then
    raise exception 'only an item that has been sent is taken up again' using errcode = 'check_violation', constraint = 'takes_up_what_was_sent';
  end if;
  return new;
end $$;
create trigger takes_up_what_was_sent before insert on item_taken_up for each row execute function takes_up_what_was_sent();

-- Both ends of it, from the day on which the new audit is sent.
create view published.item_taken_up as
select t.item_id, i.audit_id, i.code, a.reference, a.reference_key, d.sent_at,
  t.earlier_id, e.audit_id as earlier_audit_id, e.code as earlier_code, b.reference as earlier_reference, b.reference_key as earlier_reference_key
from item_taken_up t
join item i on i.id = t.item_id
join audit a on a.id = i.audit_id
join dispatch d on d.audit_id = a.id
join item e on e.id = t.earlier_id
join audit b on b.id = e.audit_id;

-- What is not settled and asked about no more: what a new audit can take up.
create view published.item_unsettled as
select i.item_id, i.board_id, i.audit_id, i.reference, i.reference_key, i.code, i.kind, i.number, i.heading, i.board_name, i.board_slug, i.grade,
  i.graded_at, i.look_on
from item_now i
where i.responds
  and (i.standing in ('partly_implemented', 'not_implemented')
    or i.standing = 'judged_once' and (i.kind = 'recommendation' or i.grade is distinct from 'sufficient'))
  and not exists (
    select 1 from round_now r where r.audit_id = i.audit_id and r.board_id = i.board_id and r.state in ('awaited', 'received')
  );

-- What a new audit asks the same board about is not left to be decided: the new one has its days.
create or replace view published.item_left as
select i.item_id, i.board_id, i.audit_id, i.reference, i.reference_key, i.code, i.kind, i.number, i.heading, i.board_name, i.board_slug, i.grade,
  i.graded_at
from published.item_unsettled i
where i.look_on is null and not exists (
  select 1
  from item_taken_up t
  join item_board x on x.item_id = t.item_id and x.board_id = i.board_id
  join item n on n.id = t.item_id
  join dispatch d on d.audit_id = n.audit_id
  where t.earlier_id = i.item_id
);

-- What the council asked of a board is found by its words, too.
create index council_act_words on council_act using gin (to_tsvector('swedish', lower(asked collate "sv-x-icu")));
create view published.searched_council_act as
select c.audit_id, c.n, c.held_on, c.asked
from council_act c
where not c.struck and not exists (select 1 from council_act l where l.audit_id = c.audit_id and l.n = c.n and l.version > c.version);
