-- What lists read besides `round_now` and `audit_now`, and the orders that they need (ADR 0024).

-- The auditors' own list begins with what they have not sent, the newest first.
create view own_listed_audit as
select a.id, a.reference, a.reference_key, a.title, a.sent_at, a.closed_at, a.board_names, a.received, a.next_due_on, a.place, true as sent
from published.audit_now a
union all
select a.id, a.reference, a.reference_key, a.title, u.recorded_at, null,
  coalesce((
    select array_agg(b.name order by b.name collate "sv-x-icu")
    from addressee x
    join board b on b.id = x.board_id
    where x.audit_id = a.id and x.role = 'respond'
  ), '{}'),
  0::smallint, null, list_place(-1, stockholm_day(u.recorded_at)), false
from unsent_now u
join audit a on a.id = u.id;

create index round_now_day on round_now (due_on, id);
create index person_listed on person ((ended_at is not null), name collate "sv-x-icu", id);
create index mail_listed on mail (made_at desc, id desc);
create index notice_listed on notice (person_id, made_at desc, id desc);
